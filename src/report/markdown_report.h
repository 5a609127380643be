// The report as Markdown, for the summary of a job or a ticket: how it ended, a table of the
// clauses, the findings of each, what could not be read.
//
// Texts of others are escaped, so that they make no markup, no link and no mention. Of each clause
// the first twenty findings of a verdict are told; what does not fit in `bytes` is left out, the
// least grave first, and the last line says how many findings these are.
#pragma once

#include "report/report.h"

#include <cstddef>
#include <ostream>

namespace abide::report {

// What GitHub takes as the summary of a step (1 MiB).
inline constexpr std::size_t kMarkdownBytes = std::size_t{1} << 20;

// Never more than `bytes`; nothing at all where the head alone would be longer.
void WriteMarkdown(const Report& report, std::size_t bytes, std::ostream& out);

}  // namespace abide::report
