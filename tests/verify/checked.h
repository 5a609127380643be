// A check made in the test's own process: rules and logs, and the report that the engine gives.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/source.h"
#include "events/log_file.h"
#include "json/reader.h"
#include "report/report.h"
#include "verify/verifier.h"

namespace abide::verify {

struct Checked {
  diagnostics::SourceSet sources;
  check::CheckedRules rules;
  std::vector<std::unique_ptr<events::LogFile>> files;
  Json report;
};

// What is asked of a check.
struct Wish {
  Wish() { options.max_findings = 1'000'000; }
  report::Options options;
  std::string baseline;  // the text of an earlier report; empty: none
};

// Null if the rules have errors. `paths` are rule files and folders.
std::unique_ptr<Checked> CheckLogs(const std::vector<std::string>& paths,
                                   std::vector<std::unique_ptr<events::LogFile>> files,
                                   const Wish& wish = {});
// The same for rules that are checked already.
std::unique_ptr<Checked> Judge(std::unique_ptr<Checked> checked,
                               std::vector<std::unique_ptr<events::LogFile>> files,
                               const Wish& wish = {});
// The files of a folder that are no rules and no part of a golden, in order.
std::vector<std::unique_ptr<events::LogFile>> LogsOf(const std::vector<std::string>& paths);

// Folders of goldens with `rules.abide` in them, and the logs of one.
std::vector<std::string> Folders();
std::vector<std::string> LogPathsOf(const std::string& folder);
// All that lies in `logs` of an example, in order; its rules judge it.
std::unique_ptr<Checked> CheckExample(const std::string& name, const Wish& wish = {});
// Random rules on a random log; `what` (if not null) gets the seed and both. Null if the rules have
// errors.
std::unique_ptr<Checked> CheckRandom(std::uint64_t seed, std::string* what = nullptr);

// The logs as verification reads them, each by the source that the report names.
std::unique_ptr<Journal> JournalOf(const Checked& checked);
// What a bundle holds of these logs: the records that evidence names, and no more.
std::unique_ptr<Journal> RecordsOf(const Checked& checked, const Journal& whole);

// Every claim that is false, a line each.
std::string FalseOf(const Outcome& outcome);

}  // namespace abide::verify
