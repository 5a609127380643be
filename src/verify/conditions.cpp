#include "verify/conditions.h"

#include <algorithm>

#include "expressions/children.h"

namespace abide::verify {

using check::Pattern;
using check::PatternCase;
using expressions::Expr;

namespace {

ExprPtr Join(expressions::LogicOperator op, std::vector<ExprPtr> operands) {
  if (operands.empty()) return nullptr;
  if (operands.size() == 1) return operands.front();
  return std::make_shared<const Expr>(
      Expr{.node = expressions::Logic{op, std::move(operands)},
           .type = expressions::Type::Of(expressions::Type::Kind::kBoolean),
           .span = {}});
}

bool SpeaksOf(const Pattern& pattern, expressions::BindingId binding,
              const check::CheckedRules& rules) {
  return std::any_of(pattern.cases.begin(), pattern.cases.end(), [&](const PatternCase& each) {
    return verify::SpeaksOf(each.condition, binding, rules);
  });
}

}  // namespace

std::vector<const Pattern*> PatternsIn(const check::Past& past) {
  std::vector<const Pattern*> patterns;
  for (const Pattern& each : past.alternatives) patterns.push_back(&each);
  if (past.gap) patterns.push_back(&*past.gap);
  return patterns;
}

std::vector<const Pattern*> PatternsIn(const check::Norm& norm) {
  std::vector<const Pattern*> patterns;
  const auto add = [&](const auto& all) {
    for (const Pattern& each : all) patterns.push_back(&each);
  };
  if (const auto* forbid = std::get_if<check::Forbid>(&norm)) {
    patterns = {&forbid->pattern};
  } else if (const auto* before = std::get_if<check::BeforeRequire>(&norm)) {
    patterns = PatternsIn(before->required);
    patterns.push_back(&before->trigger);
  } else if (const auto* after = std::get_if<check::AfterRequire>(&norm)) {
    if (after->each_earlier) patterns = PatternsIn(*after->each_earlier);
    patterns.push_back(&after->trigger);
    add(after->required);
  } else if (const auto* never = std::get_if<check::AfterForbid>(&norm)) {
    patterns = {&never->first, &never->forbidden};
  } else if (const auto* around = std::get_if<check::AroundRequire>(&norm)) {
    patterns = {&around->trigger};
    add(around->required);
  } else if (const auto* apart = std::get_if<check::AroundForbid>(&norm)) {
    patterns = {&apart->first, &apart->second};
  }
  return patterns;
}

std::vector<const Pattern*> PatternsIn(const check::AskNode& node) {
  if (const auto* past = std::get_if<check::AskPrecededBy>(&node.ask)) {
    return PatternsIn(past->past);
  }
  if (const auto* window = std::get_if<check::AskAggregate>(&node.ask)) return {&window->pattern};
  if (const auto* derive = std::get_if<check::AskDerive>(&node.ask)) return {&derive->source};
  if (const auto* share = std::get_if<check::AskShare>(&node.ask)) return {&share->source};
  return {};
}

ExprPtr ConditionFor(const Pattern& pattern, events::EventKind kind) {
  std::vector<ExprPtr> any_of;
  for (const PatternCase& each : pattern.cases) {
    if (each.kind != kind) continue;
    if (!each.condition) return nullptr;
    any_of.push_back(each.condition);
  }
  return Join(expressions::LogicOperator::kOr, std::move(any_of));
}

bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding,
              const check::CheckedRules& rules) {
  if (!expr) return false;
  if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
    return field->binding == binding;
  }
  bool speaks = false;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const check::AskNode& node = rules.asks[static_cast<std::size_t>(ask->ask)];
    speaks = node.at == binding;
    for (const Pattern* pattern : PatternsIn(node)) {
      speaks = speaks || SpeaksOf(*pattern, binding, rules);
    }
    const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask);
    if (aggregate != nullptr) speaks = speaks || SpeaksOf(aggregate->value, binding, rules);
  }
  expressions::ForEachChild(
      *expr, [&](const ExprPtr& child) { speaks = speaks || SpeaksOf(child, binding, rules); });
  return speaks;
}

std::optional<TextAsked> TextAskedBy(const Pattern& pattern, const check::CheckedRules& rules) {
  if (pattern.cases.size() != 1) return std::nullopt;
  const PatternCase& only = pattern.cases.front();
  for (const ExprPtr& part : expressions::Conjuncts(only.condition)) {
    const auto* compare = std::get_if<expressions::Compare>(&part->node);
    if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual ||
        compare->case_rule == values::Case::kIgnore) {
      continue;
    }
    for (const auto& [own, other] :
         {std::pair(compare->left, compare->right), std::pair(compare->right, compare->left)}) {
      const auto* field = std::get_if<expressions::Field>(&own->node);
      if (field == nullptr || field->binding != pattern.binding) continue;
      if (SpeaksOf(other, pattern.binding, rules)) continue;
      for (const expressions::Field::At& at : field->at) {
        if (at.kind == only.kind) return TextAsked{at.index, other};
      }
    }
  }
  return std::nullopt;
}

ExprPtr JointPartOf(const ExprPtr& condition, expressions::BindingId binding,
                    const check::CheckedRules& rules) {
  std::vector<ExprPtr> joint;
  for (const ExprPtr& each : expressions::Conjuncts(condition)) {
    if (SpeaksOf(each, binding, rules)) joint.push_back(each);
  }
  return Join(expressions::LogicOperator::kAnd, std::move(joint));
}

ExprPtr OwnPartOf(const ExprPtr& condition, expressions::BindingId binding,
                  const check::CheckedRules& rules) {
  std::vector<ExprPtr> own;
  for (const ExprPtr& each : expressions::Conjuncts(condition)) {
    if (!SpeaksOf(each, binding, rules)) own.push_back(each);
  }
  return Join(expressions::LogicOperator::kAnd, std::move(own));
}

bool FollowsDataAtOthers(const ExprPtr& expr, expressions::BindingId binding,
                         const check::CheckedRules& rules) {
  bool follows = false;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const check::AskNode& node = rules.asks[static_cast<std::size_t>(ask->ask)];
    follows = node.at != binding && (std::holds_alternative<check::AskDerive>(node.ask) ||
                                     std::holds_alternative<check::AskShare>(node.ask));
  }
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) {
    follows = follows || (child && FollowsDataAtOthers(child, binding, rules));
  });
  return follows;
}

}  // namespace abide::verify
