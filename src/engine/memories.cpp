#include "engine/memories.h"

#include <algorithm>

#include "diagnostics/assert.h"

namespace abide::engine {

using expressions::AskId;
using expressions::Environment;
using values::Truth;
using values::Value;

namespace {

bool Watches(const plan::Remember& remember, expressions::EventKind kind) {
  return remember.PartOf(kind) != nullptr;
}

}  // namespace

Memories::Memories(const plan::Plan& plan) : plan_(plan), provenance_(plan, missing_) {
  stores_.reserve(plan.asks.size());
  for (std::size_t i = 0; i < plan.asks.size(); ++i) {
    const plan::Ask& ask = plan.asks[i];
    stores_.push_back(ask.kept_by == static_cast<AskId>(i) ? MakeStore(ask) : Store());
  }
  states_.resize(plan.states.size());
  for (std::size_t i = 0; i < plan.states.size(); ++i) {
    if (!plan.states[i].used) continue;
    states_[i] = std::make_unique<StateStore>(plan.rules->states[i], plan.states[i], missing_);
  }
  for (const check::Table& table : plan.rules->tables) facts_.emplace_back(table);
  RouteFeeds();
}

Memories::Store Memories::MakeStore(const plan::Ask& ask) {
  if (const auto* past = std::get_if<plan::PastMemory>(&ask.memory)) {
    PastStores stores;
    for (const plan::EventMemory& each : past->alternatives) {
      PastStores::Alternative alternative;
      alternative.events = std::make_unique<EventStore>(each.event, missing_);
      if (each.gap) alternative.gap = std::make_unique<EventStore>(*each.gap, missing_);
      stores.alternatives.push_back(std::move(alternative));
    }
    return stores;
  }
  if (const auto* window = std::get_if<plan::WindowMemory>(&ask.memory)) {
    return std::make_unique<Window>(*window, missing_);
  }
  return std::monostate{};
}

// Which feeds an event of a kind concerns.
void Memories::RouteFeeds() {
  const auto& types = plan_.rules->schema.types();
  feeds_.resize(types.size());
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto kind = static_cast<expressions::EventKind>(i);
    for (const plan::Feed& feed : plan_.feeds) {
      bool concerns = false;
      if (feed.kind == plan::Feed::Kind::kState) {
        for (const check::StateChange& change : plan_.rules->states[feed.index].changes) {
          for (const check::PatternCase& each : change.pattern.cases) concerns |= each.kind == kind;
        }
      } else if (const plan::Ask& ask = plan_.asks[feed.index];
                 const auto* past = std::get_if<plan::PastMemory>(&ask.memory)) {
        for (const plan::EventMemory& each : past->alternatives) {
          concerns |= Watches(each.event, kind) || (each.gap && Watches(*each.gap, kind));
        }
      } else if (const auto* window = std::get_if<plan::WindowMemory>(&ask.memory)) {
        concerns = Watches(window->event, kind);
      } else {
        concerns = !types[i].flows.empty();
      }
      if (concerns) feeds_[i].push_back(feed);
    }
  }
}

void Memories::Feed(const Moment& moment, Environment& environment) {
  fed_ = &feeds_[static_cast<std::size_t>(moment.kind)];
  provenance_.Begin();
  for (const plan::Feed& feed : *fed_) {
    if (feed.kind == plan::Feed::Kind::kState) {
      states_[feed.index]->Read(moment, environment);
      continue;
    }
    Store& store = stores_[feed.index];
    if (auto* past = std::get_if<PastStores>(&store)) {
      for (PastStores::Alternative& each : past->alternatives) {
        each.events->Read(moment, environment);
        if (each.gap) each.gap->Read(moment, environment);
      }
    } else if (auto* window = std::get_if<std::unique_ptr<Window>>(&store)) {
      (*window)->Feed(moment, environment);
    } else {
      provenance_.Feed(static_cast<AskId>(feed.index), moment, environment);
    }
  }
}

void Memories::Keep() {
  if (fed_ == nullptr) return;
  for (const plan::Feed& feed : *fed_) {
    if (feed.kind == plan::Feed::Kind::kState) {
      states_[feed.index]->Keep();
    } else if (auto* past = std::get_if<PastStores>(&stores_[feed.index])) {
      for (PastStores::Alternative& each : past->alternatives) {
        each.events->Keep();
        if (each.gap) each.gap->Keep();
      }
    }
  }
  fed_ = nullptr;
}

