#include "report/sarif_result.h"

#include "report/names.h"
#include "report/sarif_run.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Verdict;

constexpr std::size_t kSarifSteps = 100;  // GitHub shows a thousand, of all in one flow

void PhysicalLocation(const Report& report, const events::Place& place, json::Writer& writer) {
  writer.Key("physicalLocation");
  writer.BeginObject();
  writer.Key("artifactLocation");
  WriteArtifactLocation(report.LogOf(place), writer);
  writer.Key("region");
  writer.BeginObject();
  writer.Member("startLine", std::max<std::uint64_t>(place.line, 1));
  writer.EndObject();
  writer.EndObject();
}

std::string_view KindOf(Verdict verdict) {
  if (verdict == Verdict::kPending) return "open";
  return verdict == Verdict::kUndetermined ? "review" : "fail";
}

std::string StepText(const engine::EvidenceStep& step) {
  return SentenceOf(Joined({LabelOf(step.role), WhatOf(step)}, ": "));
}

// What the message does not say: lines of the finding without a place of their own.
std::string MessageText(const Report& report, const Finding& finding) {
  std::string text = SentenceOf(Shown(MessageOf(report, finding), kSarifColumns));
  if (finding.verdict == Verdict::kPending || finding.verdict == Verdict::kUndetermined) {
    text = fmt::format("{}: {}", finding.verdict == Verdict::kPending ? "Pending" : "Undetermined",
                       text);
  }
  const auto add = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("\n{}: {}", label, SentenceOf(value));
  };
  add("About", AboutText(finding));
  add("Due", finding.due ? values::ToString(*finding.due) : "");
  add("Limit", LimitText(finding));
  for (const auto& window : finding.windows) add("Window", WindowText(report, window));
  for (const auto& share : finding.shares) add("Share", ShareText(share));
  for (const std::string& name : finding.missing) add("Missing", Shown(name));
  for (const engine::EvidenceStep& step : finding.evidence) {
    if (step.place) continue;
    add(step.role == engine::Role::kAwaited ? "Awaited" : "Not found",
        LookedIn(step) + WhatOf(step));
  }
  return text;
}

void Step(const Report& report, const engine::EvidenceStep& step, json::Writer& writer) {
  writer.BeginObject();
  writer.Key("location");
  writer.BeginObject();
  PhysicalLocation(report, *step.place, writer);
  WriteTextMember("message", StepText(step), writer);
  writer.EndObject();
  writer.Key("kinds");
  writer.BeginArray();
  writer.Value(NameOf(step.role));
  writer.EndArray();
  writer.Member("executionTimeUtc", values::ToString(step.time));
  writer.EndObject();
}

void CodeFlow(const Report& report, const Finding& finding, json::Writer& writer) {
  const auto has_place = [](const engine::EvidenceStep& step) { return step.place.has_value(); };
  const auto& evidence = finding.evidence;
  const auto steps =
      static_cast<std::size_t>(std::count_if(evidence.begin(), evidence.end(), has_place));
  if (steps == 0) return;
  writer.Key("codeFlows");
  writer.BeginArray();
  writer.BeginObject();
  WriteTextMember("message",
                  steps <= kSarifSteps
                      ? "The evidence, event by event."
                      : fmt::format("The evidence, event by event: the first {} of {} steps.",
                                    kSarifSteps, steps),
                  writer);
  writer.Key("threadFlows");
  writer.BeginArray();
  writer.BeginObject();
  writer.Key("locations");
  writer.BeginArray();
  std::size_t count = 0;
  for (const engine::EvidenceStep& step : evidence) {
    if (step.place && ++count <= kSarifSteps) Step(report, step, writer);
  }
  writer.EndArray();
  writer.EndObject();
  writer.EndArray();
  writer.EndObject();
  writer.EndArray();
}

void Suppression(const WaiverReport& waiver, json::Writer& writer) {
  writer.Key("suppressions");
  writer.BeginArray();
  writer.BeginObject();
  writer.Member("kind", "external");
  writer.Member("status", "accepted");
  writer.Member("justification",
                fmt::format("{}, by {}, until {}", Shown(waiver.because, kSarifColumns),
                            Shown(waiver.by), values::ToString(waiver.until)));
  writer.EndObject();
  writer.EndArray();
}

}  // namespace

std::string_view LevelOf(check::SeverityLevel severity) {
  using check::SeverityLevel;
  if (severity >= SeverityLevel::kHigh) return "error";
  return severity == SeverityLevel::kMedium ? "warning" : "note";
}

void WriteResult(const Report& report, const Finding& finding, const SarifRule& rule,
                 json::Writer& writer) {
  const ClauseReport& clause = report.ClauseOf(finding);
  const std::string_view kind = KindOf(finding.verdict);
  writer.BeginObject();
  writer.Member("ruleId", rule.id);
  writer.Member("ruleIndex", rule.index);
  writer.Member("kind", kind);
  // SARIF 2.1.0, 3.27.10: what is of another kind than `fail` has no level.
  writer.Member("level", kind == "fail" ? LevelOf(clause.severity) : "none");
  WriteTextMember("message", MessageText(report, finding), writer);
  writer.Key("locations");
  writer.BeginArray();
  writer.BeginObject();
  PhysicalLocation(report, finding.place, writer);
  writer.EndObject();
  writer.EndArray();
  writer.Key("partialFingerprints");
  writer.BeginObject();
  writer.Member("abideFinding/v1", finding.fingerprint);
  // GitHub tells alerts apart by it; as it expects, with a number behind the colon.
  writer.Member("primaryLocationLineHash", finding.fingerprint.substr(0, 16) + ":1");
  writer.EndObject();
  const BaselineMark mark = finding.mark;
  if (mark != BaselineMark::kNone) {
    writer.Member("baselineState", mark == BaselineMark::kKnown ? "unchanged" : "new");
  }
  CodeFlow(report, finding, writer);
  if (const WaiverReport* waiver = report.WaiverOf(finding)) Suppression(*waiver, writer);
  writer.Key("properties");
  writer.BeginObject();
  writer.Member("verdict", NameOf(finding.verdict));
  writer.Member("severity", NameOf(clause.severity));
  writer.Member("time", values::ToString(finding.time));
  writer.Member("event", Shown(finding.event));
  writer.EndObject();
  writer.EndObject();
}

}  // namespace abide::report
