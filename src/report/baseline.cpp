#include "report/baseline.h"

#include "report/names.h"
#include "report/wording.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace abide::report {
namespace {

// Whether a finding of the baseline would have been looked for in this run.
bool WasLookedFor(const json::Json& finding, const Report& report) {
  const auto clause = finding.at("clause").get<std::string>();
  const auto time = values::ParseInstant(finding.at("time").get<std::string>());
  const Options& options = report.options;
  if (!time || (options.since && *time < *options.since)) return false;
  if (options.until && *time >= *options.until) return false;
  if (report.as_of && *time > *report.as_of) return false;
  if (!report.HasEvents()) return false;
  return std::any_of(report.clauses.begin(), report.clauses.end(), [&](const ClauseReport& each) {
    return each.judged && each.id == clause && each.effective.Holds(*time) &&
           each.result.findings_dropped == 0;
  });
}

}  // namespace

diagnostics::Expected<Baseline, ReadFault> ReadBaseline(std::string_view text) {
  Baseline baseline;
  // The report is read for its faults; what is kept of it is checked by that.
  const auto report = ReadReport(text, [&baseline](const json::Json& finding) {
    const auto verdict = VerdictOfName(finding.at("verdict").get<std::string>());
    if (!verdict) return;
    const auto fingerprint = finding.at("fingerprint").get<std::string>();
    const auto [at, added] = baseline.known.try_emplace(fingerprint, Baseline::Known{*verdict, {}});
    at->second.verdict = std::min(at->second.verdict, *verdict);
    if (IsOpen(*verdict)) baseline.findings.push_back(finding);
  });
  if (!report) return diagnostics::Unexpected{report.error()};
  baseline.hidden = report->hidden;
  for (const engine::Finding& finding : report->findings) {
    const auto known = baseline.known.find(finding.fingerprint);
    if (known == baseline.known.end()) continue;
    known->second.severity = std::max(known->second.severity, report->ClauseOf(finding).severity);
  }
  return baseline;
}

void ApplyBaseline(const Baseline& baseline, Report& report) {
  std::set<std::string_view> found;
  for (engine::Finding& finding : report.findings) {
    found.insert(finding.fingerprint);
    const auto before = baseline.known.find(finding.fingerprint);
    const bool is_known = before != baseline.known.end() &&
                          before->second.verdict <= finding.verdict &&
                          report.ClauseOf(finding).severity <= before->second.severity;
    finding.mark = is_known ? BaselineMark::kKnown : BaselineMark::kNew;
  }
  auto vanished = std::make_shared<std::vector<json::Json>>();
  for (const json::Json& finding : baseline.findings) {
    const auto fingerprint = finding.at("fingerprint").get<std::string>();
    if (found.find(fingerprint) == found.end() && WasLookedFor(finding, report)) {
      vanished->push_back(finding);
    }
  }
  report.vanished = std::move(vanished);
}

}  // namespace abide::report
