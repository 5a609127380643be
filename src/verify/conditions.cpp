#include "verify/conditions.h"

#include <algorithm>

#include "expressions/children.h"

namespace abide::verify {

using check::Pattern;
using check::PatternCase;

namespace {

ExprPtr Join(expressions::LogicOperator op, std::vector<ExprPtr> operands) {
  if (operands.empty()) return nullptr;
  if (operands.size() == 1) return operands.front();
  return std::make_shared<const Expr>(
      Expr{.node = expressions::Logic{op, std::move(operands)},
           .type = expressions::Type::Of(expressions::Type::Kind::kBoolean),
           .span = {}});
}

bool SpeaksOf(const Pattern& pattern, expressions::BindingId binding, const World& world) {
  return std::any_of(pattern.cases.begin(), pattern.cases.end(), [&](const PatternCase& each) {
    return SpeaksOf(each.condition, binding, world);
  });
}

}  // namespace

ExprPtr ConditionFor(const Pattern& pattern, events::EventKind kind) {
  std::vector<ExprPtr> any_of;
  for (const PatternCase& each : pattern.cases) {
    if (each.kind != kind) continue;
    if (!each.condition) return nullptr;
    any_of.push_back(each.condition);
  }
  return Join(expressions::LogicOperator::kOr, std::move(any_of));
}

bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding, const World& world) {
  if (!expr) return false;
  if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
    return field->binding == binding;
  }
  bool speaks = false;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const check::AskNode& node = world.AskOf(ask->ask);
    speaks = node.at == binding;
    if (const auto* past = std::get_if<check::AskPrecededBy>(&node.ask)) {
      for (const Pattern& each : past->past.alternatives) {
        speaks = speaks || SpeaksOf(each, binding, world);
      }
      if (past->past.gap) speaks = speaks || SpeaksOf(*past->past.gap, binding, world);
    } else if (const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask)) {
      speaks = speaks || SpeaksOf(aggregate->pattern, binding, world) ||
               SpeaksOf(aggregate->value, binding, world);
    } else if (const auto* derive = std::get_if<check::AskDerive>(&node.ask)) {
      speaks = speaks || SpeaksOf(derive->source, binding, world);
    } else if (const auto* share = std::get_if<check::AskShare>(&node.ask)) {
      speaks = speaks || SpeaksOf(share->source, binding, world);
    }
  }
  expressions::ForEachChild(
      *expr, [&](const ExprPtr& child) { speaks = speaks || SpeaksOf(child, binding, world); });
  return speaks;
}

ExprPtr JointPartOf(const ExprPtr& condition, expressions::BindingId binding, const World& world) {
  std::vector<ExprPtr> joint;
  for (const ExprPtr& each : expressions::Conjuncts(condition)) {
    if (SpeaksOf(each, binding, world)) joint.push_back(each);
  }
  return Join(expressions::LogicOperator::kAnd, std::move(joint));
}

ExprPtr OwnPartOf(const ExprPtr& condition, expressions::BindingId binding, const World& world) {
  std::vector<ExprPtr> own;
  for (const ExprPtr& each : expressions::Conjuncts(condition)) {
    if (!SpeaksOf(each, binding, world)) own.push_back(each);
  }
  return Join(expressions::LogicOperator::kAnd, std::move(own));
}

bool FollowsDataAtOthers(const ExprPtr& expr, expressions::BindingId binding, const World& world) {
  bool follows = false;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const check::AskNode& node = world.AskOf(ask->ask);
    follows = node.at != binding && (std::holds_alternative<check::AskDerive>(node.ask) ||
                                     std::holds_alternative<check::AskShare>(node.ask));
  }
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) {
    follows = follows || (child && FollowsDataAtOthers(child, binding, world));
  });
  return follows;
}

}  // namespace abide::verify
