// Expressions on the fields of events: the language guide, section 7, and section 10 for what is
// absent.
#include <algorithm>
#include <string>

#include "reference/arithmetic.h"
#include "reference/evaluator.h"
#include "values/text.h"

namespace abide::reference {

using expressions::LogicOperator;
using expressions::QuantifierKind;
using expressions::TextOperator;
using Kind = Value::Kind;

Value Evaluator::Worth(const Expr& expr, const Scope& scope) {
  return std::visit([&](const auto& node) { return Of(node, scope); }, expr.node);
}

Truth Evaluator::Holds(const ExprPtr& condition, const Scope& scope) {
  return condition ? Worth(*condition, scope).truth() : Truth::kTrue;
}

Value Evaluator::Of(const expressions::Constant& node, const Scope&) { return node.value; }

Value Evaluator::Of(const expressions::Field& node, const Scope& scope) {
  const events::Event& event = log_[scope.EventOf(node.binding)];
  for (const expressions::Field::At& at : node.at) {
    if (at.kind == event.kind) return event.fields[static_cast<std::size_t>(at.index)];
  }
  // Of a limit that counts several kinds, each name speaks of the event that is counted: a field
  // that its kind does not have is absent.
  return {};
}

Value Evaluator::Of(const expressions::Local& node, const Scope& scope) {
  return scope.ValueOf(node.local);
}

Value Evaluator::Of(const expressions::MemberOf& node, const Scope& scope) {
  const Value record = Worth(*node.record, scope);
  return record.is_absent() ? Value() : record.members()[node.index];
}

Value Evaluator::Of(const expressions::ElementOf& node, const Scope& scope) {
  const Value list = Worth(*node.list, scope);
  const Value index = Worth(*node.index, scope);
  if (list.is_absent() || index.kind() != Kind::kNumber) return {};
  const auto place = index.number().ToInteger();
  if (!place || *place < 0 || static_cast<std::uint64_t>(*place) >= list.elements().size()) {
    return {};
  }
  return list.elements()[static_cast<std::size_t>(*place)];
}

Value Evaluator::Of(const expressions::Flatten& node, const Scope& scope) {
  const Value list = Worth(*node.list, scope);
  if (list.is_absent()) return {};
  std::vector<Value> flat;
  for (const Value& inner : list.elements()) {
    if (inner.kind() != Kind::kList) {
      flat.push_back(inner);
      continue;
    }
    flat.insert(flat.end(), inner.elements().begin(), inner.elements().end());
  }
  const std::span<Value> kept = arena_->Values(flat.size());
  std::copy(flat.begin(), flat.end(), kept.begin());
  return Value::ListOf(kept);
}

Value Evaluator::Of(const expressions::Let& node, const Scope& scope) {
  return Worth(*node.body, Scope(scope, node.local, Worth(*node.value, scope)));
}

Value Evaluator::Of(const expressions::Ask& node, const Scope& scope) {
  const check::AskNode& asked = rules_->asks[static_cast<std::size_t>(node.ask)];
  std::vector<Value> arguments;
  for (const ExprPtr& argument : node.arguments) arguments.push_back(Worth(*argument, scope));
  const std::size_t now = scope.EventOf(asked.at);
  return std::visit([&](const auto& ask) { return Answer(ask, arguments, now, scope); }, asked.ask);
}

Value Evaluator::Of(const expressions::MakeList& node, const Scope& scope) {
  const std::span<Value> elements = arena_->Values(node.elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = Worth(*node.elements[i], scope);
  return Value::ListOf(elements);
}

Value Evaluator::Of(const expressions::Comprehension& node, const Scope& scope) {
  const Value list = Worth(*node.list, scope);
  if (list.is_absent()) return {};
  const std::span<Value> elements = arena_->Values(list.elements().size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    elements[i] = Worth(*node.element, Scope(scope, node.variable, list.elements()[i]));
  }
  return Value::ListOf(elements);
}

Value Evaluator::Of(const expressions::Negate& node, const Scope& scope) {
  return Negated(Worth(*node.operand, scope), *arena_);
}

Value Evaluator::Of(const expressions::Arithmetic& node, const Scope& scope) {
  return Calculate(node.op, Worth(*node.left, scope), Worth(*node.right, scope), *arena_);
}

Value Evaluator::Of(const expressions::Else& node, const Scope& scope) {
  const Value first = Worth(*node.first, scope);
  return first.is_absent() ? Worth(*node.second, scope) : first;
}

Value Evaluator::Of(const expressions::Has& node, const Scope& scope) {
  return Value::Of(!Worth(*node.operand, scope).is_absent());
}

Value Evaluator::Of(const expressions::Not& node, const Scope& scope) {
  return Value::Of(values::Not(Holds(node.operand, scope)));
}

Value Evaluator::Of(const expressions::Logic& node, const Scope& scope) {
  const bool both = node.op == LogicOperator::kAnd;
  Truth truth = values::TruthOf(both);
  for (const ExprPtr& operand : node.operands) {
    const Truth holds = Holds(operand, scope);
    truth = both ? values::And(truth, holds) : values::Or(truth, holds);
  }
  return Value::Of(truth);
}

Value Evaluator::Of(const expressions::Compare& node, const Scope& scope) {
  return Value::Of(
      Compare(node.op, Worth(*node.left, scope), Worth(*node.right, scope), node.case_rule));
}

Value Evaluator::Of(const expressions::InList& node, const Scope& scope) {
  const Value item = Worth(*node.item, scope);
  const Value list = Worth(*node.list, scope);
  if (item.is_absent() || list.is_absent()) return {};
  Truth found = Truth::kFalse;
  for (const Value& element : list.elements()) {
    found = values::Or(found, Equal(item, element, node.case_rule));
  }
  return Value::Of(found);
}

Value Evaluator::Of(const expressions::InNetwork& node, const Scope& scope) {
  const Value address = Worth(*node.address, scope);
  if (address.is_absent()) return {};
  const auto holds = node.network.Holds(address.text());
  return holds ? Value::Of(*holds) : Value();
}

Value Evaluator::Of(const expressions::InNetworks& node, const Scope& scope) {
  const Value address = Worth(*node.address, scope);
  if (address.is_absent()) return {};
  Truth found = Truth::kFalse;
  for (const values::Network& network : node.networks) {
    const auto holds = network.Holds(address.text());
    found = values::Or(found, holds ? values::TruthOf(*holds) : Truth::kUnknown);
  }
  return Value::Of(found);
}

Value Evaluator::Of(const expressions::Matches& node, const Scope& scope) {
  const Value text = Worth(*node.text, scope);
  return text.is_absent() ? Value() : Value::Of(node.regex->Matches(text.text()));
}

Value Evaluator::Of(const expressions::TextTest& node, const Scope& scope) {
  const Value text = Worth(*node.text, scope);
  const Value part = Worth(*node.part, scope);
  if (text.is_absent() || part.is_absent()) return {};
  switch (node.op) {
    case TextOperator::kStartsWith:
      return Value::Of(values::StartsWith(text.text(), part.text(), node.case_rule));
    case TextOperator::kEndsWith:
      return Value::Of(values::EndsWith(text.text(), part.text(), node.case_rule));
    case TextOperator::kContains:
      return Value::Of(values::Contains(text.text(), part.text(), node.case_rule));
  }
  return {};
}

Value Evaluator::Of(const expressions::Quantifier& node, const Scope& scope) {
  const Value list = Worth(*node.list, scope);
  if (list.is_absent()) return {};
  const bool every = node.kind == QuantifierKind::kEvery;
  Truth truth = values::TruthOf(every);
  for (const Value& element : list.elements()) {
    const Truth holds = Holds(node.body, Scope(scope, node.variable, element));
    truth = every ? values::And(truth, holds) : values::Or(truth, holds);
  }
  return Value::Of(truth);
}

Value Evaluator::Of(const expressions::CaptureCall& node, const Scope& scope) {
  const Value text = Worth(*node.text, scope);
  if (text.is_absent()) return {};
  const auto captured = node.regex->Capture(text.text());
  return captured ? Value::Of(*captured) : Value();
}

}  // namespace abide::reference
