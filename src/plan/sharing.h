// Memories that mean the same are kept once.
//
// Rules speak of the same past again and again: a hundred clauses that limit the spend of a user
// sum up the same window. What is remembered of a pattern depends on what it says of its own event
// alone; whoever asks brings the outer side of the keys and the residual himself.
#pragma once

#include "plan/plan.h"

namespace abide::plan {

// Sets `kept_by` of every ask, and takes out the feeds of those that another keeps for. Memories
// are the same if their patterns say the same of their events, however they spell terms and blanks,
// and every name in them means the same.
//
// Cost: linear in the size of all patterns.
void ShareMemories(const std::vector<check::AskNode>& asks, Plan& plan);

}  // namespace abide::plan
