#include "engine/memories.h"

#include <algorithm>

#include "diagnostics/assert.h"
#include "engine/evidence.h"

namespace abide::engine {

using expressions::AskId;
using expressions::Environment;
using expressions::ExprPtr;
using values::Truth;
using values::Value;

Memories::Memories(const plan::Plan& plan)
    : plan_(plan),
      stores_(plan.asks.size()),
      states_(plan.states.size()),
      provenance_(plan, missing_),
      readers_(plan.rules->schema.types().size()),
      foreseen_(readers_.size()) {
  for (const check::Table& table : plan.rules->tables) facts_.emplace_back(table);
  for (const plan::Feed& feed : plan.feeds) {
    if (feed.kind == plan::Feed::Kind::kState) {
      states_[feed.index] = std::make_unique<StateStore>(plan.rules->states[feed.index],
                                                         plan.states[feed.index], missing_);
    } else {
      stores_[feed.index] = MakeStore(plan.asks[feed.index]);
    }
    AddReaders(feed);
  }
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    const auto kind = static_cast<expressions::EventKind>(i);
    readers_[i].Index(kind);
    for (const Reader& reader : readers_[i].items()) {
      if (std::holds_alternative<FlowsOfEvent>(reader)) foreseen_[i].flows = true;
      foreseen_[i].Add(std::get_if<Window*>(&reader), kind, foreseen_[i].windows);
      foreseen_[i].Add(std::get_if<EventStore*>(&reader), kind, foreseen_[i].events);
    }
  }
}

template <typename Memory>
void Memories::Foreseen::Add(Memory* const* memory, expressions::EventKind kind,
                             std::vector<Memory*>& memories) {
  const bool has_room = windows.size() + events.size() < kMostForeseen;
  if (memory != nullptr && has_room && (*memory)->Foresees(kind)) memories.push_back(*memory);
}

void Memories::Foresee(const events::Event& event, std::uint64_t order, Foresight ahead) {
  const Foreseen& foreseen = foreseen_[static_cast<std::size_t>(event.kind)];
  if (foreseen.flows && ahead == Foresight::kFar) provenance_.Foresee(event);
  for (Window* const window : foreseen.windows) window->Foresee(event, order, ahead);
  for (EventStore* const events : foreseen.events) events->Foresee(event, order, ahead);
}

Memories::Store Memories::MakeStore(const plan::Ask& ask) {
  if (const auto* past = std::get_if<plan::PastMemory>(&ask.memory)) {
    PastStores stores;
    for (const plan::EventMemory& each : past->alternatives) {
      PastStores::Alternative alternative;
      alternative.events = std::make_unique<EventStore>(each.event, missing_);
      const auto& parts = each.event.parts;
      const bool follows_data = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
        return part.local && FollowsData(plan_, part.local);
      });
      if (follows_data) alternative.events->FollowData();
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

void Memories::AddReader(const plan::Remember& remember, Reader reader) {
  for (const plan::Remember::Part& part : remember.parts) {
    readers_[static_cast<std::size_t>(part.kind)].Add(reader, part.local, remember.binding);
  }
}

void Memories::AddReaders(const plan::PastMemory& memory, const PastStores& stores) {
  for (std::size_t i = 0; i < stores.alternatives.size(); ++i) {
    AddReader(memory.alternatives[i].event, stores.alternatives[i].events.get());
    if (memory.alternatives[i].gap) {
      AddReader(*memory.alternatives[i].gap, stores.alternatives[i].gap.get());
    }
  }
}

// Flows are applied once an event, in front of the first pattern that needs them. Shares are of all
// that flows; whether an artifact derives from something is decided at its births.
void Memories::AddLineage(AskId ask) {
  const auto& memory = MemoryOf<plan::LineageMemory>(ask);
  const auto& types = plan_.rules->schema.types();
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto kind = static_cast<expressions::EventKind>(i);
    const plan::Remember::Part* part = memory.source.PartOf(kind);
    if (types[i].flows.empty()) continue;
    const std::vector<Reader>& before = readers_[i].items();
    const bool is_first = std::none_of(before.begin(), before.end(), [](const Reader& reader) {
      return std::holds_alternative<FlowsOfEvent>(reader);
    });
    if (is_first) readers_[i].Add(FlowsOfEvent{}, nullptr, {});
    if (memory.keeps_shares) {
      readers_[i].Add(ask, nullptr, {});
    } else if (part != nullptr) {
      readers_[i].Add(ask, part->local, memory.source.binding);
    }
  }
}

