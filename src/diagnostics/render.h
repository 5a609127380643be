// Diagnostics as a person or a program reads them.
//
// Text, one block a diagnostic, with the source line and the exact range marked:
//
//   error[E0203]: `train` has no field `dataset`
//     --> rules/terms.abide:12:12
//      |
//    3 | event train
//      |       ----- declared here
//   ...
//   12 |      where dataset == "raw"
//      |            ^^^^^^^
//      |
//      = help: name a field that the event declares
//      = fix: write `datasets` instead of `dataset`
//
// Whatever a rule file or a log says is shown by printable.h, so no control sequence or bidi
// control of theirs reaches a terminal. Long lines are cut to a window around the range, long
// ranges to their first and last line, so the cost of a block does not grow with the file beyond
// finding its lines.
#pragma once

#include <span>
#include <string>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"

namespace abide::diagnostics {

enum class Colour { kOff, kAnsi };

// "error", "warning", "note".
std::string_view NameOf(Severity severity);

// One block, with a line end after its last line. Every span stands in `sources`.
std::string RenderText(const Diagnostic& diagnostic, const SourceSet& sources, Colour colour);
// The blocks in the order given, with an empty line between them; empty for none.
std::string RenderText(std::span<const Diagnostic> diagnostics, const SourceSet& sources,
                       Colour colour);

// An array of objects, with a line end at its end. Keys, in this order: `code`, `severity`,
// `message`; the place, which is one of `file`, `line`, `column`, `end_line`, `end_column` (from 1,
// in code points, end exclusive), or `log`, `line`, `offset` (`line` only if known), or `file`
// alone, or nothing; `labels` (place and `text`), `fixes` (place and `replacement`), `help`. Bytes
// that are no UTF-8 become U+FFFD; what Printable would escape is escaped as JSON does.
std::string RenderJson(std::span<const Diagnostic> diagnostics, const SourceSet& sources);

}  // namespace abide::diagnostics
