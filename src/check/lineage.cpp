#include "check/lineage.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/build.h"
#include "check/walk.h"

namespace abide::check {
namespace {

namespace ex = expressions;

bool GivesBirth(const Context& context, EventKind kind) {
  return context.giving_birth[static_cast<std::size_t>(kind)];
}

// `own == other`, one side about the pattern's event alone, the other not about it at all.
bool IsEquality(const Context& context, const ExprPtr& condition, BindingId own) {
  const auto* compare = std::get_if<ex::Compare>(&condition->node);
  if (compare == nullptr || compare->op != ex::CompareOperator::kEqual) return false;
  const Dependence left = DependenceOf(context.rules, compare->left, own);
  const Dependence right = DependenceOf(context.rules, compare->right, own);
  return (!left.outside && !right.inside) || (!left.inside && !right.outside);
}

}  // namespace

bool CheckLineageSource(Context& context, const Pattern& source) {
  for (const PatternCase& each : source.cases) {
    if (!GivesBirth(context, each.kind)) {
      const events::EventType& type = context.rules.schema.Type(each.kind);
      context.Report(Code::kNoBirth, source.span, {type.name})
          .WithLabel(type.span, fmt::format("`{}` is declared here", type.name));
      return false;
    }
    for (const ExprPtr& condition : Conjuncts(each.condition)) {
      const Dependence on = DependenceOf(context.rules, condition, source.binding);
      if (!on.outside || IsEquality(context, condition, source.binding)) continue;
      context.Report(Code::kLineageJoin, condition->span).WithLabel(source.span, "in this pattern");
      return false;
    }
  }
  return true;
}

}  // namespace abide::check
