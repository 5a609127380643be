// Checked expressions by hand, for tests.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "expressions/evaluate.h"

namespace abide::expressions::testing {

inline constexpr EventKind kKind{0};
inline constexpr BindingId kThis{0};

inline ExprPtr Make(decltype(Expr::node) node, Type::Kind type = Type::Kind::kBoolean) {
  return std::make_shared<const Expr>(Expr{std::move(node), Type::Of(type), {}});
}

inline values::Decimal Dec(std::string_view text) { return *values::Decimal::Parse(text); }
inline Value Number(std::string_view text) { return Value::Of(Dec(text)); }
inline Value Time(std::string_view text) { return Value::Of(*values::ParseInstant(text)); }
inline Value Span(std::string_view text) { return Value::Of(*values::ParseDuration(text)); }

inline ExprPtr Const(const Value& value) { return Make(Constant{value}, Type::Kind::kRaw); }
inline ExprPtr Text(const char* text) { return Const(Value::Of(text)); }
inline ExprPtr Num(std::string_view text) { return Const(Number(text)); }
inline ExprPtr Truth(values::Truth truth) { return Const(Value::Of(truth)); }

inline ExprPtr FieldOf(std::uint16_t index, std::string name) {
  return Make(Field{kThis, {{kKind, FieldIndex{index}}}, std::move(name)}, Type::Kind::kRaw);
}
inline ExprPtr LocalOf(std::uint32_t id, std::string name = "x") {
  return Make(Local{LocalId{id}, std::move(name)}, Type::Kind::kRaw);
}
inline ExprPtr Comparison(CompareOperator op, ExprPtr left, ExprPtr right,
                          values::Case case_rule = values::Case::kRespect) {
  return Make(Compare{op, std::move(left), std::move(right), case_rule});
}
inline ExprPtr Equal(ExprPtr left, ExprPtr right) {
  return Comparison(CompareOperator::kEqual, std::move(left), std::move(right));
}
inline ExprPtr Calculated(ArithmeticOperator op, ExprPtr left, ExprPtr right) {
  return Make(Arithmetic{op, std::move(left), std::move(right)}, Type::Kind::kNumber);
}
inline ExprPtr And(std::vector<ExprPtr> operands) {
  return Make(Logic{LogicOperator::kAnd, std::move(operands)});
}
inline ExprPtr Or(std::vector<ExprPtr> operands) {
  return Make(Logic{LogicOperator::kOr, std::move(operands)});
}

// Answers from a table; what it does not know is absent, and is called "ask N" when missing.
class TableHost : public Host {
 public:
  using Answerer = std::function<Value(std::span<const Value>)>;
  std::map<std::uint32_t, Answerer> answers;

  Value Answer(AskId ask, std::span<const Value> arguments, Environment&) override {
    const auto found = answers.find(static_cast<std::uint32_t>(ask));
    return found == answers.end() ? Value() : found->second(arguments);
  }
  void Missing(AskId ask, std::span<const Value>, Environment&,
               std::vector<std::string>& names) override {
    names.push_back("ask " + std::to_string(static_cast<std::uint32_t>(ask)));
  }
};

// An event of one kind with these fields, and what is needed to evaluate at it.
struct World {
  explicit World(std::vector<Value> field_values = {})
      : fields(std::move(field_values)), environment(arena, host), subject{kKind, fields} {
    environment.Bind(kThis, &subject);
  }

  std::vector<Value> fields;
  values::Arena arena;
  TableHost host;
  Environment environment;
  Subject subject;

  Value Of(const ExprPtr& expr) { return Evaluate(*expr, environment); }
  values::Truth TruthOf(const ExprPtr& expr) { return Test(*expr, environment); }
  // As a report shows it.
  std::string Shown(const ExprPtr& expr) { return values::ToString(Of(expr)); }
  std::vector<std::string> Missing(const ExprPtr& expr) {
    return MissingFields(*expr, environment);
  }
};

}  // namespace abide::expressions::testing
