// What came of a test against what it expects.
//
// At each event, each tested clause gives exactly the verdicts that the event names for it: no
// finding where it names none. `kept` asks that the event exercises the clause and no finding
// stands at it. A verdict named once may come several times (a duty for each earlier event, say);
// named n times, it comes n times.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/source.h"
#include "trials/trials.h"
#include "trials/witness.h"

namespace abide::trials {

// Full ids of the clauses that a test tests: the one behind `of` and those that it names. None:
// all that its file sees.
std::vector<std::string> ClausesOf(const check::CheckedRules& rules, const check::Test& test);

// Of `clauses` (full ids); in the order of steps.
std::vector<Mismatch> Compare(const plan::Plan& plan, const check::Test& test,
                              const std::vector<std::string>& clauses,
                              const engine::Verdicts& verdicts);

// Adds why it came so, from what was seen while the test ran.
void Explain(const plan::Plan& plan, const check::Test& test, const std::vector<Sight>& sights,
             Mismatch& mismatch);

}  // namespace abide::trials
