// Patterns of earlier and later events, and states.
#include <algorithm>

#include "expressions/children.h"
#include "mfotl/translator.h"
#include "plan/free_variables.h"

namespace abide::mfotl {

using check::Pattern;
using check::PatternCase;

namespace {

bool Overlap(const std::vector<EventKind>& a, const std::vector<EventKind>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](EventKind kind) { return std::count(b.begin(), b.end(), kind) != 0; });
}

}  // namespace

// The length of a window that looks back, or the term of a duty.
std::optional<std::int64_t> Translator::WindowOf(const Pattern& pattern) {
  if (!pattern.within) return std::nullopt;
  const auto* constant = std::get_if<expressions::Constant>(&pattern.within->node);
  if (constant == nullptr) {
    Refuse(pattern.within, "a term that is read from an event");
    return 0;
  }
  const values::Duration duration = constant->value.duration();
  if (duration.is_calendar()) Refuse(pattern.within, "a window of calendar months");
  if (duration.nanos < 0) Refuse(pattern.within, "a window that ends before it begins");
  return std::max<std::int64_t>(duration.nanos, 0);
}

// Seen from `at`, which may itself stand at another point than now.
static Tense TenseOf(const BoundEvent& at, bool later, std::optional<std::int64_t> within) {
  switch (at.tense.kind) {
    case Tense::Kind::kNow:
      if (later) return {Tense::Kind::kFuture, {}, within.value_or(0)};
      return {Tense::Kind::kPast, within, 0};
    case Tense::Kind::kPast:
      return {Tense::Kind::kPast, {}, 0};
    default:
      return {Tense::Kind::kEither, {}, at.tense.ahead};
  }
}

// What the pattern says of its own event is asked at that event's point; where it stands to `at`
// follows from the operator if `at` is the event now, else from the numbers and times of the two.
Formula Translator::Placed(const Search& search, const BoundEvent& found, const Scope& scope,
                           const std::vector<Formula>& local) {
  const BoundEvent& at = scope.At(search.at);
  std::vector<Formula> here = local;
  here.insert(here.begin(), KindOf(found));
  std::vector<Formula> placed = {Seen(found, All(std::move(here)))};
  const bool at_now = at.tense.kind == Tense::Kind::kNow;
  const Term event = Term::Variable(found.variable);
  const Term asking = Term::Variable(at.variable);
  const auto add = [&](Formula order) {
    placed.push_back(DomainOf(at.variable, scope));
    placed.push_back(std::move(order));
  };
  if (search.direction == Direction::kUpToNow) {
    if (!at_now) add(LessOrEqual(event, asking));
  } else if (!at_now || Overlap(found.kinds, at.kinds)) {
    add(search.direction == Direction::kLater ? Less(asking, event) : Less(event, asking));
  }
  if (search.within && !at_now) {
    const Term then = Term::Variable(NewVariable("t"));
    const Term time = Term::Variable(NewVariable("t"));
    placed.push_back(
        Some({then.text, time.text},
             All({Seen(found, Holds(Facts::kTime, {event, then})),
                  Seen(at, Holds(Facts::kTime, {asking, time})),
                  LessOrEqual(
                      time, Term::Of(then, "+", Term::Integer(std::to_string(*search.within))))})));
  }
  return All(std::move(placed));
}

std::vector<Translator::Match> Translator::MatchesOf(const Search& search, const Scope& scope) {
  const Pattern& pattern = *search.pattern;
  const bool later = search.direction == Direction::kLater;
  std::vector<Match> matches;
  for (const PatternCase& each : pattern.cases) {
    const BoundEvent found{
        search.variable, {each.kind}, TenseOf(scope.At(search.at), later, search.within)};
    const Scope inner = scope.With(pattern.binding, found);
    Scope alone;
    alone.events.emplace(pattern.binding, BoundEvent{search.variable, {each.kind}, {}});
    const Wish wish{.truth = true, .certain = search.certain};
    std::vector<Formula> local;
    std::vector<Formula> all;
    for (const ExprPtr& conjunct : expressions::Conjuncts(each.condition)) {
      if (plan::FreeOf(conjunct, rules_->asks).OnlyOf(pattern.binding)) {
        local.push_back(Condition(conjunct, wish, alone));
      } else {
        all.push_back(Condition(conjunct, wish, inner));
      }
    }
    all.insert(all.begin(), Placed(search, found, scope, local));
    matches.push_back({All(std::move(all)), inner});
  }
  return matches;
}

Formula Translator::SomeMatch(const Search& search, const Scope& scope,
                              const std::function<Formula(const Scope&)>& further) {
  std::vector<Formula> found;
  for (const Match& match : MatchesOf(search, scope)) {
    const Formula more = further ? further(match.scope) : True();
    found.push_back(Some({search.variable}, All({match.formula, more})));
  }
  return Pad(std::move(found), scope);
}

