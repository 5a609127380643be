// `around P require Q` and `around P forbid Q`: the language guide, section 6.
#include "reference/clause_judge.h"

namespace abide::reference {

// "every event matching P with no Q at most that long before or after it (pending until then)"
void ClauseJudge::Judge(const check::AroundRequire& norm) {
  const Scope nothing;
  for (std::size_t event = 0; event < evaluator_->size(); ++event) {
    if (!Exercises(event, {&norm.trigger})) continue;
    const Truth made = evaluator_->Matches(norm.trigger, event, nothing);
    if (made == Truth::kFalse) continue;
    const Scope scope(nothing, norm.trigger.binding, event);
    Truth met = Truth::kFalse;
    values::Instant due = values::Instant::Min();
    for (const Pattern& required : norm.required) {
      for (std::size_t other = 0; other < evaluator_->size(); ++other) {
        if (other == event) continue;
        const Truth near = evaluator_->IsWithin(required.within, std::min(event, other),
                                                std::max(event, other), scope);
        met = values::Or(met, values::And(near, evaluator_->Matches(required, other, scope)));
      }
      const Value term = evaluator_->Worth(*required.within, scope);
      due = std::max(due, DueOf(evaluator_->event(event).time, term.duration()));
    }
    if (met == Truth::kTrue) continue;
    const Finding finding{.event = event, .due = due};
    if (present_ <= due) {
      SettleOpen(finding, made, scope);
    } else {
      Settle(finding, values::And(made, values::Not(met)), scope);
    }
  }
}

// "every pair of P and Q at most that far apart, found at the later event"; "two events make one
// pair"
void ClauseJudge::Judge(const check::AroundForbid& norm) {
  for (std::size_t later = 0; later < evaluator_->size(); ++later) {
    if (!Exercises(later, {&norm.first, &norm.second})) continue;
    for (std::size_t earlier = 0; earlier < later; ++earlier) JudgePair(norm, earlier, later);
  }
}

Truth ClauseJudge::Stands(const Pair& pair) {
  const Scope nothing;
  const Truth first = evaluator_->Matches(pair.norm->first, pair.first, nothing);
  if (first == Truth::kFalse) return first;
  const Scope scope(nothing, pair.norm->first.binding, pair.first);
  const Truth near =
      evaluator_->IsWithin(pair.norm->second.within, std::min(pair.first, pair.second),
                           std::max(pair.first, pair.second), scope);
  return values::And(first,
                     values::And(near, evaluator_->Matches(pair.norm->second, pair.second, scope)));
}

// Where the two events are a pair either way round, the way that is more certain is the finding; of
// two alike, the one in which P came first.
void ClauseJudge::JudgePair(const check::AroundForbid& norm, std::size_t earlier,
                            std::size_t later) {
  Pair pair{&norm, earlier, later};
  Truth stands = Stands(pair);
  const Pair other{&norm, later, earlier};
  if (const Truth other_stands = Stands(other); other_stands > stands) {
    pair = other;
    stands = other_stands;
  }
  const Scope nothing;
  const Scope first(nothing, norm.first.binding, pair.first);
  const Scope both(first, norm.second.binding, pair.second);
  Settle({.event = later, .earlier = earlier}, stands, Scope(both, clause_->at, later));
}

}  // namespace abide::reference
