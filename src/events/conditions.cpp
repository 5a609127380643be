#include "events/conditions.h"

#include <algorithm>

#include "events/source_tally.h"
#include "expressions/children.h"

namespace abide::events {
namespace {

using expressions::Expr;
using expressions::ExprPtr;

bool IsKeysFromRecord(const SourceAsk& ask) {
  const auto* path = std::get_if<ReadPath>(&ask);
  return path != nullptr && !path->from_argument &&
         std::all_of(path->steps.begin(), path->steps.end(),
                     [](const PathStep& step) { return step.kind == PathStep::Kind::kKey; });
}

std::optional<PlainEquality> PlainEqualityOf(const Expr& condition, const SourceMap& source) {
  const auto* compare = std::get_if<expressions::Compare>(&condition.node);
  if (compare == nullptr || compare->op != expressions::CompareOperator::kEqual ||
      compare->case_rule != values::Case::kRespect) {
    return std::nullopt;
  }
  const auto* ask = std::get_if<expressions::Ask>(&compare->left->node);
  const auto* constant = std::get_if<expressions::Constant>(&compare->right->node);
  if (ask == nullptr || constant == nullptr ||
      constant->value.kind() != values::Value::Kind::kText ||
      !IsKeysFromRecord(source.asks[static_cast<std::size_t>(ask->ask)])) {
    return std::nullopt;
  }
  return PlainEquality{ask->ask, constant->value.text()};
}

}  // namespace

std::size_t DepthOf(const Expr& expr, const std::vector<SourceMapping::Loop>& loops) {
  std::size_t depth = 0;
  if (const auto* local = std::get_if<expressions::Local>(&expr.node)) {
    for (std::size_t i = 0; i < loops.size(); ++i) {
      if (loops[i].variable == local->local) depth = i + 1;
    }
  }
  ForEachChild(expr,
               [&](const ExprPtr& child) { depth = std::max(depth, DepthOf(*child, loops)); });
  return depth;
}

std::vector<std::vector<Condition>> ConditionsOf(const SourceMapping& mapping,
                                                 const SourceMap& source) {
  std::vector<std::vector<Condition>> conditions(mapping.loops.size() + 1);
  for (const Expr* part : PartsOf(mapping)) {
    conditions[DepthOf(*part, mapping.loops)].push_back({part, PlainEqualityOf(*part, source)});
  }
  return conditions;
}

}  // namespace abide::events
