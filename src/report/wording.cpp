#include "report/wording.h"

#include "report/names.h"
#include "report/text_look.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace abide::report {

using engine::Finding;
using engine::Role;
using engine::Status;
using engine::Verdict;
using values::Instant;

std::uint64_t CountOf(const engine::ClauseResult& result, Verdict verdict) {
  switch (verdict) {
    case Verdict::kBreach:
      return result.breached;
    case Verdict::kPending:
      return result.pending;
    case Verdict::kUndetermined:
      return result.undetermined;
    case Verdict::kExcused:
      return result.excused;
    case Verdict::kWaived:
      break;
  }
  return result.waived;
}

bool IsOpen(Verdict verdict) { return verdict != Verdict::kExcused && verdict != Verdict::kWaived; }

std::string StatusText(Status status) {
  return status == Status::kNotExercised ? "not exercised" : std::string(NameOf(status));
}

std::string_view LabelOf(Role role) {
  switch (role) {
    case Role::kTrigger:
      return "event";
    case Role::kSource:
    case Role::kFlow:
      return "path";
    case Role::kPreceding:
      return "earlier";
    case Role::kNotFound:
      return "not found";
    case Role::kGap:
      return "between";
    case Role::kState:
      return "state";
    case Role::kAwaited:
      return "awaited";
    case Role::kWindow:
      return "window";
    case Role::kPeak:
      return "peak";
    case Role::kNearest:
      return "nearest";
  }
  return "";
}

std::vector<LineagePath> PathsOf(const Finding& finding) {
  std::vector<LineagePath> paths;
  for (const engine::EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kSource) paths.emplace_back();
    const bool is_of_path = step.role == Role::kSource || step.role == Role::kFlow;
    if (is_of_path && !paths.empty()) paths.back().push_back(&step);
  }
  return paths;
}

std::vector<std::string> LabelsOf(const Finding& finding) {
  const std::size_t paths = PathsOf(finding).size();
  std::vector<std::string> labels;
  std::size_t path = 0;
  for (const engine::EvidenceStep& step : finding.evidence) {
    if (step.role == Role::kSource) ++path;
    labels.emplace_back(LabelOf(step.role));
    const bool is_of_path = step.role == Role::kSource || step.role == Role::kFlow;
    if (is_of_path && path != 0 && paths > 1) labels.back() += ' ' + std::to_string(path);
  }
  return labels;
}

const std::string& MessageOf(const Report& report, const Finding& finding) {
  return finding.message.empty() ? report.ClauseOf(finding).title : finding.message;
}

std::string AboutText(const Finding& finding) {
  std::string text;
  for (const engine::NamedValue& item : finding.about) {
    if (!text.empty()) text += ", ";
    text += Shown(item.name) + ' ' + (item.absent ? "?" : Shown(item.value));
  }
  return text;
}

std::string WaiverText(const Report& report, const Finding& finding) {
  const WaiverReport* waiver = report.WaiverOf(finding);
  if (waiver == nullptr) return {};
  return fmt::format("{}, until {}: {}", Shown(waiver->by), values::ToString(waiver->until),
                     Shown(waiver->because));
}

std::string LookedIn(const engine::EvidenceStep& step) {
  std::string text;
  if (step.from) text += "from " + values::ToString(*step.from);
  if (step.until) text += (text.empty() ? "until " : " until ") + values::ToString(*step.until);
  return text.empty() ? text : text + ": ";
}

std::string WhatOf(const engine::EvidenceStep& step) {
  if (!step.place) return Shown(step.note.empty() ? step.event : step.note, 400);
  return Shown(Joined({step.event, step.note}, ": "), 400);
}

std::string PeakMostText(const Finding& finding) {
  for (const engine::NamedValue& item : finding.values) {
    if (item.name == "peak_most") return item.absent ? " or more" : " to " + Shown(item.value);
  }
  return {};
}