void Memories::AddState(const check::State& state, StateStore& store) {
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    std::size_t cases = 0;
    const check::PatternCase* only = nullptr;
    expressions::BindingId binding{};
    for (const check::StateChange& change : state.changes) {
      for (const check::PatternCase& each : change.pattern.cases) {
        if (each.kind != static_cast<expressions::EventKind>(i)) continue;
        ++cases;
        only = &each;
        binding = change.pattern.binding;
      }
    }
    if (cases == 0) continue;
    readers_[i].Add(&store, cases == 1 ? only->condition : nullptr, binding);
  }
}

void Memories::AddReaders(const plan::Feed& feed) {
  if (feed.kind == plan::Feed::Kind::kState) {
    return AddState(plan_.rules->states[feed.index], *states_[feed.index]);
  }
  const auto ask = static_cast<AskId>(feed.index);
  if (const auto* stores = std::get_if<PastStores>(&stores_[feed.index])) {
    AddReaders(MemoryOf<plan::PastMemory>(ask), *stores);
  } else if (const auto* window = std::get_if<std::unique_ptr<Window>>(&stores_[feed.index])) {
    AddReader(MemoryOf<plan::WindowMemory>(ask).event, window->get());
  } else {
    AddLineage(ask);
  }
}

void Memories::Feed(const Moment& moment, Environment& environment) {
  Sieve<Reader>& readers = readers_[static_cast<std::size_t>(moment.kind)];
  fed_ = &readers;
  readers.ForEachPossible(moment, [&](const Reader& reader) {
    if (auto* const* events = std::get_if<EventStore*>(&reader)) {
      (*events)->Read(moment, environment);
      if (const ExprPtr local = (*events)->FollowingOfRead()) {
        (*events)->AddTrails(Evidence(plan_, *this, environment).TrailsOf(local));
      }
    } else if (auto* const* window = std::get_if<Window*>(&reader)) {
      (*window)->Feed(moment, environment);
    } else if (auto* const* state = std::get_if<StateStore*>(&reader)) {
      (*state)->Read(moment, environment);
    } else if (const auto* ask = std::get_if<AskId>(&reader)) {
      provenance_.Feed(*ask, moment, environment);
    } else {
      provenance_.ApplyFlows(moment, environment);
    }
  });
}

void Memories::Keep() {
  if (fed_ == nullptr) return;
  fed_->ForEachAgain([&](const Reader& reader) {
    if (auto* const* events = std::get_if<EventStore*>(&reader)) {
      (*events)->Keep();
    } else if (auto* const* state = std::get_if<StateStore*>(&reader)) {
      (*state)->Keep();
    }
  });
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
    const Stored* const before = best.event;
    best.Or(AskAlternative(ask, i, asker, environment, names, &fallen));
    if (best.event != before) result.alternative = i;
    const bool is_later =
        fallen && (!result.fallen || result.fallen->event.order < fallen->event.order);
    if (is_later) result.fallen = fallen;
  }
  result.truth = best.truth;
  if (best.event != nullptr) {
    result.event = best.event->moment;
    result.trails = best.event->trails;
  }
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

Value Memories::Aggregate(AskId ask, Environment& environment, std::vector<std::string>* names) {
  return WindowOf(ask).Ask(MemoryOf<plan::WindowMemory>(ask), MomentAt(AskOf(ask).at, environment),
                           environment, names);
}

Window::Summary Memories::Summary(AskId ask, Environment& environment) {
  return WindowOf(ask).Summarise(MemoryOf<plan::WindowMemory>(ask),
                                 MomentAt(AskOf(ask).at, environment), environment);
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

lineage::CarryId Memories::EndOfPath(AskId ask, const Value& artifacts, Environment& environment) {
  return provenance_.EndOfPath(ask, artifacts, MomentAt(AskOf(ask).at, environment), environment);
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
    return Aggregate(ask, environment, nullptr);
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
    const bool is_absent = Aggregate(ask, environment, &found).is_absent();
    if (found.empty() && is_absent) found.push_back(planned.text);
    MissingNames::AddNames(found, names);
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
