#include "reference/clause_judge.h"

namespace abide::reference {

ClauseJudge::ClauseJudge(std::size_t clause, Evaluator& evaluator, const Options& options,
                         values::Instant present)
    : index_(clause),
      clause_(&evaluator.rules().clauses[clause]),
      evaluator_(&evaluator),
      options_(&options),
      present_(present) {}

void ClauseJudge::Run() {
  std::visit([this](const auto& norm) { Judge(norm); }, clause_->norm);
  result_.status = StatusOf();
}

// "A clause is exercised when an event in force is of a kind at which its findings stand, whether
// or not its `where` is true" (section 10).
bool ClauseJudge::Exercises(std::size_t event, const std::vector<const Pattern*>& at) {
  const events::Event& now = evaluator_->event(event);
  if (!clause_->effective.Holds(now.time)) return false;
  for (const Pattern* pattern : at) {
    for (const check::PatternCase& one : pattern->cases) {
      if (one.kind != now.kind) continue;
      const bool asked_for = (!options_->since || *options_->since <= now.time) &&
                             (!options_->until || now.time < *options_->until);
      if (asked_for) ++result_.considered;
      return true;
    }
  }
  return false;
}

// "A permit is one more exception of that clause: … its `effective` of the event at which the
// finding stands" (section 5); "the first true one in the clause names it" (section 6).
ClauseJudge::Exceptions ClauseJudge::ExceptionsAt(std::size_t event, const Scope& scope) {
  Exceptions exceptions;
  for (const check::Exception& one : clause_->exceptions) {
    const bool in_force = one.effective.Holds(evaluator_->event(event).time);
    const Truth holds = in_force ? evaluator_->Holds(one.condition, scope) : Truth::kFalse;
    if (holds == Truth::kTrue && exceptions.truth != Truth::kTrue) exceptions.label = one.label;
    exceptions.truth = values::Or(exceptions.truth, holds);
  }
  return exceptions;
}

// "true is a breach, unknown is undetermined, a true norm with a true exception is excused"
// (section 6); "an event whose norm is unknown and exception true is no finding" (section 10).
bool ClauseJudge::Settle(Finding finding, Truth norm, const Scope& scope) {
  if (norm == Truth::kFalse) return false;
  const Exceptions exceptions = ExceptionsAt(finding.event, scope);
  switch (values::And(norm, values::Not(exceptions.truth))) {
    case Truth::kTrue:
      finding.verdict = Verdict::kBreach;
      break;
    case Truth::kUnknown:
      finding.verdict = Verdict::kUndetermined;
      break;
    case Truth::kFalse:
      if (norm != Truth::kTrue) return false;
      finding.verdict = Verdict::kExcused;
      finding.excused_by = exceptions.label;
      break;
  }
  return Add(std::move(finding), scope);
}

// "A pending duty is certain: its trigger is true and no certain Q has come; with an unknown
// trigger or exception it is undetermined" (section 10); "excused … also while its deadline is
// open" (section 6).
void ClauseJudge::SettleOpen(Finding finding, Truth trigger, const Scope& scope) {
  const Exceptions exceptions = ExceptionsAt(finding.event, scope);
  const bool certain = trigger == Truth::kTrue && exceptions.truth == Truth::kFalse;
  if (!certain) {
    Settle(std::move(finding), trigger, scope);
    return;
  }
  finding.verdict = Verdict::kPending;
  Add(std::move(finding), scope);
}

// "A waiver waives breaches, pending and undetermined findings where its `where` is true, while the
// checker's present is before `until`" (section 11).
bool ClauseJudge::Add(Finding finding, const Scope& scope) {
  const values::Instant time = evaluator_->event(finding.event).time;
  if (options_->since && time < *options_->since) return false;
  if (options_->until && time >= *options_->until) return false;
  finding.clause = index_;
  for (std::uint32_t i = 0; i < clause_->waivers.size(); ++i) {
    if (finding.verdict == Verdict::kExcused || finding.waiver) break;
    const check::Waiver& waiver = clause_->waivers[i];
    if (present_ >= waiver.until) continue;
    if (evaluator_->Holds(waiver.where, scope) == Truth::kTrue) finding.waiver = i;
  }
  if (finding.waiver) finding.verdict = Verdict::kWaived;
  Tell(finding, scope);
  Count(finding);
  findings_.push_back(std::move(finding));
  return true;
}

// "an absent value prints as `?`, an interval with both ends" (section 5).
void ClauseJudge::Tell(Finding& finding, const Scope& scope) {
  for (const check::AboutItem& item : clause_->about) {
    finding.about.push_back({item.name, values::ToString(evaluator_->Worth(*item.value, scope))});
  }
  for (const auto& piece : clause_->message) {
    const auto* hole = std::get_if<ExprPtr>(&piece);
    finding.message += hole == nullptr ? std::get<std::string>(piece)
                                       : values::ToString(evaluator_->Worth(**hole, scope));
  }
}

void ClauseJudge::Count(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::kBreach:
      ++result_.breached;
      break;
    case Verdict::kPending:
      ++result_.pending;
      break;
    case Verdict::kUndetermined:
      ++result_.undetermined;
      break;
    case Verdict::kWaived:
      ++result_.waived;
      break;
    case Verdict::kExcused:
      ++result_.excused;
      ++result_.excused_by[finding.excused_by];
      break;
  }
}

// "Each clause ends with one status: the first that applies, in that order. Excused and waived
// findings leave it kept" (section 10).
Status ClauseJudge::StatusOf() const {
  if (result_.breached != 0) return Status::kBreached;
  if (result_.pending != 0) return Status::kPending;
  if (result_.undetermined != 0) return Status::kUndetermined;
  return result_.considered != 0 ? Status::kKept : Status::kNotExercised;
}

}  // namespace abide::reference
