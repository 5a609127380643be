// Splits the condition of a pattern that looks back into what is decided when its event is read,
// the keys under which it is kept, and what can only be decided when it is asked for (plan.h).
#pragma once

#include <vector>

#include "expressions/children.h"
#include "plan/plan.h"

namespace abide::plan {

using expressions::Conjuncts;
// Their conjunction; null for none.
ExprPtr Conjunction(const std::vector<ExprPtr>& conjuncts);

// Of each kind one condition: cases of one kind are alternatives.
std::vector<check::PatternCase> ByKind(const std::vector<check::PatternCase>& cases);

// Fills everything of Remember but `history` and what belongs to aggregates.
Remember Split(const check::Pattern& pattern, const std::vector<check::AskNode>& asks);

}  // namespace abide::plan
