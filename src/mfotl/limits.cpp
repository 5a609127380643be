// `limit X to N per K over D`: an excursion starts at an event that is certainly above N while none
// of that key is running. It runs since some event was certainly above, until an event that
// certainly counts is certainly not above.
//
//     LET limit_crossed(e, k) = … above …  IN
//     LET limit_ended(e, k)   = … not above …  IN
//     EXISTS k. limit_crossed(e, k) AND NOT PREVIOUS
//         ((NOT EXISTS e2. limit_ended(e2, k)) SINCE (EXISTS e2. limit_crossed(e2, k)))
#include <algorithm>

#include "mfotl/translator.h"

namespace abide::mfotl {

using check::AskAggregate;
using check::Clause;
using check::PatternCase;

namespace {

std::vector<Term> Variables(const std::string& event, const std::vector<std::string>& keys) {
  std::vector<Term> terms = {Term::Variable(event)};
  for (const std::string& key : keys) terms.push_back(Term::Variable(key));
  return terms;
}

}  // namespace

const AskAggregate& Translator::AggregateOf(check::AskId id) const {
  return std::get<AskAggregate>(rules_->asks[static_cast<std::size_t>(id)].ask);
}

// The event now: any that one of the aggregates may count.
Translator::LimitScope Translator::ScopeOf(const Clause& clause, const check::Limit& norm) {
  LimitScope limit;
  std::vector<EventKind> kinds;
  std::string spoken;
  for (const check::AskId id : norm.aggregates) {
    const check::Pattern& pattern = AggregateOf(id).pattern;
    if (spoken.empty()) spoken = pattern.spoken;
    for (const PatternCase& each : pattern.cases) {
      if (std::count(kinds.begin(), kinds.end(), each.kind) == 0) kinds.push_back(each.kind);
    }
  }
  limit.event = NewVariable("e_" + spoken);
  limit.scope.events.insert_or_assign(norm.binding, BoundEvent{limit.event, kinds, {}});
  limit.scope.events.insert_or_assign(clause.at, BoundEvent{limit.event, kinds, {}});
  for (std::size_t i = 0; i < norm.per.size(); ++i) limit.keys.push_back(NewVariable("k"));
  return limit;
}

// That the keys of the event bound to `norm.binding` are the limit's key variables.
Formula Translator::KeysOf(const check::Limit& norm, const std::vector<std::string>& keys,
                           const Scope& scope) {
  std::vector<Formula> all;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    all.push_back(Named(WorthOf(norm.per[i].value, scope), keys[i], scope));
  }
  return All(std::move(all));
}

// That the event now counts, certainly, and X is certainly above N, or certainly not.
Formula Translator::ReadingOf(const Clause& clause, const check::Limit& norm,
                              const LimitScope& limit, bool above) {
  const Scope& scope = limit.scope;
  std::vector<Formula> counts;
  for (const check::AskId id : norm.aggregates) {
    const check::Pattern& pattern = AggregateOf(id).pattern;
    for (const PatternCase& each : pattern.cases) {
      const Scope one = scope.With(pattern.binding, BoundEvent{limit.event, {each.kind}, {}});
      counts.push_back(All({KindOf(one.At(pattern.binding)),
                            Condition(each.condition, {.truth = true, .certain = true}, one)}));
    }
  }
  std::optional<std::int64_t> within;
  if (norm.over) within = norm.over->nanos;
  const auto same_key = [&](const BoundEvent& counted) {
    const Scope inner = scope.With(norm.binding, counted);
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < limit.keys.size(); ++i) keys.push_back(NewVariable("k"));
    return Some(keys, All({KeysOf(norm, keys, scope), KeysOf(norm, keys, inner)}));
  };
  window_ = LimitWindow{within, norm.binding, same_key};
  const Worth measure = WorthOf(norm.measure, scope);
  window_.reset();
  const Worth bound = WorthOf(norm.bound, scope);
  using expressions::CompareOperator;
  const auto op = above ? CompareOperator::kGreater : CompareOperator::kLessEqual;
  return All({KindOf(scope.At(norm.binding)), InForce(clause.effective, limit.event, true),
              Any(std::move(counts)), KeysOf(norm, limit.keys, scope),
              Compared(op, measure, bound, scope)});
}

Formula Translator::Breach(const Clause& clause, const check::Limit& norm) {
  if (norm.each) return Refuse(norm.measure, "a calendar period");
  if (norm.over && norm.over->is_calendar()) {
    return Refuse(norm.measure, "a window of calendar months");
  }
  bool ends = false;
  for (const bool above : {true, false}) {
    const LimitScope limit = ScopeOf(clause, norm);
    Formula reading = ReadingOf(clause, norm, limit, above);
    if (above && IsFalse(reading)) return False();
    if (IsFalse(reading)) continue;
    ends = ends || !above;
    std::vector<std::string> parameters = {limit.event};
    parameters.insert(parameters.end(), limit.keys.begin(), limit.keys.end());
    lets_.push_back({Let::Kind::kPlain, above ? kCrossed : kEnded, std::move(parameters),
                     std::move(reading), nullptr});
  }
  const LimitScope limit = ScopeOf(clause, norm);
  const std::string before = NewVariable(limit.event);
  const Formula ended =
      ends ? Some({before}, Holds(kEnded, Variables(before, limit.keys))) : False();
  const Formula crossed = Some({before}, Holds(kCrossed, Variables(before, limit.keys)));
  const Formula starts = All({Holds(kCrossed, Variables(limit.event, limit.keys)),
                              Not(PreviouslyHeld(HeldSince(Not(ended), crossed)))});
  return All({Some(limit.keys, starts), Stands(clause, limit.scope)});
}

}  // namespace abide::mfotl
