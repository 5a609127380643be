#include "expressions/children.h"

namespace abide::expressions {

std::vector<ExprPtr> Conjuncts(const ExprPtr& condition) {
  if (!condition) return {};
  const auto* logic = std::get_if<Logic>(&condition->node);
  if (logic == nullptr || logic->op != LogicOperator::kAnd) return {condition};
  std::vector<ExprPtr> all;
  for (const ExprPtr& operand : logic->operands) {
    const std::vector<ExprPtr> inner = Conjuncts(operand);
    all.insert(all.end(), inner.begin(), inner.end());
  }
  return all;
}

}  // namespace abide::expressions
