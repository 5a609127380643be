// The findings as CSV (RFC 4180): a header, then a row each, in the report's order. UTF-8 without a
// mark; lines end in CR LF; every cell stands in quotes, on one line.
//
// It opens safely in a spreadsheet: where a cell, or what a spreadsheet that parts cells at
// semicolons or tabs would take for one, begins like a formula (`= + - @` and their wide shapes),
// an apostrophe stands before that character. Long texts are cut at 4,000 columns, with an
// ellipsis.
#pragma once

#include "report/report.h"

#include <ostream>

namespace abide::report {

// A failed write is seen in `out`. A finding at a time, without the text of the others.
void WriteCsv(const Report& report, std::ostream& out);

}  // namespace abide::report
