// The open findings (breaches, pending, undetermined) as GitLab's code quality report: a JSON
// array. Excused and waived findings are no faults, and that form has no word for them: they are
// left out. Fingerprints are those of the findings; where one stands several times, "-2", "-3" …
// tell them apart, for GitLab shows of equal ones the first.
#pragma once

#include "report/report.h"

#include <ostream>

namespace abide::report {

void WriteGitlab(const Report& report, std::ostream& out);

}  // namespace abide::report