void Memories::Forget() {
  for (Store& store : stores_) {
    if (auto* past = std::get_if<PastStores>(&store)) {
      for (PastStores::Alternative& each : past->alternatives) {
        each.events->Forget();
        if (each.gap) each.gap->Forget();
      }
    } else if (auto* window = std::get_if<std::unique_ptr<Window>>(&store)) {
      (*window)->Forget();
    }
  }
  for (const auto& state : states_) {
    if (state) state->Forget();
  }
  provenance_.Forget();
  fed_ = nullptr;
}

EventStore::Found Memories::AskAlternative(AskId ask, std::size_t alternative, const Moment& asker,
                                           Environment& environment,
                                           std::vector<std::string>* names,
                                           std::optional<EventStore::Fallen>* fallen,
                                           const EventStore::Visit* visit) {
  const plan::EventMemory& planned = MemoryOf<plan::PastMemory>(ask).alternatives[alternative];
  const auto& stores = std::get<PastStores>(StoreOf(ask)).alternatives[alternative];
  if (!stores.gap) {
    return stores.events->Ask(planned.event, asker, 0, environment, nullptr, names, visit);
  }
  const EventStore::Test behind_no_gap{
      .left =
          [&](const Stored& candidate) {
            const EventStore::Found gap = stores.gap->Ask(
                *planned.gap, asker, candidate.moment.order, environment, nullptr, names);
            return EventStore::Left{Not(gap.truth), gap.event};
          },
      .final = !planned.gap_sees_outer && !planned.gap->within && !planned.gap->history &&
               !planned.event.history};
  return stores.events->Ask(planned.event, asker, 0, environment, &behind_no_gap, names, visit,
                            fallen);
}

Memories::PastFound Memories::Past(AskId ask, Environment& environment,
                                   std::vector<std::string>* names) {
  const Moment& asker = MomentAt(AskOf(ask).at, environment);
  PastFound result;
  EventStore::Found best;
  for (std::size_t i = 0; i < MemoryOf<plan::PastMemory>(ask).alternatives.size(); ++i) {
    std::optional<EventStore::Fallen> fallen;
    best.Or(AskAlternative(ask, i, asker, environment, names, &fallen));
    const bool is_later =
        fallen && (!result.fallen || result.fallen->event.order < fallen->event.order);
    if (is_later) result.fallen = fallen;
  }
  result.truth = best.truth;
  if (best.event != nullptr) result.event = best.event->moment;
  return result;
}

std::optional<values::Instant> Memories::LookedFrom(AskId ask, values::Instant asked) const {
  std::optional<values::Instant> from;
  for (const plan::EventMemory& each : MemoryOf<plan::PastMemory>(ask).alternatives) {
    if (!each.event.within) return {};
    const auto begin = BeginOf(asked, *each.event.within);
    if (!begin) return {};
    from = from ? std::min(*from, *begin) : *begin;
  }
  return from;
}

std::optional<Memories::TooEarly> Memories::Nearest(AskId ask, Environment& environment) {
  const Moment& asker = MomentAt(AskOf(ask).at, environment);
  const Stored* nearest = nullptr;
  const auto& alternatives = MemoryOf<plan::PastMemory>(ask).alternatives;
  const auto& stores = std::get<PastStores>(StoreOf(ask)).alternatives;
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const Stored* found = stores[i].events->Nearest(alternatives[i].event, asker, environment);
    if (found == nullptr) continue;
    if (nearest == nullptr || nearest->moment.order < found->moment.order) nearest = found;
  }
  if (nearest == nullptr) return {};
  const auto by = values::Difference(asker.time, nearest->expires);
  if (!by) return {};
  return TooEarly{nearest->moment, *by};
}

void Memories::EachPast(AskId ask, Environment& environment, const Visit& visit) {
  const Moment& asker = MomentAt(AskOf(ask).at, environment);
  for (std::size_t i = 0; i < MemoryOf<plan::PastMemory>(ask).alternatives.size(); ++i) {
    AskAlternative(ask, i, asker, environment, nullptr, nullptr, &visit);
  }
}

Truth Memories::Counted(AskId ask, const Moment& moment) { return WindowOf(ask).Counted(moment); }

Window::Summary Memories::Summary(AskId ask, Environment& environment,
                                  std::vector<std::string>* names) {
  return WindowOf(ask).Ask(MemoryOf<plan::WindowMemory>(ask), MomentAt(AskOf(ask).at, environment),
                           environment, names);
}

