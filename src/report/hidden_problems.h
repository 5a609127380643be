// Problems of logs for a report that hides fields. A message quotes what could not be read, of
// which nobody knows whether it is a value of a hidden field.
#pragma once

#include "check/checked_rules.h"
#include "events/problems.h"

#include <vector>

namespace abide::report {

// Names of events, fields and sources stay in the messages' holes, and what Abide itself says in
// them; what a log says goes.
void HideTextsOfProblems(const check::CheckedRules& rules,
                         std::vector<events::Problems::Tally>& problems);

}  // namespace abide::report
