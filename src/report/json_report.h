// The JSON forms of a report: `abide.report/1` (its schema: abide.report.schema.json), which every
// other form can be made from, and findings alone, one a line.
//
// Findings are written one by one, so memory does not grow with the text of the report. A failed
// write is seen in `out`.
#pragma once

#include "report/report.h"

#include <ostream>

namespace abide::report {

void WriteJson(const Report& report, std::ostream& out);
// Each line is an element of `findings` of the JSON report.
void WriteJsonLines(const Report& report, std::ostream& out);

}  // namespace abide::report