Formula Translator::NoGap(const check::Past& past, BindingId event, BindingId at, bool certain,
                          const Scope& scope) {
  if (!past.gap) return True();
  const Search search{.pattern = &*past.gap,
                      .at = at,
                      .direction = Direction::kEarlier,
                      .certain = !certain,
                      .variable = NewVariable("e_" + past.gap->spoken),
                      .within = WindowOf(*past.gap)};
  const std::string& since = scope.At(event).variable;
  const Formula gap = SomeMatch(search, scope, [&](const Scope&) {
    return All(
        {DomainOf(since, scope), Less(Term::Variable(since), Term::Variable(search.variable))});
  });
  return GuardedNot(gap, scope);
}

Formula Translator::Preceded(const check::Past& past, BindingId at, Wish wish, const Scope& scope) {
  const auto found = [&](bool certain) {
    std::vector<Formula> alternatives;
    for (const Pattern& pattern : past.alternatives) {
      const Search search{.pattern = &pattern,
                          .at = at,
                          .direction = Direction::kEarlier,
                          .certain = certain,
                          .variable = NewVariable("e_" + pattern.spoken),
                          .within = WindowOf(pattern)};
      alternatives.push_back(SomeMatch(search, scope, [&](const Scope& inner) {
        return NoGap(past, pattern.binding, at, certain, inner);
      }));
    }
    return Pad(std::move(alternatives), scope);
  };
  return wish.truth ? found(wish.certain) : GuardedNot(found(!wish.certain), scope);
}

// That an event now starts (or ends) the state for the keys. `any` ends it for every key for which
// it has ever been started.
Formula Translator::Changes(const check::State& state, bool starts, bool certain,
                            const std::vector<std::string>& keys) {
  std::vector<Formula> changes;
  for (const check::StateChange& change : state.changes) {
    if (change.starts != starts) continue;
    for (const PatternCase& each : change.pattern.cases) {
      const std::string event = NewVariable("e_" + change.pattern.spoken);
      Scope scope;
      scope.events.emplace(change.pattern.binding, BoundEvent{event, {each.kind}, {}});
      std::vector<Formula> all = {
          KindOf(scope.At(change.pattern.binding)),
          Condition(each.condition, {.truth = true, .certain = certain}, scope)};
      for (std::size_t i = 0; i < keys.size(); ++i) {
        if (change.keys[i]) all.push_back(Named(WorthOf(change.keys[i], scope), keys[i], scope));
      }
      Formula changed = Some({event}, All(std::move(all)));
      if (change.any_key) {
        changed = All({OnceIn(std::nullopt, Changes(state, true, !certain, keys)), changed});
      }
      changes.push_back(std::move(changed));
    }
  }
  return Any(std::move(changes));
}

// The state before this point: started certainly, and since then not even possibly ended; or the
// other way round.
std::string Translator::StateName(check::StateId id, bool certain, diagnostics::Span span) {
  if (const auto made = state_names_.find({id, certain}); made != state_names_.end()) {
    return made->second;
  }
  const check::State& state = rules_->states[static_cast<std::size_t>(id)];
  if (!states_being_made_.insert(id).second) {
    Refuse(span, "a state that speaks of itself");
    return state.name;
  }
  const std::string suffix = certain ? "_certainly" : "_possibly";
  std::vector<std::string> keys;
  for (const std::string& key : state.keys) keys.push_back(NewVariable("k_" + key));
  Formula holds = PreviouslyHeld(
      HeldSince(Not(Changes(state, false, !certain, keys)), Changes(state, true, certain, keys)));
  std::string name = "state_" + state.name + suffix;
  while (!let_names_.insert(name).second) name += "_";
  lets_.push_back({Let::Kind::kPlain, name, keys, std::move(holds), nullptr});
  states_being_made_.erase(id);
  return state_names_[{id, certain}] = name;
}

Formula Translator::StateHolds(const ExprPtr& expr, const expressions::Ask& node,
                               const check::AskState& state, Wish wish, const Scope& scope) {
  const BoundEvent& at = scope.At(rules_->asks[static_cast<std::size_t>(node.ask)].at);
  std::vector<Formula> known;
  for (const ExprPtr& argument : node.arguments) {
    known.push_back(IsThere(WorthOf(argument, scope), scope));
  }
  const auto holds = [&](bool certain) {
    const std::string name = StateName(state.state, certain, expr->span);
    std::vector<std::string> variables;
    std::vector<Formula> all;
    std::vector<Term> keys;
    for (const ExprPtr& argument : node.arguments) {
      variables.push_back(NewVariable("k"));
      all.push_back(Named(WorthOf(argument, scope), variables.back(), scope));
      keys.push_back(Term::Variable(variables.back()));
    }
    Formula now = Holds(name, keys);
    if (at.tense.kind != Tense::Kind::kNow) now = All({KindOf(at), now});
    all.push_back(Seen(at, std::move(now)));
    return Some(variables, All(std::move(all)));
  };
  return Known(wish, All(std::move(known)), holds, scope);
}

}  // namespace abide::mfotl
