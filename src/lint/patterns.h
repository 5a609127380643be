// The patterns of a checked norm.
#pragma once

#include <vector>

#include "check/checked_rules.h"

namespace abide::lint {

// All of them, in the order written. Those of a limit are its aggregates'.
std::vector<const check::Pattern*> PatternsOfNorm(const check::Norm& norm);
// At whose events findings stand; null for a limit and for `around … forbid`.
const check::Pattern* TriggerOf(const check::Norm& norm);
// What a clause demands, each alone enough; empty if it forbids.
std::vector<const check::Pattern*> RequiredOf(const check::Norm& norm);

}  // namespace abide::lint
