// The open findings (breaches, pending, undetermined) as GitLab's code quality report: a JSON
// array. Excused and waived findings are no faults, and that form has no word for them: they are
// left out. Fingerprints are those of the findings; where one stands several times, "-2", "-3" …
// tell them apart, for GitLab shows of equal ones the first. With an anchor the description says
// where the other place is.
#pragma once

#include "report/anchor.h"
#include "report/report.h"

#include <optional>
#include <ostream>

namespace abide::report {

void WriteGitlab(const Report& report, std::ostream& out,
                 std::optional<Anchor> anchor = std::nullopt);

}  // namespace abide::report