std::string LimitText(const Finding& finding) {
  std::string text;
  for (const engine::NamedValue& item : finding.values) {
    const std::string value = item.absent ? "?" : Shown(item.value);
    if (item.name == "limit") {
      text = value;
    } else if (item.name == "ended") {
      text += item.absent ? ", goes on" : ", until " + value;
    } else if (item.name == "peak_most") {
      text += PeakMostText(finding);
    } else {
      text += fmt::format(", {} {}", Shown(item.name), value);
    }
  }
  return text;
}

std::string WindowText(const Report& report, const engine::WindowSummary& window) {
  std::string text = fmt::format("{} = {}", Shown(window.text), Shown(window.value));
  if (window.events != 0) text += fmt::format(" of {}", Counted(window.events, "event"));
  if (window.first && window.last && window.events > 1) {
    text += fmt::format(", {} to {}", PlaceText(report, *window.first),
                        PlaceText(report, *window.last));
  } else if (window.first) {
    text += fmt::format(", {}", PlaceText(report, *window.first));
  }
  return text;
}

std::string ShareText(const engine::ShareFound& share) {
  std::string text = Shown(share.text) + " = ";
  if (share.least == share.most) {
    return text + (share.least.empty() ? "?" : Shown(share.least));
  }
  return text + fmt::format("{} to {}", Shown(share.least), Shown(share.most));
}

std::string SourceText(const ClauseReport& clause) {
  return Joined({Shown(clause.policy_title), Shown(clause.version), Shown(clause.cites)}, ", ");
}

std::string_view Outcome(const Report& report) {
  if (Fails(report)) return "failed";
  return IsReadWhole(report) ? "passed" : "incomplete";
}

namespace {

// Of events of which no clause considered one.
std::string WhyUnasked(const Report& report) {
  Instant first = Instant::Max(), last = Instant::Min();  // of the events
  for (const events::LogSummary& log : report.logs) {
    first = std::min(first, log.first.value_or(Instant::Max()));
    last = std::max(last, log.last.value_or(Instant::Min()));
  }
  Instant from = Instant::Max(), until = Instant::Min();  // in which any clause is in force
  for (const ClauseReport& clause : report.clauses) {
    if (!clause.judged) continue;
    from = std::min(from, clause.effective.from);
    until = std::max(until, clause.effective.until);
  }
  const std::optional<Instant>& since = report.options.since;
  const std::optional<Instant>& end = report.options.until;
  if ((since && last < *since) || (end && *end <= first)) return "outside of --since and --until";
  if (last < from) {
    return fmt::format("before any clause is in force (from {})", values::ToString(from));
  }
  if (until <= first) {
    return fmt::format("after any clause was in force (until {})", values::ToString(until));
  }
  const bool are_some_outside = (since && first < *since) || (end && *end <= last);
  return are_some_outside ? "outside of --since and --until, or that no clause in force then judges"
                          : "that no clause in force then judges";
}

}  // namespace

bool IsAnythingJudged(const Report& report) {
  return std::any_of(report.clauses.begin(), report.clauses.end(), [](const ClauseReport& clause) {
    return clause.judged && clause.result.considered != 0;
  });
}

std::string NothingJudgedText(const Report& report) {
  if (IsAnythingJudged(report)) return {};
  const std::string text = "nothing was judged: ";
  const auto has_clauses = std::any_of(report.clauses.begin(), report.clauses.end(),
                                       [](const ClauseReport& clause) { return clause.judged; });
  if (!has_clauses) return text + "the rules have no clause";
  if (report.logs.empty()) return text + "no log was given";
  std::uint64_t events = 0, unknown = 0, skipped = 0, unfit = 0, later = 0;
  for (const events::LogSummary& log : report.logs) {
    events += log.events;
    unknown += log.unknown_events;
    (log.source.empty() ? unfit : skipped) += log.skipped;
    later += log.later_than_present;
  }
  const auto counted = [](std::uint64_t count, const char* what, const std::string& why) {
    return count == 0 ? std::string() : Counted(count, what) + ' ' + why;
  };
  const std::string why =
      Joined({counted(events, "event", WhyUnasked(report)),
              // A log that no source fits counts as a bad record itself.
              counted(unfit == 0 ? report.bad_records : 0, "record", "that can't be read"),
              counted(unknown, "record", "of kinds that the rules do not declare"),
              counted(skipped, "record", "that the log's source does not take"),
              counted(unfit, "record", "that no source takes"),
              counted(later, "record", "later than --as-of")},
             ", ");
  return text + (why.empty() ? "the logs hold no record" : why);
}

