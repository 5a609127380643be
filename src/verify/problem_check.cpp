#include <algorithm>

#include "diagnostics/catalogue.h"
#include "diagnostics/render.h"
#include "verify/report_check.h"

namespace abide::verify {

void ReportCheck::CheckProblems() {
  const Json& counts = report_["problem_counts"];
  const Json& problems = report_["problems"];
  if (!counts.is_array() || !problems.is_array()) {
    return comparison_.AddFalse("problems", " and `problem_counts` are no lists");
  }
  const auto bad = NumberIn(report_, "bad_records");
  if (!bad) comparison_.AddFalse("bad_records", " is no count");
  if (bad && *bad < journal_.bad.size()) {
    const BadRecord& first = journal_.bad[std::min<std::size_t>(*bad, journal_.bad.size() - 1)];
    comparison_.AddFalse("bad_records", " is " + std::to_string(*bad) + ", and there are " +
                                            std::to_string(journal_.bad.size()) + ": at " +
                                            journal_.logs[first.log].path + ':' +
                                            std::to_string(first.line) + ' ' + first.fault);
  }
  std::vector<std::uint64_t> examples(counts.size());
  for (std::size_t i = 0; i < problems.size(); ++i) {
    CheckProblem("problems[" + std::to_string(i) + ']', counts, problems[i], examples);
  }
  std::uint64_t errors = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    errors +=
        CheckProblemCount("problem_counts[" + std::to_string(i) + ']', counts[i], examples[i]);
  }
  if (bad && *bad > errors) comparison_.AddFalse("bad_records", " are more than errors");
  if (bad && *bad == 0 && errors != 0) comparison_.AddFalse("bad_records", " has to count errors");
  if (!counts.empty()) {
    comparison_.Add(State::kUnconfirmed, "problem_counts: that there are so many problems");
  }
}

std::uint64_t ReportCheck::CheckProblemCount(const std::string& where, const Json& count,
                                             std::uint64_t examples) {
  constexpr std::uint64_t kMostExamples = 10;
  if (!comparison_.HasMembers(where, count, {"code", "severity", "log", "count", "help"})) {
    return 0;
  }
  const Json& id = count["code"];
  const auto code =
      id.is_string() ? diagnostics::CodeOfId(id.get_ref<const std::string&>()) : std::nullopt;
  if (!code) {
    comparison_.AddFalse(where + ".code", " is no code");
    return 0;
  }
  const diagnostics::CodeEntry& entry = diagnostics::Entry(*code);
  comparison_.Same(where + ".severity", Json(diagnostics::NameOf(entry.severity)),
                   count["severity"]);
  comparison_.Same(where + ".help", TextOrNull(entry.help), count["help"]);
  const auto number = NumberIn(count, "count");
  if (!number || *number == 0) {
    comparison_.AddFalse(where + ".count", " is no count");
    return 0;
  }
  const bool is_of_log = !count["log"].is_null();
  if (is_of_log && !comparison_.LogNamed(count["log"])) {
    comparison_.AddFalse(where + ".log", " is none of the logs");
  }
  // Of a log's problems the first are shown; of others at most one.
  const std::uint64_t shown = std::min(*number, kMostExamples);
  if (is_of_log ? examples != shown : examples > 1) {
    comparison_.AddFalse(where, " counts " + std::to_string(*number) + ", and " +
                                    std::to_string(examples) + " are shown");
  }
  return entry.severity == diagnostics::Severity::kError ? *number : 0;
}

void ReportCheck::CheckProblem(const std::string& where, const Json& counts, const Json& problem,
                               std::vector<std::uint64_t>& examples) {
  if (!comparison_.HasMembers(where, problem,
                              {"counted_in", "code", "log", "line", "offset", "message"})) {
    return;
  }
  const auto in = NumberIn(problem, "counted_in");
  if (!in || *in >= counts.size()) return comparison_.AddFalse(where + ".counted_in", " is none");
  ++examples[static_cast<std::size_t>(*in)];
  const Json& count = counts[static_cast<std::size_t>(*in)];
  comparison_.Same(where + ".code", MemberOr(count, "code"), problem["code"]);
  if (!MemberOr(count, "log").is_null()) {
    comparison_.Same(where + ".log", count["log"], problem["log"]);
  }
  if (!problem["message"].is_string()) comparison_.AddFalse(where + ".message", " is no text");
  if (problem["log"].is_null()) return;
  const auto log = comparison_.LogNamed(problem["log"]);
  const auto line = NumberIn(problem, "line");
  const auto offset = NumberIn(problem, "offset");
  if (!log) return comparison_.AddFalse(where + ".log", " is none of the logs");
  const bool is_there = offset && *offset <= journal_.logs[*log].text.size();
  if (!line || !is_there || *line != comparison_.LineOf(*log, *offset)) {
    comparison_.AddFalse(where, " stands at no such place");
  }
}

}  // namespace abide::verify
