// Norms as conditions at one event (language guide, sections 6 and 14).
#pragma once

#include <vector>

#include "plan/plan.h"

namespace abide::plan {

// The clause's norm as a Judgement: `before P require Q` is P where not preceded by Q, `after P
// forbid Q` is Q where preceded by P; what the norm asks of the past is appended to `asks`.
Judgement Lower(const check::Clause& clause, ClauseId id, std::vector<check::AskNode>& asks);

}  // namespace abide::plan