std::vector<const ClauseReport*> WorstFirst(const Report& report) {
  std::vector<const ClauseReport*> clauses;
  for (const ClauseReport& clause : report.clauses) {
    if (clause.judged) clauses.push_back(&clause);
  }
  std::stable_sort(clauses.begin(), clauses.end(), [](const auto* a, const auto* b) {
    if (a->result.status != b->result.status) return a->result.status < b->result.status;
    return a->severity > b->severity;
  });
  return clauses;
}

namespace {

bool IsKnownBefore(const Finding& finding) { return finding.mark == BaselineMark::kKnown; }

}  // namespace

std::vector<const Finding*> GravestFirst(const Report& report) {
  std::vector<const Finding*> findings;
  findings.reserve(report.findings.size());
  for (const Finding& finding : report.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(), [&report](const auto* a, const auto* b) {
    if (IsKnownBefore(*a) != IsKnownBefore(*b)) return IsKnownBefore(*b);
    if (a->verdict != b->verdict) return a->verdict < b->verdict;
    return report.ClauseOf(*a).severity > report.ClauseOf(*b).severity;
  });
  return findings;
}

std::vector<std::vector<const Finding*>> FindingsByClause(const Report& report) {
  std::vector<std::vector<const Finding*>> findings(report.clauses.size());
  for (const bool known : {false, true}) {
    for (const Finding& finding : report.findings) {
      if (IsKnownBefore(finding) != known) continue;
      findings[static_cast<std::size_t>(finding.clause)].push_back(&finding);
    }
  }
  return findings;
}

std::string VanishedText(const json::Json& finding) {
  const auto text = [&finding](const char* name) {
    return Shown(finding.at(name).get_ref<const std::string&>());
  };
  return text("verdict") + " at " + text("time") + ", " + text("clause") + ": " + text("message");
}

std::string StateOf(const WaiverReport& waiver) {
  const std::string until = values::ToString(waiver.until);
  if (waiver.status == WaiverStatus::kExpired) return "expired " + until;
  if (waiver.status == WaiverStatus::kUnused) return "matches nothing";
  return waiver.expires_soon ? "expires " + until : std::string();
}

std::string PaperworkText(const WaiverReport& waiver) {
  return fmt::format("{}, by {}, {}:{}: {}", Shown(waiver.clause), Shown(waiver.by),
                     Shown(waiver.place.file), waiver.place.line, Shown(waiver.because));
}

std::vector<Remark> RemarksOf(const Report& report) {
  Remark vanished{.title = "Vanished since the baseline", .lines = {}};
  if (report.vanished != nullptr) {
    for (const json::Json& finding : *report.vanished) {
      vanished.lines.push_back(VanishedText(finding));
    }
  }
  Remark waivers{.title = "Waivers", .lines = {}};
  for (const WaiverReport& waiver : report.waivers) {
    const std::string state = StateOf(waiver);
    if (!state.empty()) waivers.lines.push_back(state + ": " + PaperworkText(waiver));
  }
  std::vector<Remark> remarks;
  for (Remark* remark : {&vanished, &waivers}) {
    if (!remark->lines.empty()) remarks.push_back(std::move(*remark));
  }
  return remarks;
}