StateStore::Value Memories::State(AskId ask, std::span<const Value> arguments,
                                  Environment& environment) {
  Key key;
  for (const Value& argument : arguments) key.Add(argument, false);
  if (!key.whole()) return {.truth = Truth::kUnknown, .moment = {}};
  const auto& use = std::get<plan::StateUse>(AskOf(ask).memory);
  return states_[static_cast<std::size_t>(use.state)]->Ask(MomentAt(AskOf(ask).at, environment),
                                                           key.bytes());
}

Provenance::PathFound Memories::Path(AskId ask, const Value& artifacts, Environment& environment) {
  return provenance_.Path(ask, artifacts, MomentAt(AskOf(ask).at, environment), environment);
}

const check::TableRow* Memories::RowOf(check::TableId table, bool as_of, const Moment& asker,
                                       std::span<const Value> arguments) {
  const values::Instant instant = as_of ? arguments.back().instant() : asker.time;
  const std::span<const Value> keys = as_of ? arguments.first(arguments.size() - 1) : arguments;
  return facts_[static_cast<std::size_t>(table)].Find(keys, instant);
}

Value Memories::Answer(AskId ask, std::span<const Value> arguments, Environment& environment) {
  const plan::Ask& planned = AskOf(ask);
  const auto lacks = [&] {
    return std::any_of(arguments.begin(), arguments.end(),
                       [](const Value& value) { return value.is_absent(); });
  };
  if (const auto* past = std::get_if<plan::PastMemory>(&planned.memory)) {
    const Moment& asker = MomentAt(planned.at, environment);
    Truth truth = Truth::kFalse;
    for (std::size_t i = 0; i < past->alternatives.size(); ++i) {
      truth = Or(truth, AskAlternative(ask, i, asker, environment, nullptr, nullptr).truth);
      if (truth == Truth::kTrue) break;
    }
    return Value::Of(truth);
  }
  if (std::holds_alternative<plan::WindowMemory>(planned.memory)) {
    return Summary(ask, environment, nullptr).value;
  }
  if (std::holds_alternative<plan::StateUse>(planned.memory)) {
    return Value::Of(State(ask, arguments, environment).truth);
  }
  if (std::holds_alternative<plan::LineageMemory>(planned.memory)) {
    return provenance_.Answer(ask, arguments[0], MomentAt(planned.at, environment), environment);
  }
  if (lacks()) return Value();
  const Moment& asker = MomentAt(planned.at, environment);
  if (const auto* cell = std::get_if<plan::CellUse>(&planned.memory)) {
    const check::TableRow* row = RowOf(cell->table, cell->as_of, asker, arguments);
    return row == nullptr ? Value() : row->cells[cell->column];
  }
  const auto& use = std::get<plan::RowUse>(planned.memory);
  return Value::Of(RowOf(use.table, use.as_of, asker, arguments) != nullptr);
}

void Memories::Missing(AskId ask, std::span<const Value> arguments, Environment& environment,
                       std::vector<std::string>& names) {
  const plan::Ask& planned = AskOf(ask);
  if (std::holds_alternative<plan::PastMemory>(planned.memory)) {
    Past(ask, environment, &names);
  } else if (std::holds_alternative<plan::WindowMemory>(planned.memory)) {
    std::vector<std::string> found;
    const bool is_absent = Summary(ask, environment, &found).value.is_absent();
    if (found.empty() && is_absent) found.push_back(planned.text);
    for (const std::string& name : found) MissingNames::AddName(name, names);
  } else if (std::holds_alternative<plan::CellUse>(planned.memory)) {
    const bool has_keys = std::none_of(arguments.begin(), arguments.end(),
                                       [](const Value& value) { return value.is_absent(); });
    if (has_keys) MissingNames::AddName(planned.text, names);
  } else if (std::holds_alternative<plan::StateUse>(planned.memory)) {
    missing_.AddTo(State(ask, arguments, environment).missing, names);
  } else if (std::holds_alternative<plan::LineageMemory>(planned.memory)) {
    provenance_.Missing(ask, arguments[0], MomentAt(planned.at, environment), environment, names);
  }
}

std::uint64_t Memories::keyless_state_events() const {
  std::uint64_t count = 0;
  for (const auto& state : states_) {
    if (state) count += state->keyless();
  }
  return count;
}

}  // namespace abide::engine
