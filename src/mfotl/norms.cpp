// What a breach of each norm is (language guide, "Norms"), read at the event at which it stands.
#include <algorithm>

#include "mfotl/translator.h"

namespace abide::mfotl {

using check::Clause;
using check::Pattern;
using check::PatternCase;

namespace {

Term Nanoseconds(values::Instant instant) { return Term::Integer(std::to_string(instant.nanos)); }

bool HasKind(const Pattern& pattern, EventKind kind) {
  return std::any_of(pattern.cases.begin(), pattern.cases.end(),
                     [kind](const PatternCase& each) { return each.kind == kind; });
}

}  // namespace

Formula Translator::Breaches(const Clause& clause) {
  Formula formula = std::visit([&](const auto& norm) { return Breach(clause, norm); }, clause.norm);
  for (auto let = lets_.rbegin(); let != lets_.rend(); ++let) {
    let->body = std::move(formula);
    formula = Make(*let);
  }
  return formula;
}

// That the event's time is in the interval, or that it is not.
Formula Translator::InForce(const check::Effective& effective, const std::string& event,
                            bool in_force) {
  const bool begins = effective.from != values::Instant::Min();
  const bool ends = effective.until != values::Instant::Max();
  if (!begins && !ends) return in_force ? True() : False();
  const std::string time = NewVariable("t");
  const Formula at = Holds(Facts::kTime, {Term::Variable(event), Term::Variable(time)});
  const Term from = Nanoseconds(effective.from);
  const Term until = Nanoseconds(effective.until);
  if (in_force) {
    return Some({time}, All({at, begins ? LessOrEqual(from, Term::Variable(time)) : True(),
                             ends ? Less(Term::Variable(time), until) : True()}));
  }
  return Some({time}, Any({begins ? All({at, Less(Term::Variable(time), from)}) : False(),
                           ends ? All({at, LessOrEqual(until, Term::Variable(time))}) : False()}));
}

Formula Translator::Stands(const Clause& clause, const Scope& scope) {
  const std::string& event = scope.At(clause.at).variable;
  std::vector<Formula> all = {InForce(clause.effective, event, true)};
  for (const check::Exception& exception : clause.exceptions) {
    all.push_back(Pad({Condition(exception.condition, {.truth = false, .certain = true}, scope),
                       InForce(exception.effective, event, false)},
                      scope));
  }
  return All(std::move(all));
}

Formula Translator::AtEach(const Clause& clause, const Pattern& pattern,
                           const std::function<Formula(const Scope&)>& breach) {
  const std::string event = NewVariable("e_" + pattern.spoken);
  std::vector<Formula> breaches;
  for (const PatternCase& each : pattern.cases) {
    Scope scope;
    scope.events.insert_or_assign(clause.at, BoundEvent{event, {each.kind}, {}});
    scope.events.insert_or_assign(pattern.binding, BoundEvent{event, {each.kind}, {}});
    breaches.push_back(
        All({KindOf(scope.At(pattern.binding)),
             Condition(each.condition, {.truth = true, .certain = true}, scope), breach(scope)}));
  }
  return Any(std::move(breaches));
}

Formula Translator::Breach(const Clause& clause, const check::Forbid& norm) {
  return AtEach(clause, norm.pattern, [&](const Scope& scope) { return Stands(clause, scope); });
}

Formula Translator::Breach(const Clause& clause, const check::BeforeRequire& norm) {
  return AtEach(clause, norm.trigger, [&](const Scope& scope) {
    const Wish wish{.truth = false, .certain = true};
    return All({Preceded(norm.required, norm.trigger.binding, wish, scope), Stands(clause, scope)});
  });
}

Formula Translator::Breach(const Clause& clause, const check::AfterForbid& norm) {
  return AtEach(clause, norm.forbidden, [&](const Scope& scope) {
    const check::Past first{.alternatives = {norm.first}, .gap = {}};
    return All({Preceded(first, norm.forbidden.binding, {}, scope), Stands(clause, scope)});
  });
}

// No event possibly meets the duty in time. The window of EVENTUALLY makes a monitor wait until
// the deadline has passed.
Formula Translator::NoneLater(const std::vector<Pattern>& required, BindingId at,
                              const Scope& scope) {
  std::vector<Formula> none;
  for (const Pattern& pattern : required) {
    const Search search{.pattern = &pattern,
                        .at = at,
                        .direction = Direction::kLater,
                        .certain = false,
                        .variable = NewVariable("e_" + pattern.spoken),
                        .within = WindowOf(pattern)};
    Formula met = SomeMatch(search, scope);
    // Nothing can meet it; the deadline has to pass all the same.
    if (IsFalse(met)) {
      met = Some({search.variable},
                 EventuallyIn(search.within.value_or(0),
                              Holds(Facts::kPresent, {Term::Variable(search.variable)})));
    }
    none.push_back(GuardedNot(met, scope));
  }
  return All(std::move(none));
}

Formula Translator::Breach(const Clause& clause, const check::AfterRequire& norm) {
  const BindingId trigger = norm.trigger.binding;
  if (!norm.each_earlier) {
    return AtEach(clause, norm.trigger, [&](const Scope& scope) {
      return All({NoneLater(norm.required, trigger, scope), Stands(clause, scope)});
    });
  }
  const Pattern& each = norm.each_earlier->alternatives.front();
  const std::string earlier = NewVariable("e_" + each.spoken);
  return AtEach(clause, norm.trigger, [&](const Scope& scope) {
    const Search search{.pattern = &each,
                        .at = trigger,
                        .direction = Direction::kEarlier,
                        .certain = true,
                        .variable = earlier,
                        .within = WindowOf(each)};
    std::vector<Formula> duties;
    for (const Match& match : MatchesOf(search, scope)) {
      duties.push_back(
          All({match.formula, NoGap(*norm.each_earlier, each.binding, trigger, true, match.scope),
               NoneLater(norm.required, trigger, match.scope), Stands(clause, match.scope)}));
    }
    Scope with_all = scope;
    for (const Match& match : MatchesOf(search, scope)) with_all.events = match.scope.events;
    return Pad(std::move(duties), with_all);
  });
}

Formula Translator::Breach(const Clause& clause, const check::AroundRequire& norm) {
  const BindingId trigger = norm.trigger.binding;
  return AtEach(clause, norm.trigger, [&](const Scope& scope) {
    std::vector<Formula> none = {NoneLater(norm.required, trigger, scope)};
    for (const Pattern& pattern : norm.required) {
      const check::Past before{.alternatives = {pattern}, .gap = {}};
      none.push_back(Preceded(before, trigger, {.truth = false, .certain = true}, scope));
    }
    none.push_back(Stands(clause, scope));
    return All(std::move(none));
  });
}

// The pairs whose later event is now: Q behind P, or P behind Q.
std::vector<Translator::Match> Translator::PairsOf(const check::AroundForbid& norm,
                                                   const PairNames& names, bool second_is_later) {
  const Pattern& now = second_is_later ? norm.second : norm.first;
  const Pattern& then = second_is_later ? norm.first : norm.second;
  std::vector<Match> pairs;
  for (const PatternCase& each : now.cases) {
    Scope scope;
    scope.events.emplace(now.binding, BoundEvent{names.later, {each.kind}, {}});
    scope.events.emplace(names.at, BoundEvent{names.later, {each.kind}, {}});
    const Search search{.pattern = &then,
                        .at = now.binding,
                        .direction = Direction::kEarlier,
                        .certain = true,
                        .variable = names.earlier,
                        .within = WindowOf(norm.second)};
    for (const Match& match : MatchesOf(search, scope)) {
      // Q sees P, whichever came first.
      const Formula condition =
          Condition(each.condition, {.truth = true, .certain = true}, match.scope);
      pairs.push_back(
          {All({KindOf(scope.At(now.binding)), match.formula, condition}), match.scope});
    }
  }
  return pairs;
}

// Where two events are a pair either way round, the finding is the one in which P came first.
Formula Translator::Breach(const Clause& clause, const check::AroundForbid& norm) {
  const PairNames names{NewVariable("e_later"), NewVariable("e_earlier"), clause.at};
  std::vector<Formula> in_order;
  std::vector<Formula> breaches;
  for (const Match& pair : PairsOf(norm, names, true)) {
    in_order.push_back(pair.formula);
    breaches.push_back(All({pair.formula, Stands(clause, pair.scope)}));
  }
  for (const Match& pair : PairsOf(norm, names, false)) {
    const EventKind later = pair.scope.At(norm.first.binding).kinds.front();
    const EventKind earlier = pair.scope.At(norm.second.binding).kinds.front();
    const bool both_ways = HasKind(norm.second, later) && HasKind(norm.first, earlier);
    breaches.push_back(
        All({pair.formula, both_ways ? Not(Any(in_order)) : True(), Stands(clause, pair.scope)}));
  }
  return Any(std::move(breaches));
}

}  // namespace abide::mfotl
