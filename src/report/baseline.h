// What was known before: the findings of an earlier report.
//
// A finding is known if it stood in the baseline with the same fingerprint and was as grave there:
// a duty that was pending and is breached now is new, and so is a breach of a clause whose severity
// was raised. Known findings stay in the report, marked, and do not fail the check. Open ones
// (breaches, pending, undetermined) of the baseline that were not found again have vanished;
// nothing is said of clauses and times that were not judged this time, of clauses of which not all
// findings were kept, and where the logs hold no event.
#pragma once

#include "report/read_report.h"
#include "report/report.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

struct Baseline {
  struct Known {
    engine::Verdict verdict{};
    check::SeverityLevel severity{};  // of its clause
  };
  std::map<std::string, Known> known;  // by fingerprint
  std::vector<json::Json> findings;    // the open ones, as they stand in the report
  HiddenFields hidden;
};

// From a saved JSON report, which is checked whole.
diagnostics::Expected<Baseline, ReadFault> ReadBaseline(std::string_view text);

// Marks the findings and adds what has vanished.
void ApplyBaseline(const Baseline& baseline, Report& report);

}  // namespace abide::report
