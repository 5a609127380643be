#include <algorithm>

#include "diagnostics/catalogue.h"
#include "diagnostics/render.h"
#include "verify/report_check.h"

namespace abide::verify {

using diagnostics::Code;

void ReportCheck::CheckProblems() {
  const Json& counts = report_["problem_counts"];
  const Json& problems = report_["problems"];
  if (!counts.is_array() || !problems.is_array()) {
    return comparison_.AddFalse("problems", " and `problem_counts` are no lists");
  }
  ProblemsShown shown;
  shown.examples.resize(counts.size());
  for (std::size_t i = 0; i < problems.size(); ++i) {
    CheckProblem("problems[" + std::to_string(i) + ']', counts, problems[i], shown);
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CheckProblemCount("problem_counts[" + std::to_string(i) + ']', counts[i], shown.examples[i],
                      shown);
  }
  CheckBadRecords(shown);
  if (!counts.empty()) {
    comparison_.Add(State::kUnconfirmed, "problem_counts: that there are so many problems");
  }
}

void ReportCheck::CheckBadRecords(const ProblemsShown& shown) {
  const auto bad = NumberIn(report_, "bad_records");
  if (!bad) return comparison_.AddFalse("bad_records", " is no count");
  auto least = shown.bad;
  for (const BadRecord& each : journal_.bad) least.emplace(each.log, each.offset);
  const std::uint64_t most = shown.bad.size() + shown.errors_beyond;
  if (least.size() <= *bad && *bad <= most) return;
  std::string why = " is " + std::to_string(*bad) + ", and errors are told of " +
                    (least.size() < most ? "at least " : "") + std::to_string(least.size());
  if (!journal_.bad.empty()) {
    const BadRecord& first = journal_.bad[std::min<std::size_t>(*bad, journal_.bad.size() - 1)];
    why += ": at " + journal_.logs[first.log].path + ':' + std::to_string(first.line) + ' ' +
           first.fault;
  }
  comparison_.AddFalse("bad_records", why);
}

void ReportCheck::CheckProblemCount(const std::string& where, const Json& count,
                                    std::uint64_t examples, ProblemsShown& shown) {
  constexpr std::uint64_t kMostExamples = 10;
  if (!comparison_.HasMembers(where, count, {"code", "severity", "log", "count", "help"})) return;
  const Json& id = count["code"];
  const auto code =
      id.is_string() ? diagnostics::CodeOfId(id.get_ref<const std::string&>()) : std::nullopt;
  if (!code) return comparison_.AddFalse(where + ".code", " is no code");
  const diagnostics::CodeEntry& entry = diagnostics::Entry(*code);
  comparison_.Same(where + ".severity", Json(diagnostics::NameOf(entry.severity)),
                   count["severity"]);
  comparison_.Same(where + ".help", TextOrNull(entry.help), count["help"]);
  const auto number = NumberIn(count, "count");
  if (!number || *number == 0) return comparison_.AddFalse(where + ".count", " is no count");
  const bool is_of_log = !count["log"].is_null();
  if (is_of_log && !comparison_.LogNamed(count["log"])) {
    comparison_.AddFalse(where + ".log", " is none of the logs");
  }
  if (is_of_log ? !IsMetInLog(*code, count["log"]) : !IsMetInJudging(*code)) {
    comparison_.AddFalse(where + ".log", " is not where that can be met");
  }
  // Of a log's problems the first are shown; of others at most one.
  if (is_of_log ? examples != std::min(*number, kMostExamples) : examples > 1) {
    comparison_.AddFalse(where, " counts " + std::to_string(*number) + ", and " +
                                    std::to_string(examples) + " are shown");
  }
  if (entry.severity == diagnostics::Severity::kError && *number > examples) {
    shown.errors_beyond += *number - examples;
  }
}

// What conditions come to belongs to no log; the expressions of a source come to the same.
bool ReportCheck::IsMetInJudging(Code code) {
  return code == Code::kResultOutOfRange || code == Code::kDividedByZero ||
         code == Code::kStateWithoutKey;
}

bool ReportCheck::IsMetInLog(Code code, const Json& log) const {
  if (!IsMetInJudging(code)) return true;
  const auto number = comparison_.LogNamed(log);
  return code != Code::kStateWithoutKey && number && !journal_.logs[*number].source.empty();
}

void ReportCheck::CheckProblem(const std::string& where, const Json& counts, const Json& problem,
                               ProblemsShown& shown) {
  if (!comparison_.HasMembers(where, problem,
                              {"counted_in", "code", "log", "line", "offset", "message"})) {
    return;
  }
  const auto in = NumberIn(problem, "counted_in");
  if (!in || *in >= counts.size()) return comparison_.AddFalse(where + ".counted_in", " is none");
  ++shown.examples[static_cast<std::size_t>(*in)];
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
    return comparison_.AddFalse(where, " stands at no such place");
  }
  if (MemberOr(count, "severity") == "error") {
    shown.bad.emplace(*log, journal_.logs[*log].BeginOf(*offset));
  }
}

}  // namespace abide::verify
