// SARIF 2.1.0: a run whose rules are the clauses and whose results are the findings.
//
// A breach is of kind `fail` with the level of its severity, what is pending `open`, what is
// undetermined `review`; a waived finding is a suppressed breach. Excused findings are no results:
// a notification counts them. Evidence is a code flow in its order;
// where data came by several paths, each path is one. With an anchor the place that is not pointed
// at is a related location.
//
// The file stays within what GitHub's code scanning takes: of 25,000 results or 30 MB of text
// (which packs to less than GitHub's 10 MB; without line ends and blanks where that makes room for
// more) the gravest are kept, of their evidence 100 steps, ten tags a rule. What is left out is
// counted in a notification of the run.
#pragma once

#include "report/anchor.h"
#include "report/report.h"

#include <optional>
#include <ostream>

namespace abide::report {

// Cost: each result is written twice, for its length and in its place; of a file that would be too
// long three times.
void WriteSarif(const Report& report, std::ostream& out,
                std::optional<Anchor> anchor = std::nullopt);

}  // namespace abide::report
