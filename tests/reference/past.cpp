// Patterns and the past: the language guide, sections 6, 7 and 8.
#include "reference/aggregate.h"
#include "reference/evaluator.h"

namespace abide::reference {

Truth Evaluator::Matches(const Pattern& pattern, std::size_t event, const Scope& around) {
  const Scope scope(around, pattern.binding, event);
  Truth matches = Truth::kFalse;
  for (const check::PatternCase& one : pattern.cases) {
    if (one.kind == log_[event].kind) matches = values::Or(matches, Holds(one.condition, scope));
  }
  return matches;
}

// "windows are closed"; "with calendar units: f is within D of an earlier e when f's time is at
// most e's time plus D" (section 8)
Truth Evaluator::IsWithin(const ExprPtr& within, std::size_t earlier, std::size_t later,
                          const Scope& scope) {
  if (!within) return Truth::kTrue;
  const Value duration = Worth(*within, scope);
  if (duration.is_absent()) return Truth::kUnknown;
  const auto until = values::Plus(log_[earlier].time, duration.duration());
  return values::TruthOf(!until || log_[later].time <= *until);
}

Truth Evaluator::HasNoGap(const std::optional<Pattern>& gap, std::size_t earlier, std::size_t now,
                          const Scope& scope) {
  Truth none = Truth::kTrue;
  if (!gap) return none;
  for (std::size_t between = earlier + 1; between < now; ++between) {
    const Truth stands =
        values::And(Matches(*gap, between, scope), IsWithin(gap->within, between, now, scope));
    none = values::And(none, values::Not(stands));
  }
  return none;
}

// "some event strictly before this one matches P, at most D earlier" (section 7); "some such
// earlier Q, and no R strictly between it and now; R may speak of Q" (section 6)
Truth Evaluator::IsPreceded(const check::Past& past, std::size_t now, const Scope& scope) {
  Truth preceded = Truth::kFalse;
  for (const Pattern& alternative : past.alternatives) {
    for (std::size_t earlier = 0; earlier < now; ++earlier) {
      const Truth matches = values::And(Matches(alternative, earlier, scope),
                                        IsWithin(alternative.within, earlier, now, scope));
      if (matches == Truth::kFalse) continue;
      const Scope spoken_of(scope, alternative.binding, earlier);
      preceded =
          values::Or(preceded, values::And(matches, HasNoGap(past.gap, earlier, now, spoken_of)));
    }
  }
  return preceded;
}

Value Evaluator::Answer(const check::AskPrecededBy& ask, Arguments, std::size_t now,
                        const Scope& scope) {
  return Value::Of(IsPreceded(ask.past, now, scope));
}

// "include the current event where it matches P itself" (section 7)
Value Evaluator::Answer(const check::AskAggregate& ask, Arguments, std::size_t now,
                        const Scope& scope) {
  std::vector<Counted> counted;
  for (std::size_t event = 0; event <= now; ++event) {
    const Truth belongs = values::And(Matches(ask.pattern, event, scope),
                                      IsWithin(ask.pattern.within, event, now, scope));
    if (belongs == Truth::kFalse) continue;
    const Scope spoken_of(scope, ask.pattern.binding, event);
    counted.push_back({belongs, ask.value ? Worth(*ask.value, spoken_of) : Value()});
  }
  return Aggregated(ask, counted, *arena_);
}

}  // namespace abide::reference
