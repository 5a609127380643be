#include "testimony/evaluator.h"

#include <algorithm>
#include <string>
#include <vector>

#include "diagnostics/assert.h"
#include "values/text.h"

namespace abide::testimony {

using Kind = Value::Kind;
using expressions::Function;
using expressions::LogicOperator;
using expressions::Type;
using values::Decimal;

namespace {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Value ReadAs(const Value& value, Type::Kind to) {
  if (value.kind() != Kind::kText) return value;
  const std::string_view text = Trimmed(value.text());
  switch (to) {
    case Type::Kind::kNumber:
      return OrAbsent(Decimal::Parse(text));
    case Type::Kind::kTime:
      return OrAbsent(values::ParseInstant(text));
    case Type::Kind::kDuration:
      return OrAbsent(values::ParseDuration(text));
    case Type::Kind::kBoolean:
      if (text == "true" || text == "false") return Value::Of(text == "true");
      return {};
    default:
      return value;
  }
}

// A count of so many nanoseconds since 1970: a number, or digits. Rounded half to even.
Value EpochTime(const Value& value, std::int64_t nanos_each) {
  if (value.kind() == Kind::kText &&
      value.text().find_first_not_of("0123456789+-. \t\r\n") != std::string_view::npos) {
    return {};
  }
  const Value count = ReadAs(value, Type::Kind::kNumber);
  if (count.kind() != Kind::kNumber) return {};
  const auto nanos = Whole(values::Multiply(count.number(), Decimal::FromInteger(nanos_each)));
  if (!nanos) return {};
  return OrAbsent(values::Plus(values::Instant{0}, {.months = 0, .nanos = *nanos}));
}

Value TimeOf(const Value& value, const std::string& zone) {
  if (value.kind() != Kind::kText) return value.kind() == Kind::kInstant ? value : Value();
  const std::string_view text = Trimmed(value.text());
  return OrAbsent(zone.empty() ? values::ParseInstant(text) : values::ParseInstantIn(text, zone));
}

Value Written(const Value& value, values::Arena& arena) {
  switch (value.kind()) {
    case Kind::kText:
      return value;
    case Kind::kBoolean:
    case Kind::kNumber:
    case Kind::kInstant:
    case Kind::kDuration:
      return Value::Of(arena.Copy(values::ToString(value)));
    default:
      return {};
  }
}

// Hour, weekday or day of an instant.
Value CalendarOf(Function function, const Value& value, const std::string& zone) {
  if (value.kind() != Kind::kInstant) return {};
  const std::string where = zone.empty() ? "UTC" : zone;
  if (function == Function::kWeekday) {
    return Value::Of(values::WeekdayOf(value.instant(), where));
  }
  if (function == Function::kDate) return Value::Of(values::DayOf(value.instant(), where));
  return Value::Of(Decimal::FromInteger(values::HourOf(value.instant(), where)));
}

Value Call(const expressions::FunctionCall& call, const Value& value, values::Arena& arena) {
  switch (call.function) {
    case Function::kSize:
      if (value.kind() != Kind::kList) return {};
      return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(value.elements().size())));
    case Function::kLower:
      if (value.kind() != Kind::kText) return {};
      return Value::Of(arena.Copy(values::Lower(value.text())));
    case Function::kHour:
    case Function::kWeekday:
    case Function::kDate:
      return CalendarOf(call.function, value, call.zone);
    case Function::kEpochSeconds:
      return EpochTime(value, 1'000'000'000);
    case Function::kEpochMillis:
      return EpochTime(value, 1'000'000);
    case Function::kEpochNanos:
      return EpochTime(value, 1);
    case Function::kTime:
      return TimeOf(value, call.zone);
    case Function::kNumber: {
      const Value number = ReadAs(value, Type::Kind::kNumber);
      return number.kind() == Kind::kNumber || number.kind() == Kind::kInterval ? number : Value();
    }
    case Function::kString:
      return Written(value, arena);
  }
  return {};
}

Truth HoldsAddress(std::span<const values::Network> networks, const Value& address) {
  Truth found = Truth::kFalse;
  for (const values::Network& network : networks) {
    std::optional<bool> holds;
    if (address.kind() == Kind::kText) holds = network.Holds(address.text());
    found = values::Or(found, holds ? values::TruthOf(*holds) : Truth::kUnknown);
  }
  return found;
}

// Of blocks that are texts of the log.
Truth HoldsAddress(std::span<const Value> blocks, const Value& address) {
  Truth found = Truth::kFalse;
  for (const Value& block : blocks) {
    std::optional<values::Network> network;
    if (block.kind() == Kind::kText) network = values::Network::Parse(block.text());
    found = values::Or(found,
                       network ? HoldsAddress(std::span(&*network, 1), address) : Truth::kUnknown);
  }
  return found;
}

}  // namespace

