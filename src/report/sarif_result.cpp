#include "report/sarif_result.h"

#include "report/names.h"
#include "report/sarif_run.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Verdict;

constexpr std::size_t kSarifSteps = 100;  // GitHub shows a thousand, of all in one flow

void PhysicalLocation(const Target& target, json::Writer& writer) {
  writer.Key("physicalLocation");
  writer.BeginObject();
  writer.Key("artifactLocation");
  WriteArtifactLocation(target.path, writer);
  writer.Key("region");
  writer.BeginObject();
  writer.Member("startLine", target.line);
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
  PhysicalLocation({report.LogOf(*step.place), std::max<std::uint64_t>(step.place->line, 1)},
                   writer);
  WriteTextMember("message", StepText(step), writer);
  writer.EndObject();
  writer.Key("kinds");
  writer.BeginArray();
  writer.Value(NameOf(step.role));
  writer.EndArray();
  writer.Member("executionTimeUtc", values::ToString(step.time));
  writer.EndObject();
}

using Steps = std::vector<const engine::EvidenceStep*>;

// The steps of evidence that have a place, flow by flow: of several lineage paths each is one that
// ends with the finding's event, as it came to it by itself; what is of no path is another.
std::vector<Steps> FlowsOf(const Finding& finding) {
  const std::vector<LineagePath> paths = PathsOf(finding);
  std::vector<Steps> flows;
  Steps others;
  const engine::EvidenceStep* trigger = nullptr;
  bool has_others = false;
  for (const engine::EvidenceStep& step : finding.evidence) {
    const bool is_of_path = step.role == engine::Role::kSource || step.role == engine::Role::kFlow;
    if (!step.place || (is_of_path && paths.size() > 1)) continue;
    if (step.role == engine::Role::kTrigger) trigger = &step;
    has_others = has_others || step.role != engine::Role::kTrigger;
    others.push_back(&step);
  }
  if (paths.size() > 1) {
    for (const LineagePath& path : paths) {
      Steps& flow = flows.emplace_back(path);
      if (trigger != nullptr && flow.back()->place != trigger->place) flow.push_back(trigger);
    }
  }
  if (paths.size() > 1 ? has_others : !others.empty()) flows.push_back(std::move(others));
  return flows;
}

void CodeFlow(const Report& report, const Steps& steps, std::size_t shown, const std::string& name,
              json::Writer& writer) {
  writer.BeginObject();
  WriteTextMember("message",
                  shown == steps.size()
                      ? name + '.'
                      : fmt::format("{}: the first {} of {} steps.", name, shown, steps.size()),
                  writer);
  writer.Key("threadFlows");
  writer.BeginArray();
  writer.BeginObject();
  writer.Key("locations");
  writer.BeginArray();
  for (std::size_t i = 0; i < shown; ++i) Step(report, *steps[i], writer);
  writer.EndArray();
  writer.EndObject();
  writer.EndArray();
  writer.EndObject();
}

void CodeFlows(const Report& report, const Finding& finding, json::Writer& writer) {
  const std::vector<Steps> flows = FlowsOf(finding);
  if (flows.empty()) return;
  const std::size_t paths = PathsOf(finding).size();
  std::size_t left = kSarifSteps;
  writer.Key("codeFlows");
  writer.BeginArray();
  for (std::size_t i = 0; i < flows.size() && left > 0; ++i) {
    const std::string name = paths > 1 && i < paths
                                 ? fmt::format("Path {} of {}, event by event", i + 1, paths)
                                 : std::string("The evidence, event by event");
    const std::size_t shown = std::min(left, flows[i].size());
    left -= shown;
    CodeFlow(report, flows[i], shown, name, writer);
  }
  writer.EndArray();
}

// The place at which the result is not.
void RelatedLocation(const Report& report, const Finding& finding, Anchor anchor,
                     json::Writer& writer) {
  writer.Key("relatedLocations");
  writer.BeginArray();
  writer.BeginObject();
  PhysicalLocation(OtherTargetOf(report, finding, anchor), writer);
  WriteTextMember("message", anchor == Anchor::kClause ? "The event." : "The clause.", writer);
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
                 std::optional<Anchor> anchor, json::Writer& writer) {
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
  PhysicalLocation(TargetOf(report, finding, anchor), writer);
  writer.EndObject();
  writer.EndArray();
  if (anchor) RelatedLocation(report, finding, *anchor, writer);
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
  CodeFlows(report, finding, writer);
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
