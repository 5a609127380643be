// What each norm comes to at an event: the language guide, section 6.
#include "reference/clause_judge.h"

namespace abide::reference {

std::vector<LineagePath> ClauseJudge::PathsTo(const Pattern& pattern, std::size_t event,
                                              const Scope& scope) {
  std::vector<LineagePath> paths;
  for (const check::PatternCase& one : pattern.cases) {
    if (one.kind != evaluator_->event(event).kind || !one.condition) continue;
    if (evaluator_->Holds(one.condition, scope) != Truth::kTrue) continue;
    for (LineagePath& path : evaluator_->Paths(*one.condition, scope)) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

// `forbid P`: every event that matches P.
void ClauseJudge::Judge(const check::Forbid& norm) {
  const Scope nothing;
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, {&norm.pattern})) continue;
    const Scope scope(nothing, norm.pattern.binding, event);
    Settle({.event = event, .paths = PathsTo(norm.pattern, event, scope)},
           evaluator_->Matches(norm.pattern, event, nothing), scope);
  }
}

// `before P require Q`: every event matching P with no earlier Q.
void ClauseJudge::Judge(const check::BeforeRequire& norm) {
  const Scope nothing;
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, {&norm.trigger})) continue;
    const Scope scope(nothing, norm.trigger.binding, event);
    const Truth preceded = evaluator_->IsPreceded(norm.required, event, scope);
    Settle({.event = event, .paths = PathsTo(norm.trigger, event, scope)},
           values::And(evaluator_->Matches(norm.trigger, event, nothing), values::Not(preceded)),
           scope);
  }
}

// `after P forbid Q`: exactly `forbid Q where preceded by P`. Both may speak of each other, so both
// are asked for each earlier event.
void ClauseJudge::Judge(const check::AfterForbid& norm) {
  const Scope nothing;
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, {&norm.forbidden})) continue;
    const Scope at(nothing, norm.forbidden.binding, event);
    Truth forbidden = Truth::kFalse;
    for (std::size_t earlier = 0; earlier < event; ++earlier) {
      const Scope both(at, norm.first.binding, earlier);
      if (evaluator_->Matches(norm.first, earlier, at) == Truth::kFalse) continue;
      const Truth preceded =
          values::And(evaluator_->Matches(norm.first, earlier, at),
                      evaluator_->IsWithin(norm.first.within, earlier, event, at));
      forbidden = values::Or(
          forbidden, values::And(preceded, evaluator_->Matches(norm.forbidden, event, both)));
    }
    Settle({.event = event}, forbidden, at);
  }
}

// Terms that leave the range of times end at its ends.
values::Instant ClauseJudge::DueOf(values::Instant trigger, const values::Duration& term) {
  const bool backwards = term.months < 0 || term.nanos < 0;
  return values::Plus(trigger, term)
      .value_or(backwards ? values::Instant::Min() : values::Instant::Max());
}

// `after P [for each earlier R] require Q`: every event matching P (with every such R) makes a
// duty.
void ClauseJudge::Judge(const check::AfterRequire& norm) {
  const Scope nothing;
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, {&norm.trigger})) continue;
    const Scope scope(nothing, norm.trigger.binding, event);
    const Truth triggers = evaluator_->Matches(norm.trigger, event, nothing);
    if (!norm.each_earlier) {
      JudgeDuty(norm, event, triggers, scope);
      continue;
    }
    const Pattern& each = norm.each_earlier->alternatives.front();
    for (std::size_t earlier = 0; earlier < event; ++earlier) {
      const Truth matches = values::And(evaluator_->Matches(each, earlier, scope),
                                        evaluator_->IsWithin(each.within, earlier, event, scope));
      if (matches == Truth::kFalse) continue;
      const Scope both(scope, each.binding, earlier);
      const Truth stands =
          values::And(matches, evaluator_->HasNoGap(norm.each_earlier->gap, earlier, event, both));
      JudgeDuty(norm, event, values::And(triggers, stands), both, earlier);
    }
  }
}

// "Until the deadline has passed it is pending"; "pending until the last of its terms has passed,
// which is its due time; where its term is absent it is undetermined, unless another alternative
// met it" (section 6). "A deadline has passed when the present is later than the due time" (section
// 8).
void ClauseJudge::JudgeDuty(const check::AfterRequire& norm, std::size_t trigger, Truth made,
                            const Scope& scope, std::optional<std::size_t> earlier) {
  if (made == Truth::kFalse) return;
  Truth met = Truth::kFalse;
  bool term_absent = false;
  values::Instant due = values::Instant::Min();
  for (const Pattern& required : norm.required) {
    const Value term = evaluator_->Worth(*required.within, scope);
    if (term.is_absent()) {
      term_absent = true;
      continue;
    }
    const values::Instant until = DueOf(evaluator_->event(trigger).time, term.duration());
    due = std::max(due, until);
    for (std::size_t later = trigger + 1; later < evaluator_->size(); ++later) {
      if (evaluator_->event(later).time > until) continue;
      met = values::Or(met, evaluator_->Matches(required, later, scope));
    }
  }
  if (met == Truth::kTrue) return;
  Finding finding{.event = trigger, .earlier = earlier};
  if (term_absent) {
    Settle(std::move(finding), Truth::kUnknown, scope);
    return;
  }
  finding.due = due;
  if (present_ <= due) return SettleOpen(std::move(finding), made, scope);
  Settle(std::move(finding), values::And(made, values::Not(met)), scope);
}

}  // namespace abide::reference