const Event& Scope::EventOf(expressions::BindingId binding) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->around_) {
    if (scope->binding_ == binding) return *scope->event_;
  }
  ABIDE_ASSERT(false, "a pattern that a condition speaks of is in scope");
}

Value Scope::ValueOf(expressions::LocalId local) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->around_) {
    if (scope->local_ == local) return scope->value_;
  }
  ABIDE_ASSERT(false, "a variable that a condition speaks of is in scope");
}

// One function a node.
struct Worths {
  Evaluator& evaluator;
  const Scope& scope;

  Value Of(const ExprPtr& expr) const { return evaluator.Worth(*expr, scope); }
  Truth Test(const ExprPtr& expr) const { return Of(expr).truth(); }

  Value operator()(const expressions::Constant& node) const { return node.value; }
  Value operator()(const expressions::Field& node) const {
    const Event& event = scope.EventOf(node.binding);
    for (const expressions::Field::At& at : node.at) {
      if (at.kind == event.kind) return event.fields[static_cast<std::size_t>(at.index)];
    }
    return {};  // of an event that is counted, and of whose kind it is no field
  }
  Value operator()(const expressions::Local& node) const { return scope.ValueOf(node.local); }
  Value operator()(const expressions::MemberOf& node) const {
    const Value record = Of(node.record);
    return record.kind() == Kind::kRecord ? record.members()[node.index] : Value();
  }
  Value operator()(const expressions::ElementOf& node) const {
    const Value list = Of(node.list);
    const Value index = Of(node.index);
    if (list.kind() != Kind::kList || index.kind() != Kind::kNumber) return {};
    const auto place = index.number().ToInteger();
    const auto size = static_cast<std::int64_t>(list.elements().size());
    if (!place || *place < 0 || *place >= size) return {};
    return list.elements()[static_cast<std::size_t>(*place)];
  }
  Value operator()(const expressions::Flatten& node) const {
    const Value list = Of(node.list);
    if (list.kind() != Kind::kList) return {};
    std::vector<Value> flat;
    for (const Value& inner : list.elements()) {
      if (inner.kind() == Kind::kList) {
        flat.insert(flat.end(), inner.elements().begin(), inner.elements().end());
      } else {
        flat.push_back(inner);
      }
    }
    return ListOf(flat, evaluator.arena_);
  }
  Value operator()(const expressions::Let& node) const {
    return evaluator.Worth(*node.body, Scope(scope, node.local, Of(node.value)));
  }
  Value operator()(const expressions::Ask& node) const {
    std::vector<Value> arguments;
    for (const ExprPtr& argument : node.arguments) arguments.push_back(Of(argument));
    return evaluator.host_.Answer(node.ask, arguments, scope);
  }
  Value operator()(const expressions::MakeList& node) const {
    std::vector<Value> elements;
    for (const ExprPtr& element : node.elements) elements.push_back(Of(element));
    return ListOf(elements, evaluator.arena_);
  }
  Value operator()(const expressions::Comprehension& node) const {
    const Value list = Of(node.list);
    if (list.kind() != Kind::kList) return {};
    std::vector<Value> elements;
    for (const Value& each : list.elements()) {
      elements.push_back(evaluator.Worth(*node.element, Scope(scope, node.variable, each)));
    }
    return ListOf(elements, evaluator.arena_);
  }
  Value operator()(const expressions::Convert& node) const {
    return ReadAs(Of(node.text), node.to);
  }
  Value operator()(const expressions::Negate& node) const {
    return Negated(Of(node.operand), evaluator.arena_);
  }
  Value operator()(const expressions::Arithmetic& node) const {
    return Calculate(node.op, Of(node.left), Of(node.right), evaluator.arena_);
  }
  Value operator()(const expressions::Else& node) const {
    const Value first = Of(node.first);
    return first.is_absent() ? Of(node.second) : first;
  }
  Value operator()(const expressions::Has& node) const {
    return Value::Of(!Of(node.operand).is_absent());
  }
  Value operator()(const expressions::Not& node) const {
    return Value::Of(values::Not(Test(node.operand)));
  }
  Value operator()(const expressions::Logic& node) const {
    const bool both = node.op == LogicOperator::kAnd;
    const Truth decided = values::TruthOf(!both);
    Truth truth = values::TruthOf(both);
    for (const ExprPtr& operand : node.operands) {
      truth = both ? values::And(truth, Test(operand)) : values::Or(truth, Test(operand));
      if (truth == decided) break;
    }
    return Value::Of(truth);
  }
  Value operator()(const expressions::Compare& node) const {
    return Value::Of(Compare(node.op, Of(node.left), Of(node.right), node.case_rule));
  }
  Value operator()(const expressions::InList& node) const {
    const Value item = Of(node.item);
    const Value list = Of(node.list);
    if (item.is_absent() || list.kind() != Kind::kList) return {};
    Truth found = Truth::kFalse;
    for (const Value& element : list.elements()) {
      found = values::Or(
          found, Compare(expressions::CompareOperator::kEqual, item, element, node.case_rule));
    }
    return Value::Of(found);
  }
  Value operator()(const expressions::InNetwork& node) const {
    const Value address = Of(node.address);
    if (address.is_absent()) return {};
    if (!node.block) return Value::Of(HoldsAddress(std::span(&node.network, 1), address));
    const Value block = Of(node.block);
    return Value::Of(HoldsAddress(
        block.kind() == Kind::kList ? block.elements() : std::span(&block, 1), address));
  }
  Value operator()(const expressions::InNetworks& node) const {
    const Value address = Of(node.address);
    return address.is_absent() ? Value() : Value::Of(HoldsAddress(node.networks, address));
  }
  Value operator()(const expressions::Matches& node) const {
    const Value text = Of(node.text);
    return text.kind() == Kind::kText ? Value::Of(node.regex->Matches(text.text())) : Value();
  }
  Value operator()(const expressions::TextTest& node) const {
    const Value text = Of(node.text);
    const Value part = Of(node.part);
    if (text.kind() != Kind::kText || part.kind() != Kind::kText) return {};
    switch (node.op) {
      case expressions::TextOperator::kStartsWith:
        return Value::Of(values::StartsWith(text.text(), part.text(), node.case_rule));
      case expressions::TextOperator::kEndsWith:
        return Value::Of(values::EndsWith(text.text(), part.text(), node.case_rule));
      case expressions::TextOperator::kContains:
        return Value::Of(values::Contains(text.text(), part.text(), node.case_rule));
    }
    return {};
  }
  Value operator()(const expressions::Quantifier& node) const {
    const Value list = Of(node.list);
    if (list.kind() != Kind::kList) return {};
    const bool every = node.kind == expressions::QuantifierKind::kEvery;
    Truth truth = values::TruthOf(every);
    for (const Value& element : list.elements()) {
      const Truth holds = evaluator.Holds(node.body, Scope(scope, node.variable, element));
      truth = every ? values::And(truth, holds) : values::Or(truth, holds);
    }
    return Value::Of(truth);
  }
  Value operator()(const expressions::CaptureCall& node) const {
    const Value text = Of(node.text);
    return text.kind() == Kind::kText ? OrAbsent(node.regex->Capture(text.text())) : Value();
  }
  Value operator()(const expressions::FunctionCall& node) const {
    return Call(node, Of(node.argument), evaluator.arena_);
  }
};

Value Evaluator::Worth(const Expr& expr, const Scope& scope) {
  return std::visit(Worths{*this, scope}, expr.node);
}

}  // namespace abide::testimony