std::string LinesOf(const Remark& remark, std::size_t most, std::string_view before) {
  std::string text;
  for (std::size_t i = 0; i < std::min(remark.lines.size(), most); ++i) {
    text += fmt::format("{}{}\n", before, remark.lines[i]);
  }
  if (remark.lines.size() > most) {
    text += fmt::format("{}… {} more\n", before, Grouped(remark.lines.size() - most));
  }
  return text;
}

Totals TotalsOf(const Report& report) {
  Totals totals;
  for (const ClauseReport& clause : report.clauses) {
    if (!clause.judged) continue;
    ++totals.clauses.at(static_cast<std::size_t>(clause.result.status));
    for (const Verdict verdict : kVerdicts) {
      totals.findings.at(static_cast<std::size_t>(verdict)) += CountOf(clause.result, verdict);
    }
    totals.not_reported += clause.result.findings_dropped;
  }
  totals.has_baseline = report.vanished != nullptr;
  totals.vanished = report.vanished == nullptr ? 0 : report.vanished->size();
  for (const Finding& finding : report.findings) {
    if (finding.mark == BaselineMark::kNone) continue;
    totals.has_baseline = true;
    if (IsOpen(finding.verdict))
      ++(finding.mark == BaselineMark::kKnown ? totals.known : totals.fresh);
  }
  return totals;
}

std::string TotalsText(const Totals& totals) {
  std::string verdicts;
  for (const Verdict verdict : kVerdicts) {
    const std::uint64_t count = totals.findings.at(static_cast<std::size_t>(verdict));
    if (!IsOpen(verdict) || (count == 0 && verdict != Verdict::kBreach)) continue;
    verdicts += (verdicts.empty() ? "" : ", ") + Counted(count, verdict);
  }
  std::string clauses;
  for (std::size_t i = 0; i < totals.clauses.size(); ++i) {
    if (totals.clauses.at(i) == 0) continue;
    clauses += fmt::format("{}{} {}", clauses.empty() ? "clauses: " : ", ", totals.clauses.at(i),
                           StatusText(static_cast<Status>(i)));
  }
  const std::string baseline = totals.has_baseline
                                   ? fmt::format("baseline: {} new, {} known, {} vanished",
                                                 totals.fresh, totals.known, totals.vanished)
                                   : std::string();
  // Findings that are not kept can't be told to be known or new.
  const bool are_some_left = totals.has_baseline && totals.not_reported != 0;
  const std::string beyond =
      are_some_left ? fmt::format("beyond --max-findings: {} not compared", totals.not_reported)
                    : std::string();
  return Joined({verdicts, clauses, baseline, beyond}, "; ");
}

std::string NotWholeText(const Report& report) {
  if (IsReadWhole(report)) return {};
  std::string text = "the logs could not be read whole";
  // What `--allow-bad-lines` does not permit, however few lines are bad, by name.
  const auto unread = UnreadLogs(report.logs, report.problems);
  if (unread.empty()) return text;
  text += ": nothing could be read of " + LogText(unread.front()->path);
  if (unread.size() > 1) text += fmt::format(" and {} more", unread.size() - 1);
  return text;
}

std::string ResultText(const Report& report) {
  return Joined({TotalsText(TotalsOf(report)), NotWholeText(report)}, "; ");
}

bool IsEachAnother(const ProblemReport& problem) {
  return problem.code == diagnostics::Entry(diagnostics::Code::kKindNotDeclared).id;
}

std::string HiddenText(const HiddenFields& hidden) {
  std::string text;
  for (const Hide how : {Hide::kMark, Hide::kPseudonym}) {
    std::string names;
    for (const HiddenFields::Field& field : hidden.fields) {
      if (field.how == how) names += (names.empty() ? "" : ", ") + Shown(field.name);
    }
    if (names.empty()) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", NameOf(how), names);
  }
  if (!hidden.key.empty()) text += fmt::format(" (key {})", Shown(hidden.key));
  return text;
}

}  // namespace abide::report
