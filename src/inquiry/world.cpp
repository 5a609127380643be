#include "inquiry/world.h"

#include <algorithm>

namespace abide::inquiry {

using check::Pattern;
using check::PatternCase;
using testimony::Compare;
using testimony::Counted;
using Kind = Value::Kind;

namespace {

// Whether it speaks of no event but its own. Asks bring patterns of their own.
bool IsClosed(const Pattern& pattern) {
  const auto is_open = [&](const Expr& part) {
    const auto* field = std::get_if<expressions::Field>(&part.node);
    return std::holds_alternative<expressions::Ask>(part.node) ||
           (field != nullptr && field->binding != pattern.binding);
  };
  return std::none_of(pattern.cases.begin(), pattern.cases.end(),
                      [&](const PatternCase& each) { return AnyPart(each.condition, is_open); });
}

World::Kinds KindsOf(std::span<const Pattern> patterns) {
  World::Kinds kinds;
  for (const Pattern& pattern : patterns) {
    for (const PatternCase& each : pattern.cases) kinds.insert(each.kind);
  }
  return kinds;
}

}  // namespace

World::Events World::EventsOf(const Kinds& kinds) {
  const auto [place, is_new] = of_kinds_.try_emplace(kinds);
  if (!is_new) return place->second;
  for (const Event& event : events_) {
    if (kinds.contains(event.kind)) place->second.push_back(&event);
  }
  return place->second;
}

World::Events World::EventsOf(std::span<const Pattern> patterns, const Scope& around) {
  const Pattern& first = patterns.front();
  if (patterns.size() != 1) return EventsOf(KindsOf(patterns));
  const auto [asked, is_new] = asked_.try_emplace(first.binding);
  if (is_new) asked->second = TextAskedBy(first, rules_);
  if (!asked->second) return EventsOf(KindsOf(patterns));
  const Value text = Worth(*asked->second->other, around);
  const Shelves& shelves = ShelvesOf(first.cases.front().kind, asked->second->field);
  if (text.kind() != Kind::kText || !shelves.have_all) return EventsOf(KindsOf(patterns));
  const auto found = shelves.by_text.find(text.text());
  return found == shelves.by_text.end() ? Events() : Events(found->second);
}

const World::Shelves& World::ShelvesOf(events::EventKind kind, expressions::FieldIndex field) {
  const auto [place, is_new] = shelves_.try_emplace({kind, field});
  Shelves& shelves = place->second;
  if (!is_new) return shelves;
  for (const Event* event : EventsOf(Kinds{kind})) {
    const Value& text = event->fields[static_cast<std::size_t>(field)];
    shelves.have_all = shelves.have_all && text.kind() == Kind::kText;
    if (!shelves.have_all) break;
    shelves.by_text[std::string(text.text())].push_back(event);
  }
  return shelves;
}

// Events lie in memory in their order.
World::Events World::Before(const Event& now, Events events) {
  return {events.begin(), std::lower_bound(events.begin(), events.end(), &now)};
}

World::Events World::UpTo(const Event& now, Events events) {
  return {events.begin(), std::upper_bound(events.begin(), events.end(), &now)};
}

World::Events World::Behind(const Event& now, Events events) {
  return {std::upper_bound(events.begin(), events.end(), &now), events.end()};
}

World::Events World::Near(const Event& now, std::span<const Pattern> alternatives,
                          const Scope& scope, Events events) {
  values::Instant from = now.time;
  for (const Pattern& alternative : alternatives) {
    if (!alternative.within) return events;
    const Value term = Worth(*alternative.within, scope);
    if (term.kind() != Kind::kDuration) return events;
    auto begin = values::Minus(now.time, term.duration());
    if (begin && term.duration().months != 0) begin = values::Minus(*begin, kFewDays);
    if (!begin) return events;
    from = std::min(from, *begin);
  }
  const auto first =
      std::lower_bound(events.begin(), events.end(), from,
                       [](const Event* event, values::Instant time) { return event->time < time; });
  return {first, events.end()};
}

World::Events World::EarlierOfPair(const check::AroundForbid& norm, const Event& later) {
  Kinds kinds = KindsOf({&norm.first, 1});
  kinds.merge(KindsOf({&norm.second, 1}));
  const Events before = Before(later, EventsOf(kinds));
  if (SpeaksOf(norm.second.within, norm.first.binding, rules_)) return before;
  return Near(later, {&norm.second, 1}, Scope(), before);
}

Truth World::Matches(const Pattern& pattern, const Event& event, const Scope& around) {
  if (!HasKind(pattern, event.kind) || !Step()) return Truth::kFalse;
  const Scope scope(around, pattern.binding, event);
  Truth matches = Truth::kFalse;
  for (const PatternCase& each : pattern.cases) {
    if (each.kind == event.kind) matches = values::Or(matches, Holds(each.condition, scope));
  }
  return matches;
}

Truth World::IsWithin(const ExprPtr& within, const Event& earlier, const Event& later,
                      const Scope& scope) {
  if (!within) return Truth::kTrue;
  const Value term = Worth(*within, scope);
  if (term.kind() != Kind::kDuration) return Truth::kUnknown;
  const auto until = values::Plus(earlier.time, term.duration());
  return values::TruthOf(!until || later.time <= *until);
}

Truth World::HasNoGap(const std::optional<Pattern>& gap, const Event& earlier, const Event& now,
                      const Scope& scope, std::vector<const Event*>* stand) {
  Truth none = Truth::kTrue;
  if (!gap) return none;
  const Events between = Behind(earlier, Before(now, EventsOf(*gap, scope)));
  for (std::size_t i = between.size(); i-- > 0;) {
    const Event& event = *between[i];
    const Truth here =
        values::And(Matches(*gap, event, scope), IsWithin(gap->within, event, now, scope));
    none = values::And(none, values::Not(here));
    if (here == Truth::kTrue && stand != nullptr) stand->push_back(&event);
    if (none == Truth::kFalse && stand == nullptr) break;
  }
  return none;
}

World::Found World::Past(const check::Past& past, const Event& now, const Scope& scope) {
  Found found;
  const Events before = Before(now, EventsOf(past.alternatives, scope));
  const Events near = Near(now, past.alternatives, scope, before);
  for (std::size_t i = near.size(); i-- > 0 && found.truth != Truth::kTrue && !is_exhausted();) {
    const Event& event = *near[i];
    for (const Pattern& alternative : past.alternatives) {
      if (!HasKind(alternative, event.kind)) continue;
      const Truth within = IsWithin(alternative.within, event, now, scope);
      if (within == Truth::kFalse) continue;
      const Truth matches = values::And(within, Matches(alternative, event, scope));
      if (matches == Truth::kFalse) continue;
      const Scope inner(scope, alternative.binding, event);
      const Truth truth = values::And(matches, HasNoGap(past.gap, event, now, inner));
      if (truth > found.truth) {
        found = {truth, &event, &alternative};
      }
    }
  }
  return found;
}

World::Fallen World::FallenOf(const check::Past& past, const Event& now, const Scope& scope) {
  Fallen fallen;
  if (!past.gap) return fallen;
  std::set<const Event*> events, gaps;
  for (const Pattern& alternative : past.alternatives) {
    for (const Event* event : Before(now, EventsOf(alternative, scope))) {
      if (is_exhausted()) break;
      if (IsWithin(alternative.within, *event, now, scope) == Truth::kFalse) continue;
      if (Matches(alternative, *event, scope) == Truth::kFalse) continue;
      std::vector<const Event*> stand;
      HasNoGap(past.gap, *event, now, Scope(scope, alternative.binding, *event), &stand);
      if (stand.empty()) continue;
      events.insert(event);
      gaps.insert(stand.begin(), stand.end());
    }
  }
  fallen.events.assign(events.rbegin(), events.rend());
  fallen.gaps.assign(gaps.rbegin(), gaps.rend());
  return fallen;
}

World::TooEarly World::Nearest(const Pattern& pattern, const Event& now, const Scope& scope) {
  const Value term = pattern.within ? Worth(*pattern.within, scope) : Value();
  if (term.kind() != Kind::kDuration) return {};
  const Events before = Before(now, EventsOf(pattern, scope));
  for (std::size_t i = before.size(); i-- > 0 && !is_exhausted();) {
    const Event& event = *before[i];
    const auto until = values::Plus(event.time, term.duration());
    if (!until || now.time <= *until) continue;
    if (Matches(pattern, event, scope) != Truth::kTrue) continue;
    const auto by = values::Difference(now.time, *until);
    const auto near_until = values::Plus(*until, term.duration());
    if (by) return {&event, *by, !near_until || now.time <= *near_until};
  }
  return {};
}

World::Window World::Aggregate(const check::AskAggregate& ask, const Event& now,
                               const Scope& scope) {
  Window window;
  std::vector<Counted> counted;
  const Events until_now = UpTo(now, EventsOf(ask.pattern, scope));
  for (const Event* each : Near(now, {&ask.pattern, 1}, scope, until_now)) {
    if (is_exhausted()) break;
    const Event& event = *each;
    const Truth near = IsWithin(ask.pattern.within, event, now, scope);
    if (near == Truth::kFalse) continue;
    const Truth belongs = values::And(near, Matches(ask.pattern, event, scope));
    if (belongs == Truth::kFalse) continue;
    const Scope inner(scope, ask.pattern.binding, event);
    counted.push_back({belongs, ask.value ? Worth(*ask.value, inner) : Value()});
    window.events.push_back(&event);
  }
  window.value = testimony::Aggregated(ask, counted, arena());
  return window;
}

// "An event whose key is absent starts and ends nothing" (section 5); a null key is `any`.
Truth World::Changes(const check::StateChange& change, const Event& event,
                     std::span<const Value> keys) {
  const Scope nothing;
  Truth changes = Matches(change.pattern, event, nothing);
  if (changes == Truth::kFalse) return changes;
  const Scope scope(nothing, change.pattern.binding, event);
  for (std::size_t i = 0; i < change.keys.size(); ++i) {
    if (!change.keys[i]) continue;
    const Value key = Worth(*change.keys[i], scope);
    if (key.is_absent()) return Truth::kFalse;
    changes = values::And(changes, Compare(expressions::CompareOperator::kEqual, key, keys[i]));
  }
  return changes;
}

World::StateFound World::State(check::StateId id, std::span<const Value> keys, const Event& now) {
  const bool lacks =
      std::any_of(keys.begin(), keys.end(), [](const Value& key) { return key.is_absent(); });
  if (lacks) return {Truth::kUnknown, {}};
  const check::State& state = rules_.states[static_cast<std::size_t>(id)];
  StateFound left;
  Kinds kinds;
  for (const check::StateChange& change : state.changes) kinds.merge(KindsOf({&change.pattern, 1}));
  for (const Event* event : Before(now, EventsOf(kinds))) {
    if (is_exhausted()) break;
    Truth starts = Truth::kFalse;
    Truth ends = Truth::kFalse;
    for (const check::StateChange& change : state.changes) {
      Truth& which = change.starts ? starts : ends;
      which = values::Or(which, Changes(change, *event, keys));
    }
    const Truth after = values::Or(starts, values::And(values::Not(ends), left.truth));
    const bool is_certain = starts == Truth::kTrue || ends == Truth::kTrue;
    const bool may_change = starts != Truth::kFalse || ends != Truth::kFalse;
    if (after != left.truth && after != Truth::kUnknown) left.left_by.clear();
    if (is_certain || (may_change && after == Truth::kUnknown)) left.left_by.push_back(event);
    left.truth = after;
  }
  return left;
}

void World::PlayUpTo(const Event& now, Played& played) {
  for (; played.next <= IndexOf(now) && Step(); ++played.next) {
    played.provenance->Play(events_[played.next]);
  }
}

const Provenance& World::Lineage(expressions::AskId ask, const Event& now, const Scope& scope) {
  const check::AskNode& node = AskOf(ask);
  const auto* derive = std::get_if<check::AskDerive>(&node.ask);
  const Pattern& source =
      derive != nullptr ? derive->source : std::get<check::AskShare>(node.ask).source;
  const auto flows = [this](const events::EventType& type, const events::Flow& flow,
                            const Event& event) {
    return Holds(flow.where, Scope(Scope(), type.self, event));
  };
  Played& played = played_[static_cast<std::size_t>(ask)];
  if (!played.is_closed) played.is_closed = IsClosed(source);
  if (*played.is_closed) {
    if (!played.provenance || played.next > IndexOf(now) + 1) {
      played.next = 0;
      played.provenance = std::make_unique<Provenance>(
          rules_.schema, [this, &source](const Event& event) { return Matches(source, event, {}); },
          flows);
    }
    PlayUpTo(now, played);
    return *played.provenance;
  }
  Played once;
  once.provenance = std::make_unique<Provenance>(
      rules_.schema,
      [this, &source, &scope](const Event& event) { return Matches(source, event, scope); }, flows);
  PlayUpTo(now, once);
  open_ = std::move(once.provenance);
  return *open_;
}

Value World::Share(expressions::AskId ask, const Value& artifacts, const Event& now,
                   const Scope& scope) {
  const Artifacts named = ArtifactsIn(artifacts);
  if (!named.is_whole || named.names.empty()) return {};
  const auto part = Lineage(ask, now, scope).ShareOf(named);
  return part ? testimony::ValueOf({part->least, part->most}, arena()) : Value();
}

// "A row counts only at the times between them" (section 5).
Value World::LookUp(const check::AskNode& node, std::span<const Value> arguments,
                    const Event& now) {
  const auto* cell = std::get_if<check::AskCell>(&node.ask);
  const auto* asked_row = std::get_if<check::AskRow>(&node.ask);
  const bool as_of = cell != nullptr ? cell->as_of : asked_row->as_of;
  const auto id = static_cast<std::size_t>(cell != nullptr ? cell->table : asked_row->table);
  const check::Table& table = rules_.tables[id];
  for (const Value& argument : arguments) {
    if (argument.is_absent()) return {};
  }
  const values::Instant time = as_of ? arguments.back().instant() : now.time;
  const check::TableRow* found = nullptr;
  for (const check::TableRow& row : table.rows) {
    if (found != nullptr || !row.valid.Holds(time)) continue;
    bool is_it = true;
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      const Value& key = row.cells[table.keys[i]];
      is_it = is_it && key.kind() == Kind::kText && key.text() == arguments[i].text();
    }
    if (is_it) found = &row;
  }
  if (cell == nullptr) return Value::Of(found != nullptr);
  return found != nullptr ? found->cells[cell->column] : Value();
}

Value World::Answer(expressions::AskId ask, std::span<const Value> arguments, const Scope& scope) {
  const check::AskNode& node = AskOf(ask);
  const Event& now = scope.EventOf(node.at);
  if (const auto* past = std::get_if<check::AskPrecededBy>(&node.ask)) {
    return Value::Of(Past(past->past, now, scope).truth);
  }
  if (const auto* aggregate = std::get_if<check::AskAggregate>(&node.ask)) {
    return Aggregate(*aggregate, now, scope).value;
  }
  if (const auto* state = std::get_if<check::AskState>(&node.ask)) {
    return Value::Of(State(state->state, arguments, now).truth);
  }
  if (std::holds_alternative<check::AskDerive>(node.ask)) {
    if (arguments[0].is_absent()) return {};
    return Value::Of(Lineage(ask, now, scope).Of(ArtifactsIn(arguments[0])).truth);
  }
  if (std::holds_alternative<check::AskShare>(node.ask)) {
    return Share(ask, arguments[0], now, scope);
  }
  return LookUp(node, arguments, now);
}

}  // namespace abide::inquiry
