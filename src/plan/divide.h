// Parts of a plan that can be judged side by side.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/plan.h"

namespace abide::plan {

// At most `most` plans (at least one), in which every judgement and every feed of `plan` stands
// once, in the order of `plan`; clauses and memories that hang together stay together. Each reads
// the whole log. They are made about equally heavy, and always the same for the same plan.
std::vector<Plan> Divide(const Plan& plan, std::size_t most);

}  // namespace abide::plan
