// JUnit XML: a suite a policy, a case a clause. A breached clause has failed; one that is pending
// or undetermined, that was not exercised, or whose breaches a baseline knows all, is skipped, and
// says why; a kept one has passed. `--fail-on` decides the exit code alone. Findings stand in the
// case as text, of each clause the first hundred, and how many more there are. A last suite says
// whether the logs could be read whole.
#pragma once

#include "report/report.h"

#include <ostream>

namespace abide::report {

void WriteJunit(const Report& report, std::ostream& out);

}  // namespace abide::report
