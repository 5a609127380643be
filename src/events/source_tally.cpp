#include "events/source_tally.h"

#include <algorithm>

#include "expressions/uncounted.h"

namespace abide::events {
namespace {

using expressions::Expr;

void AddParts(const Expr& condition, std::vector<const Expr*>& parts) {
  const auto* logic = std::get_if<expressions::Logic>(&condition.node);
  if (logic == nullptr || logic->op != expressions::LogicOperator::kAnd) {
    parts.push_back(&condition);
    return;
  }
  for (const expressions::ExprPtr& operand : logic->operands) AddParts(*operand, parts);
}

}  // namespace

std::vector<const Expr*> PartsOf(const SourceMapping& mapping) {
  std::vector<const Expr*> parts;
  if (mapping.when) AddParts(*mapping.when, parts);
  return parts;
}

SourceTally TallyOf(const SourceMap& source) {
  SourceTally tally;
  for (const SourceMapping& mapping : source.mappings) {
    MappingTally& counts = tally.mappings.emplace_back();
    for (const Expr* part : PartsOf(mapping)) counts.conditions.push_back({part});
  }
  return tally;
}

void CountRefusal(MappingTally& tally, std::span<const Expr* const> tested,
                  expressions::Environment& environment) {
  const expressions::Uncounted told(environment);
  ++tally.refused;
  for (const Expr* part : tested) {
    const values::Truth truth = Test(*part, environment);
    if (truth == values::Truth::kTrue) continue;
    const auto counted = std::find_if(
        tally.conditions.begin(), tally.conditions.end(),
        [part](const ConditionTally& condition) { return condition.condition == part; });
    ++(truth == values::Truth::kFalse ? counted->is_false : counted->unknown);
    return;
  }
}

}  // namespace abide::events
