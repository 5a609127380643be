// What the forms that people read say of clauses and findings, in the same words everywhere. Texts
// of others in it are one line, safe and short (text_look.h); what a form's own syntax asks for is
// the writer's to escape.
#pragma once

#include "report/report.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

// The gravest first.
inline constexpr std::array<engine::Verdict, 5> kVerdicts = {
    engine::Verdict::kBreach, engine::Verdict::kPending, engine::Verdict::kUndetermined,
    engine::Verdict::kExcused, engine::Verdict::kWaived};

std::uint64_t CountOf(const engine::ClauseResult& result, engine::Verdict verdict);
// What asks for attention: a breach, or what may be one.
bool IsOpen(engine::Verdict verdict);
std::string StatusText(engine::Status status);  // "not exercised"
std::string_view LabelOf(engine::Role role);    // "not found"
// The label of each step of the evidence. The steps of several lineage paths are told apart: "path
// 1" from its source on, then "path 2".
std::vector<std::string> LabelsOf(const engine::Finding& finding);

// The lineage paths of the evidence, in order: each begins at its source.
using LineagePath = std::vector<const engine::EvidenceStep*>;
std::vector<LineagePath> PathsOf(const engine::Finding& finding);

// The finding's message; where it has none, its clause's title.
const std::string& MessageOf(const Report& report, const engine::Finding& finding);
// "org acme, model seed-1, region ?"
std::string AboutText(const engine::Finding& finding);
// "legal@acme.example, until 2023-06-01T00:00:00Z: Pilot"; empty if it is not waived.
std::string WaiverText(const Report& report, const engine::Finding& finding);
// "from 2024-01-01T00:00:00Z until 2024-01-31T00:00:00Z: ": the time looked in; empty if open.
std::string LookedIn(const engine::EvidenceStep& step);
// "merge: ds:raw -> ds:mix"; of what was looked for, what that is.
std::string WhatOf(const engine::EvidenceStep& step);
// "20000000, peak 20000000.01, until 2024-02-01T00:00:00Z"; empty if it is of no limit.
std::string LimitText(const engine::Finding& finding);
// What is added to a peak that may have been more: " to 9", " or more"; empty if it may not.
std::string PeakMostText(const engine::Finding& finding);
// "sum(cost of call) = 11 of 2 events, log.ndjson:1 to log.ndjson:2"
std::string WindowText(const Report& report, const engine::WindowSummary& window);
// "datasets from use = 0.31 to 0.42"
std::string ShareText(const engine::ShareFound& share);
// "OpenAI Terms of use, 2023-03-14, section 2(c)(iii)"
std::string SourceText(const ClauseReport& clause);
// "passed", "failed", or "incomplete" where logs could not be read whole and nothing failed.
std::string_view Outcome(const Report& report);

// Whether any clause was exercised. Where none was, a check without breaches says nothing of the
// logs: they may be the wrong ones.
bool IsAnythingJudged(const Report& report);
// "nothing was judged: 2 events before any clause is in force (from 2026-01-01T00:00:00Z)"; empty
// if something was.
std::string NothingJudgedText(const Report& report);

// Those that the baseline knows behind all others; then by verdict, then by severity, the gravest
// first; among equals in the report's order. O(n log n).
std::vector<const engine::Finding*> GravestFirst(const Report& report);
// The findings of each clause of the report, in its order, but those that the baseline knows behind
// the others: a form that can't tell all has what is new. O(n).
std::vector<std::vector<const engine::Finding*>> FindingsByClause(const Report& report);

// "breach at 2026-03-01T09:00:00Z, acme.ai/stay: its message": what the baseline has and this run
// has not. Safe to be shown in a terminal.
std::string VanishedText(const json::Json& finding);
// What is to be said of a waiver ("expired 2026-03-01T00:00:00Z", "matches nothing", "expires …");
// empty if it does its work.
std::string StateOf(const WaiverReport& waiver);
// "acme.ai/stay, by J. Doe, rules.abide:17: the reason", without its state. Safe to be shown.
std::string PaperworkText(const WaiverReport& waiver);
// All of the baseline that this run has not, and all waivers of which there is something to be
// said, for forms that have no more than lines for them.
struct Remark {
  std::string_view title;  // "Vanished since the baseline", "Waivers"
  std::vector<std::string> lines;
};
// Those with lines. In each form that tells them by lines they stand in this order.
std::vector<Remark> RemarksOf(const Report& report);
// The first lines of it, and how many more there are; each begins behind `before`.
std::string LinesOf(const Remark& remark, std::size_t most, std::string_view before);

// The clauses that were judged: breached ones first, then by severity. O(n log n).
std::vector<const ClauseReport*> WorstFirst(const Report& report);

// Findings of each verdict, and clauses of each status, of all that was judged.
struct Totals {
  std::array<std::uint64_t, 5> findings{};
  std::array<std::uint64_t, 5> clauses{};
  std::uint64_t not_reported = 0;  // findings beyond --max-findings
  // Open findings that a baseline does not have, or has, and those that only it has.
  bool has_baseline = false;
  std::uint64_t fresh = 0, known = 0, vanished = 0;
};
Totals TotalsOf(const Report& report);
// "3 breaches, 1 pending; clauses: 2 breached, 5 kept; baseline: 1 new, 2 known, 4 vanished"
std::string TotalsText(const Totals& totals);
// "the logs could not be read whole: nothing could be read of a.zst"; empty if they could.
std::string NotWholeText(const Report& report);
// The totals of the report, and that.
std::string ResultText(const Report& report);

// The problem's examples do not speak for one another: each names another event.
bool IsEachAnother(const ProblemReport& problem);

// "redacted: team; pseudonymised: user (key 1f2e3d4c)"; empty if everything is shown.
std::string HiddenText(const HiddenFields& hidden);

}  // namespace abide::report
