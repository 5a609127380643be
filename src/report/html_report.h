// The report as one HTML page for people: how it ended, under which terms, each clause with its
// words and citation, findings over time, and each finding with its evidence and what it can be
// drawn as.
//
// The page needs no network and no script: style and script stand in it, its own policy (CSP)
// permits these two and nothing else, and the script only filters what is there. Texts of others
// are escaped and cut. A page holds the 10,000 gravest findings, drawings for the first 2,000 of
// them; it says what it left out.
#pragma once

#include "report/report.h"

#include <ostream>

namespace abide::report {

void WriteHtml(const Report& report, std::ostream& out);

}  // namespace abide::report
