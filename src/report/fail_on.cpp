#include "report/fail_on.h"

#include "diagnostics/catalogue.h"
#include "report/names.h"
#include "report/report.h"
#include "report/wording.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <set>
#include <vector>

namespace abide::report {

std::optional<FailOn> ParseFailOn(std::string_view text) {
  if (text == "never") return FailOn{.breaches = std::nullopt};
  FailOn fail_on{.breaches = std::nullopt};
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (const auto severity = SeverityOfName(word); severity && !fail_on.breaches) {
      fail_on.breaches = *severity;
    } else if (word == "pending" && !fail_on.pending) {
      fail_on.pending = true;
    } else if (word == "undetermined" && !fail_on.undetermined) {
      fail_on.undetermined = true;
    } else if (word == "nothing-judged" && !fail_on.nothing_judged) {
      fail_on.nothing_judged = true;
    } else {
      return std::nullopt;
    }
  }
  if (!fail_on.breaches) fail_on.breaches = check::SeverityLevel::kInfo;
  return fail_on;
}

std::string ToString(const FailOn& fail_on) {
  if (!fail_on.breaches) return "never";
  std::string text(NameOf(*fail_on.breaches));
  if (fail_on.pending) text += ",pending";
  if (fail_on.undetermined) text += ",undetermined";
  if (fail_on.nothing_judged) text += ",nothing-judged";
  return text;
}

namespace {

// Of each clause, how many breaches, pending and undetermined findings are known.
std::vector<std::array<std::uint64_t, 5>> KnownOf(const Report& report) {
  std::vector<std::array<std::uint64_t, 5>> known(report.clauses.size());
  for (const engine::Finding& finding : report.findings) {
    if (finding.mark != BaselineMark::kKnown) continue;
    ++known[static_cast<std::size_t>(finding.clause)].at(static_cast<std::size_t>(finding.verdict));
  }
  return known;
}

}  // namespace

bool Fails(const Report& report) {
  const FailOn& fail_on = report.options.fail_on;
  if (fail_on.nothing_judged && !IsAnythingJudged(report)) return true;
  const auto known = KnownOf(report);
  for (std::size_t i = 0; i < report.clauses.size(); ++i) {
    const ClauseReport& clause = report.clauses[i];
    const auto has_new = [&](engine::Verdict verdict) {
      return CountOf(clause.result, verdict) > known[i].at(static_cast<std::size_t>(verdict));
    };
    const bool is_grave = fail_on.breaches && clause.severity >= *fail_on.breaches;
    if (is_grave && has_new(engine::Verdict::kBreach)) return true;
    if (fail_on.pending && has_new(engine::Verdict::kPending)) return true;
    if (fail_on.undetermined && has_new(engine::Verdict::kUndetermined)) return true;
  }
  return false;
}

std::vector<const events::LogSummary*> UnreadLogs(const std::vector<events::LogSummary>& logs,
                                                  const std::vector<ProblemReport>& problems) {
  std::set<std::string_view> faulty;
  for (const ProblemReport& problem : problems) {
    if (problem.severity == diagnostics::Severity::kError) faulty.insert(problem.log);
  }
  std::vector<const events::LogSummary*> unread;
  for (const events::LogSummary& log : logs) {
    const std::uint64_t understood =
        log.events + log.unknown_events + log.skipped + log.later_than_present;
    if (understood == 0 && faulty.contains(log.path)) unread.push_back(&log);
  }
  return unread;
}

bool IsReadWhole(const Report& report) {
  return IsReadWhole(report.logs, report.problems, report.bad_records,
                     report.options.allow_bad_lines);
}

bool IsReadWhole(const std::vector<events::LogSummary>& logs,
                 const std::vector<ProblemReport>& problems, std::uint64_t bad_records,
                 std::uint64_t allow_bad_lines) {
  if (bad_records > allow_bad_lines || !UnreadLogs(logs, problems).empty()) return false;
  constexpr diagnostics::Code kOfLogs[] = {diagnostics::Code::kNoSourceFits,
                                           diagnostics::Code::kSeveralSourcesFit,
                                           diagnostics::Code::kHeaderTwice};
  return std::none_of(problems.begin(), problems.end(), [&](const ProblemReport& problem) {
    return std::any_of(std::begin(kOfLogs), std::end(kOfLogs), [&](diagnostics::Code code) {
      return diagnostics::Entry(code).id == problem.code;
    });
  });
}

}  // namespace abide::report
