#include "engine/docket.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/fingerprint.h"
#include "expressions/uncounted.h"

namespace abide::engine {

using check::Clause;
using check::ClauseId;
using expressions::ExprPtr;
using values::Instant;
using values::Truth;
using values::Value;

namespace {

Truth TestIf(const ExprPtr& condition, expressions::Environment& environment) {
  return condition ? expressions::Test(*condition, environment) : Truth::kTrue;
}

std::string MessageOf(const Clause& clause, expressions::Environment& environment,
                      std::vector<MessageHole>& holes) {
  if (clause.message.empty()) return clause.title;
  std::string message;
  for (const auto& piece : clause.message) {
    if (const auto* text = std::get_if<std::string>(&piece)) {
      message += *text;
    } else {
      const std::size_t begin = message.size();
      message += values::ToString(expressions::Evaluate(*std::get<ExprPtr>(piece), environment));
      holes.push_back({begin, message.size()});
    }
  }
  return message;
}

std::vector<NamedValue> AboutOf(const Clause& clause, const Finding& finding,
                                expressions::Environment& environment) {
  std::vector<NamedValue> about;
  for (const check::AboutItem& item : clause.about) {
    const Value value = expressions::Evaluate(*item.value, environment);
    about.push_back({item.name, values::ToString(value), value.is_absent()});
  }
  // The triggering event as a whole.
  if (about.empty()) {
    const bool has_id = !finding.event_id.empty();
    about.push_back({finding.event, has_id ? finding.event_id : values::ToString(finding.time)});
  }
  return about;
}

Status StatusOf(const ClauseResult& result) {
  if (result.breached != 0) return Status::kBreached;
  if (result.pending != 0) return Status::kPending;
  if (result.undetermined != 0) return Status::kUndetermined;
  return result.considered != 0 ? Status::kKept : Status::kNotExercised;
}

auto SortKey(const Finding& finding) {
  return std::tuple(finding.time, finding.place.log, finding.place.offset, finding.place.part,
                    finding.clause, finding.ordinal);
}

// `norm and not exception`, in words; nothing if it is no finding.
std::optional<Verdict> VerdictOf(Truth norm, Truth excuse, Docket::Deadline deadline) {
  if (norm == Truth::kFalse) return {};
  if (excuse == Truth::kTrue) {
    if (norm == Truth::kUnknown) return {};
    return Verdict::kExcused;
  }
  if (norm == Truth::kUnknown || excuse == Truth::kUnknown) return Verdict::kUndetermined;
  return deadline == Docket::Deadline::kOpen ? Verdict::kPending : Verdict::kBreach;
}

}  // namespace

bool InOrder(const Finding& a, const Finding& b) { return SortKey(a) < SortKey(b); }

Docket::Docket(const plan::Plan& plan, const RunOptions& options, Memories& memories,
               expressions::Environment& environment)
    : plan_(plan),
      options_(options),
      memories_(memories),
      environment_(environment),
      evidence_(plan, memories, environment) {
  Forget();
}

void Docket::Forget() {
  verdicts_ = {};
  verdicts_.clauses.resize(plan_.rules->clauses.size());
  for (const plan::Judgement& judgement : plan_.judgements) {
    verdicts_.clauses[static_cast<std::size_t>(judgement.clause)].judged = true;
  }
  dropped_.clear();
}

bool Docket::WouldKeep(const Moment& moment, ClauseId clause) const {
  const Findings& kept = verdicts_.findings;
  if (kept.size() < options_.max_findings) return true;
  if (kept.empty()) return false;
  const Finding& last = kept.front();
  return std::tuple(moment.time, moment.place.log, moment.place.offset, moment.place.part, clause) <
         std::tuple(last.time, last.place.log, last.place.offset, last.place.part, last.clause);
}

Case Docket::Open(ClauseId clause, const Moment& moment, const ExprPtr& condition, Truth norm) {
  Case opened;
  opened.clause = clause;
  opened.finding.clause = clause;
  opened.finding.time = moment.time;
  opened.finding.place = moment.place;
  if (norm == Truth::kUnknown && condition) {
    opened.missing = expressions::MissingFields(*condition, environment_);
  }
  const check::Exception* excused_by = ReadExceptions(opened, moment);
  const std::vector<check::Waiver>& waivers = ClauseOf(clause).waivers;
  for (std::uint32_t i = 0; i < waivers.size(); ++i) {
    if (TestIf(waivers[i].where, environment_) == Truth::kTrue) opened.finding.waivers.push_back(i);
  }
  if (excused_by != nullptr) {
    opened.finding.excused_by = excused_by->label;
    opened.finding.excused_cites = excused_by->cites;
  }
  opened.is_kept = WouldKeep(moment, clause);
  if (!opened.is_kept) return opened;
  // The words and the evidence evaluate again what was counted.
  const expressions::Uncounted told(environment_);
  Describe(opened, moment, condition, norm, excused_by);
  return opened;
}

// The first exception that is true, if there is one.
const check::Exception* Docket::ReadExceptions(Case& opened, const Moment& moment) {
  for (const check::Exception& exception : ClauseOf(opened.clause).exceptions) {
    if (!exception.effective.Holds(moment.time)) continue;
    const Truth truth = TestIf(exception.condition, environment_);
    opened.excuse = Or(opened.excuse, truth);
    if (truth == Truth::kTrue) return &exception;
    if (truth == Truth::kFalse) continue;
    for (const auto& name : expressions::MissingFields(*exception.condition, environment_)) {
      MissingNames::AddName(name, opened.missing);
    }
  }
  return nullptr;
}

void Docket::Describe(Case& opened, const Moment& moment, const ExprPtr& condition, Truth norm,
                      const check::Exception* excused_by) {
  const Clause& clause = ClauseOf(opened.clause);
  Finding& finding = opened.finding;
  finding.event = plan_.rules->schema.Type(moment.kind).name;
  const Value& id = moment.fields[static_cast<std::size_t>(events::kIdField)];
  if (!id.is_absent()) finding.event_id = values::ToString(id);
  finding.about = AboutOf(clause, finding, environment_);
  finding.message = MessageOf(clause, environment_, finding.holes);
  // Of a pair or a duty the condition is a part of the norm, and may not be what decides it.
  if (TestIf(condition, environment_) == norm) evidence_.Add(condition, norm, finding);
  evidence_.AddStep(Role::kTrigger, moment, "", finding);
  for (const check::Exception& exception : clause.exceptions) {
    if (!exception.effective.Holds(moment.time) || !exception.condition) continue;
    const Truth truth = expressions::Test(*exception.condition, environment_);
    evidence_.Add(exception.condition, truth, finding);
    if (&exception == excused_by) break;
  }
  for (const auto& piece : clause.message) {
    if (const auto* hole = std::get_if<ExprPtr>(&piece)) evidence_.AddShares(*hole, finding);
  }
}

void Docket::AddEvidence(Case& opened, Role role, const Moment& moment, std::string note) const {
  if (opened.is_kept) evidence_.AddStep(role, moment, std::move(note), opened.finding);
}

void Docket::AddLookedFor(Case& opened, expressions::EventKind kind, EvidenceStep step) const {
  if (!opened.is_kept) return;
  step.event = plan_.rules->schema.Type(kind).name;
  opened.finding.evidence.push_back(std::move(step));
}

void Docket::AddPathsOf(Case& opened, expressions::AskId ask, const Moment& found,
                        const Trails& trails) {
  if (opened.is_kept) evidence_.AddPathsOf(ask, 0, found, trails, opened.finding);
}

void Docket::AddPathsOf(Case& opened, expressions::AskId aggregate, const Moment& counted) {
  if (!opened.is_kept) return;
  const expressions::Uncounted told(environment_);
  evidence_.AddPathsOf(aggregate, counted, opened.finding);
}

void Docket::AddWindow(Case& opened, expressions::AskId aggregate) {
  if (opened.is_kept) evidence_.AddWindow(aggregate, opened.finding);
}

void Docket::Close(Case closed, Truth norm, Deadline deadline) {
  const std::optional<Verdict> verdict = VerdictOf(norm, closed.excuse, deadline);
  if (!verdict) return;
  Finding& finding = closed.finding;
  finding.verdict = *verdict;
  if (*verdict == Verdict::kUndetermined) finding.missing = std::move(closed.missing);
  if (*verdict == Verdict::kExcused) {
    finding.waivers.clear();
  } else {
    finding.excused_by.clear();
    finding.excused_cites.clear();
  }
  if (closed.is_kept) {
    Keep(std::move(finding));
  } else {
    Drop(std::move(finding));
  }
}

bool Docket::CountAlone(ClauseId clause, const Moment& moment, Deadline deadline) {
  const Clause& of = ClauseOf(clause);
  if (!of.exceptions.empty() || !of.waivers.empty() || WouldKeep(moment, clause)) return false;
  ClauseResult& result = verdicts_.clauses[static_cast<std::size_t>(clause)];
  ++result.findings_dropped;
  ++(deadline == Deadline::kOpen ? result.pending : result.breached);
  return true;
}

// The first of all findings are kept, in whatever order they are closed.
void Docket::Keep(Finding finding) {
  Findings& kept = verdicts_.findings;
  kept.push_back(std::move(finding));
  if (kept.size() < options_.max_findings) return;
  if (kept.size() == options_.max_findings) {
    std::make_heap(kept.begin(), kept.end(), InOrder);
    return;
  }
  std::push_heap(kept.begin(), kept.end(), InOrder);
  std::pop_heap(kept.begin(), kept.end(), InOrder);
  Drop(std::move(kept.back()));
  kept.pop_back();
}

void Docket::Drop(Finding finding) {
  ++verdicts_.clauses[static_cast<std::size_t>(finding.clause)].findings_dropped;
  if (finding.waivers.empty()) {
    Count(finding, finding.verdict);
  } else {
    dropped_.push_back(
        {finding.clause, finding.verdict, std::move(finding.waivers), std::move(finding.missing)});
  }
}

void Docket::Count(const Finding& finding, Verdict verdict) {
  ClauseResult& result = verdicts_.clauses[static_cast<std::size_t>(finding.clause)];
  switch (verdict) {
    case Verdict::kBreach:
      ++result.breached;
      return;
    case Verdict::kPending:
      ++result.pending;
      return;
    case Verdict::kUndetermined:
      ++result.undetermined;
      for (const std::string& name : finding.missing) ++result.undetermined_by[name];
      return;
    case Verdict::kExcused:
      ++result.excused;
      ++result.excused_by[finding.excused_by];
      return;
    case Verdict::kWaived:
      ++result.waived;
      ++result.waived_by[*finding.waiver];
      return;
  }
}

// A waiver lifts while the checker's present is before its end.
std::optional<std::uint32_t> Docket::WaiverOf(ClauseId clause,
                                              const std::vector<std::uint32_t>& waivers,
                                              std::optional<Instant> present) const {
  for (const std::uint32_t waiver : waivers) {
    if (present && *present < ClauseOf(clause).waivers[waiver].until) return waiver;
  }
  return {};
}

Verdicts Docket::Finish(std::optional<Instant> present) {
  verdicts_.keyless_state_events = memories_.keyless_state_events();
  memories_.Forget();  // nothing is asked any more, and what follows takes memory of its own
  std::sort(verdicts_.findings.begin(), verdicts_.findings.end(), InOrder);
  Fingerprints fingerprints;
  for (Finding& finding : verdicts_.findings) {
    finding.waiver = WaiverOf(finding.clause, finding.waivers, present);
    if (finding.waiver) finding.verdict = Verdict::kWaived;
    finding.fingerprint = fingerprints.Of(finding, ClauseOf(finding.clause).id);
    Count(finding, finding.verdict);
  }
  for (Dropped& dropped : dropped_) {
    Finding finding;
    finding.clause = dropped.clause;
    finding.missing = std::move(dropped.missing);
    finding.waiver = WaiverOf(dropped.clause, dropped.waivers, present);
    Count(finding, finding.waiver ? Verdict::kWaived : dropped.verdict);
  }
  for (ClauseResult& result : verdicts_.clauses) result.status = StatusOf(result);
  verdicts_.as_of = present;
  verdicts_.out_of_range = environment_.out_of_range;
  verdicts_.divided_by_zero = environment_.divided_by_zero;
  return std::move(verdicts_);
}

}  // namespace abide::engine
