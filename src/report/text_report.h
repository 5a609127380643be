// The report for a terminal: clauses with their status, findings with the why of each in a few
// lines, what could not be read, and one line that says how it ended.
#pragma once

#include "diagnostics/render.h"
#include "report/report.h"

#include <ostream>

namespace abide::report {

enum class Detail {
  kFindings,  // findings and how it ended, nothing that is in order
  kSome,      // of each clause the first findings; what is in order in a line each
  kAll,
};

struct TextOptions {
  diagnostics::Colour colour = diagnostics::Colour::kOff;
  Detail detail = Detail::kSome;
};

// Of each problem its count and one example, a line each: for whoever does not see the report.
void WriteProblemLines(const std::vector<ProblemReport>& problems, diagnostics::Colour colour,
                       std::ostream& out);

// A failed write is seen in `out`.
void WriteText(const Report& report, const TextOptions& options, std::ostream& out);

}  // namespace abide::report
