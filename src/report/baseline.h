// What was known before: the open findings (breaches, pending, undetermined) of an earlier report.
//
// A finding is known if it stood in the baseline with the same fingerprint and was as grave there:
// a duty that was pending and is breached now is new. Known findings stay in the report, marked,
// and do not fail the check. Those of the baseline that were not found again have vanished; of
// clauses and times that were not judged this time nothing is said.
#pragma once

#include "report/read_report.h"
#include "report/report.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

struct Baseline {
  std::map<std::string, engine::Verdict> verdicts;  // by fingerprint
  std::vector<json::Json> findings;                 // as they stand in the report
};

// From a saved JSON report, which is checked whole.
diagnostics::Expected<Baseline, ReadFault> ReadBaseline(std::string_view text);

// Marks the findings and adds what has vanished.
void ApplyBaseline(const Baseline& baseline, Report& report);

}  // namespace abide::report
