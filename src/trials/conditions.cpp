#include "trials/conditions.h"

#include <utility>

#include "check/words.h"
#include "expressions/children.h"

namespace abide::trials {

using expressions::ExprPtr;
using values::Truth;
using values::Value;

// What a norm itself looks back for: an ask that the plan made, and no rule file has.
bool Conditions::IsUnwritten(const ExprPtr& condition) const {
  const auto* ask = std::get_if<expressions::Ask>(&condition->node);
  return ask != nullptr && static_cast<std::size_t>(ask->ask) >= plan_.rules->asks.size();
}

std::optional<Truth> Conditions::Test(const ExprPtr& condition) const {
  if (environment_ == nullptr || !CanBeAsked(condition)) return std::nullopt;
  return condition ? expressions::Test(*condition, *environment_) : Truth::kTrue;
}

void Conditions::Walk(const ExprPtr& condition) {
  if (!condition) return;
  // `before P require Q` is made of a `not` that nobody wrote.
  if (const auto* negation = std::get_if<expressions::Not>(&condition->node)) {
    if (IsUnwritten(negation->operand)) return Say(condition);
  }
  const bool is_joined = std::holds_alternative<expressions::Logic>(condition->node) ||
                         std::holds_alternative<expressions::Let>(condition->node);
  const bool is_constant = std::holds_alternative<expressions::Constant>(condition->node);
  if (!is_joined && !is_constant) Say(condition);
  WalkBelow(condition);
}

void Conditions::WalkBelow(const ExprPtr& condition) {
  if (!condition) return;
  if (const auto* logic = std::get_if<expressions::Logic>(&condition->node)) {
    for (const ExprPtr& operand : logic->operands) Walk(operand);
  } else if (const auto* negation = std::get_if<expressions::Not>(&condition->node)) {
    WalkBelow(negation->operand);
  } else if (const auto* quantifier = std::get_if<expressions::Quantifier>(&condition->node)) {
    WalkBody(*quantifier);
  } else if (const auto* let = std::get_if<expressions::Let>(&condition->node)) {
    if (environment_ == nullptr || !CanBeAsked(let->value)) return Walk(let->body);
    const Value before =
        environment_->Exchange(let->local, expressions::Evaluate(*let->value, *environment_));
    Walk(let->body);
    environment_->Set(let->local, before);
  }
}

void Conditions::WalkBody(const expressions::Quantifier& quantifier) {
  if (environment_ == nullptr) return Walk(quantifier.body);
  if (!CanBeAsked(quantifier.list)) return;
  const Value list = expressions::Evaluate(*quantifier.list, *environment_);
  if (list.kind() != Value::Kind::kList) return;
  const Value before = environment_->Exchange(quantifier.variable, Value());
  for (const Value& element : list.elements()) {
    environment_->Set(quantifier.variable, element);
    Walk(quantifier.body);
  }
  environment_->Set(quantifier.variable, before);
}

void Conditions::Say(const ExprPtr& condition) {
  visit_({.span = condition->span,
          .text = TextOf(condition),
          .truth = Test(condition),
          .condition = condition});
}

std::string Conditions::TextOf(const ExprPtr& condition) const {
  const auto* negation = std::get_if<expressions::Not>(&condition->node);
  if (negation != nullptr && IsUnwritten(negation->operand)) {
    return "not " + TextOf(negation->operand);
  }
  // It was written without `preceded by`.
  if (IsUnwritten(condition)) {
    const auto ask = static_cast<std::size_t>(std::get<expressions::Ask>(condition->node).ask);
    return "preceded by (" + plan_.asks[ask].text + ")";
  }
  return check::OneLine(sources_, condition->span);
}

// What no judgement asks by itself has no memory.
bool Conditions::CanBeAsked(const ExprPtr& condition) const {
  if (!condition) return true;
  if (const auto* ask = std::get_if<expressions::Ask>(&condition->node)) {
    const auto id = static_cast<std::size_t>(ask->ask);
    if (std::holds_alternative<std::monostate>(plan_.asks[id].memory)) return false;
  }
  bool all = true;
  expressions::ForEachChild(*condition,
                            [&](const ExprPtr& child) { all = all && CanBeAsked(child); });
  return all;
}

}  // namespace abide::trials
