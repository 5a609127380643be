// Which results fail a check: `--fail-on`.
#pragma once

#include "check/checked_rules.h"
#include "events/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

struct ProblemReport;
struct Report;

struct FailOn {
  // Breaches of clauses at least that severe; none: no breach fails.
  std::optional<check::SeverityLevel> breaches = check::SeverityLevel::kInfo;
  bool pending = false;
  bool undetermined = false;
  // A check in which no clause was exercised, so that its silence says nothing.
  bool nothing_judged = false;

  bool operator==(const FailOn&) const = default;
};

// A comma-separated list of a severity, `pending`, `undetermined` and `nothing-judged`, or `never`.
// Where no severity is named, any breach fails. Nothing for anything else, also for a word given
// twice.
std::optional<FailOn> ParseFailOn(std::string_view text);
// As ParseFailOn takes it.
std::string ToString(const FailOn& fail_on);

// Whether the report holds a result that fails the check. Counts decide, so findings that were left
// out of the report fail it, too.
bool Fails(const Report& report);
// Whether the logs were read as far as `--allow-bad-lines` wants them to be: it permits records
// that can't be read, and no log that can't, nor one of which nothing could be read.
bool IsReadWhole(const Report& report);
// The same where no report is made; `bad_records` of them have a problem that is an error.
bool IsReadWhole(const std::vector<events::LogSummary>& logs,
                 const std::vector<ProblemReport>& problems, std::uint64_t bad_records,
                 std::uint64_t allow_bad_lines);
// Logs that have bad records, or end too early, and of which nothing else could be read.
std::vector<const events::LogSummary*> UnreadLogs(const std::vector<events::LogSummary>& logs,
                                                  const std::vector<ProblemReport>& problems);

}  // namespace abide::report
