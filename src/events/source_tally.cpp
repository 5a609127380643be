#include "events/source_tally.h"

#include "expressions/uncounted.h"

namespace abide::events {
namespace {

using expressions::Expr;

void AddParts(const Expr& condition, std::vector<ConditionTally>& parts) {
  const auto* logic = std::get_if<expressions::Logic>(&condition.node);
  if (logic == nullptr || logic->op != expressions::LogicOperator::kAnd) {
    parts.push_back({&condition});
    return;
  }
  for (const expressions::ExprPtr& operand : logic->operands) AddParts(*operand, parts);
}

}  // namespace

SourceTally TallyOf(const SourceMap& source) {
  SourceTally tally;
  for (const SourceMapping& mapping : source.mappings) {
    tally.mappings.emplace_back();
    if (mapping.when) AddParts(*mapping.when, tally.mappings.back().conditions);
  }
  return tally;
}

void CountRefusal(MappingTally& tally, expressions::Environment& environment) {
  const expressions::Uncounted told(environment);
  ++tally.refused;
  for (ConditionTally& part : tally.conditions) {
    const values::Truth truth = Test(*part.condition, environment);
    if (truth == values::Truth::kTrue) continue;
    ++(truth == values::Truth::kFalse ? part.is_false : part.unknown);
    return;
  }
}

}  // namespace abide::events
