// What the stages of a check make, printed: `--dump`.
#pragma once

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "events/reader.h"
#include "mfotl/facts.h"

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace abide::cli {

// The tree of each rule file that `paths` name, imports left out. Syntax errors go into `sink`, the
// files into `sources`.
void DumpAst(const std::vector<std::string>& paths, diagnostics::SourceSet& sources,
             diagnostics::DiagnosticSink& sink, std::ostream& out);

// Every event in the order in which it would be judged, as a canonical log: one JSON object a line,
// absent fields left out. What is printed can be read again. Kept whole until the end: a log out of
// order begins again.
void DumpEvents(const events::EventSchema& schema, events::EventStream& stream, std::ostream& out);

// Every event in that order as a log of MonPoly and VeriMon (mfotl/log.h), with a last point at
// `present`, if that is given. Kept whole until the end: a log out of order begins again.
void DumpMfotlLog(const mfotl::Facts& facts, events::EventStream& stream,
                  std::optional<values::Instant> present, std::ostream& out);

}  // namespace abide::cli
