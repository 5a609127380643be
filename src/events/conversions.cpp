#include "events/conversions.h"

#include <algorithm>
#include <utility>

#include "expressions/children.h"
#include "expressions/local_scope.h"
#include "expressions/uncounted.h"

namespace abide::events {
namespace {

using expressions::Environment;
using expressions::Expr;
using expressions::ExprPtr;
using expressions::Function;
using expressions::LocalScope;
using values::Value;
using Found = std::optional<FailedConversion>;

bool LacksValue(const Value& value) {
  if (value.kind() != Value::Kind::kList) return value.is_absent();
  return std::any_of(value.elements().begin(), value.elements().end(), LacksValue);
}

bool IsBlank(const Value& value) {
  return value.kind() == Value::Kind::kText &&
         value.text().find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool IsStructured(const Value& value) {
  return value.kind() == Value::Kind::kList || value.kind() == Value::Kind::kRecord;
}

// Empty for those that convert nothing.
std::string_view NameOf(Function function) {
  switch (function) {
    case Function::kEpochSeconds:
      return "epoch_seconds";
    case Function::kEpochMillis:
      return "epoch_millis";
    case Function::kEpochNanos:
      return "epoch_nanos";
    case Function::kTime:
      return "time";
    case Function::kNumber:
      return "number";
    case Function::kString:
      return "string";
    default:
      return {};
  }
}

std::string_view NameOf(RawFunction function) {
  switch (function) {
    case RawFunction::kJson:
      return "json";
    case RawFunction::kBase64:
      return "base64";
    case RawFunction::kEntries:
      return "entries";
    case RawFunction::kDotnetTicks:
      return "dotnet_ticks";
  }
  return {};
}

class Search {
 public:
  Search(const SourceMap& source, Environment& environment)
      : source_(source), environment_(environment) {}

  Found In(const Expr& expr) {
    if (!LacksValue(Evaluate(expr, environment_))) return std::nullopt;
    return std::visit([&](const auto& node) { return InNode(expr, node); }, expr.node);
  }

 private:
  template <typename Node>
  Found InNode(const Expr& expr, const Node&) {
    return InChildren(expr);
  }
  Found InNode(const Expr& expr, const expressions::FunctionCall& call) {
    const std::string_view name = NameOf(call.function);
    return name.empty() ? InChildren(expr) : Of(name, *call.argument);
  }
  Found InNode(const Expr&, const expressions::Convert& convert) {
    return Of(ToString(expressions::Type::Of(convert.to)), *convert.text);
  }
  Found InNode(const Expr& expr, const expressions::Ask& ask) {
    const auto* function =
        std::get_if<RawFunction>(&source_.asks[static_cast<std::size_t>(ask.ask)]);
    if (function == nullptr) return InChildren(expr);
    // What is no text is handed through.
    const Expr& argument = *ask.arguments[0];
    if (*function == RawFunction::kJson && IsStructured(Evaluate(argument, environment_))) {
      return In(argument);
    }
    return Of(NameOf(*function), argument);
  }
  Found InNode(const Expr&, const expressions::Let& let) {
    if (Found found = In(*let.value)) return found;
    const LocalScope scope(let.local, Evaluate(*let.value, environment_), environment_);
    return In(*let.body);
  }
  Found InNode(const Expr&, const expressions::Quantifier& node) { return In(*node.list); }
  Found InNode(const Expr&, const expressions::Comprehension& node) {
    if (Found found = In(*node.list)) return found;
    const Value list = Evaluate(*node.list, environment_);
    if (list.kind() != Value::Kind::kList) return std::nullopt;
    const LocalScope scope(node.variable, {}, environment_);
    for (const Value& element : list.elements()) {
      environment_.Set(node.variable, element);
      if (Found found = In(*node.element)) return found;
    }
    return std::nullopt;
  }

  Found InChildren(const Expr& expr) {
    Found found;
    ForEachChild(expr, [&](const ExprPtr& child) {
      if (!found) found = In(*child);
    });
    return found;
  }
  // The conversion has no value.
  Found Of(std::string_view name, const Expr& argument) {
    const Value operand = Evaluate(argument, environment_);
    if (operand.is_absent()) return In(argument);
    if (IsBlank(operand)) return std::nullopt;
    return FailedConversion{std::string(name), operand};
  }

  const SourceMap& source_;
  Environment& environment_;
};

}  // namespace

bool HasConversion(const Expr& expr, const SourceMap& source) {
  const auto* call = std::get_if<expressions::FunctionCall>(&expr.node);
  const auto* ask = std::get_if<expressions::Ask>(&expr.node);
  bool has = std::holds_alternative<expressions::Convert>(expr.node) ||
             (call != nullptr && !NameOf(call->function).empty()) ||
             (ask != nullptr &&
              std::holds_alternative<RawFunction>(source.asks[static_cast<std::size_t>(ask->ask)]));
  ForEachChild(expr, [&](const ExprPtr& child) { has = has || HasConversion(*child, source); });
  return has;
}

Found FindFailedConversion(const Expr& expr, const SourceMap& source, Environment& environment) {
  const expressions::Uncounted told(environment);
  return Search(source, environment).In(expr);
}

}  // namespace abide::events
