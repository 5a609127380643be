// Logs judged by one rule set: what every kind of check does, whatever becomes of its verdicts.
#pragma once

#include "cli/check_request.h"
#include "cli/terminal.h"
#include "diagnostics/expected.h"
#include "engine/run.h"
#include "events/reader.h"
#include "plan/plan.h"
#include "report/redaction.h"
#include "report/report.h"

#include <string>
#include <vector>

namespace abide::cli {

// All of it outlives the run.
struct Judging {
  const CheckRequest& request;
  const check::CheckedRules& rules;
  std::vector<const events::LogFile*> logs;
  const Terminal& terminal;
  bool quiet = false;
  events::Turns& turns;
  engine::Remains& remains;
  // What was said of the logs when they were opened.
  const diagnostics::DiagnosticSink& about_logs;

  events::EventStream OpenStream(events::FieldSelection fields) const;
  // An error if clauses have to remember more than there is memory for. `redaction` sees the
  // events; `observer` may be null. Findings outside of [since, until) of `range` are not made.
  struct Range {
    std::optional<values::Instant> since, until;
  };
  diagnostics::Expected<engine::Verdicts, diagnostics::Diagnostic> Judge(
      const plan::Plan& plan, events::EventStream& stream, const Range& range,
      report::Redaction& redaction, engine::Observer* observer) const;
  // All that is to be said of the logs: of their records, of events that nobody declared, of files
  // that were named twice, and of logs that are equal byte for byte. The stream is at its end.
  events::Problems ProblemsOf(const events::EventStream& stream) const;
  // What a report is made of, all but the logs' digests. The stream is at its end.
  report::Inputs InputsOf(const diagnostics::SourceSet& sources, const plan::Plan& plan,
                          const events::EventStream& stream, engine::Verdicts verdicts) const;
};

std::vector<const events::LogFile*> PointersTo(
    const std::vector<std::unique_ptr<events::LogFile>>& logs);

// A `--source` that the rules do not have is an error in `sink`.
void CheckSource(const std::string& source, const check::CheckedRules& rules,
                 diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
