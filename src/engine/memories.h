// Everything that a plan remembers, and the answers from it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/event_store.h"
#include "engine/facts.h"
#include "engine/foresight.h"
#include "engine/provenance.h"
#include "engine/sieve.h"
#include "engine/state_store.h"
#include "engine/window.h"
#include "expressions/evaluate.h"
#include "plan/plan.h"

namespace abide::engine {

class Memories final : public expressions::Host {
 public:
  explicit Memories(const plan::Plan& plan);

  // Reads an event. Aggregates and lineage include it at once, for they include the event that
  // asks; what looks strictly back includes it from `Keep` on.
  void Feed(const Moment& moment, expressions::Environment& environment);
  void Keep();
  // Whether events of that kind are of any concern.
  bool Reads(expressions::EventKind kind) const {
    return !readers_[static_cast<std::size_t>(kind)].items().empty();
  }
  // As if nothing had been read.
  void Forget();

  values::Value Answer(expressions::AskId ask, std::span<const values::Value> arguments,
                       expressions::Environment& environment) override;
  void Missing(expressions::AskId ask, std::span<const values::Value> arguments,
               expressions::Environment& environment, std::vector<std::string>& names) override;

  // --- For the evidence; each is of the kind of ask that it says.
  struct PastFound {
    values::Truth truth = values::Truth::kFalse;
    std::optional<Moment> event;  // the latest that makes it so
    std::size_t alternative = 0;  // by which it was found
    Trails trails;                // of its condition
    // Where there is none: the latest candidate, and what stands behind it.
    std::optional<EventStore::Fallen> fallen;
  };
  // Where there is none: the latest that came too early, and by how much.
  struct TooEarly {
    Moment event;
    values::Duration by;
  };
  // From when on one is looked for that is asked for at `asked`, if that has a beginning.
  std::optional<values::Instant> LookedFrom(expressions::AskId ask, values::Instant asked) const;
  std::optional<TooEarly> Nearest(expressions::AskId ask, expressions::Environment& environment);
  PastFound Past(expressions::AskId ask, expressions::Environment& environment,
                 std::vector<std::string>* names);
  // Every earlier event that matches, certainly or possibly, in no order.
  using Visit = EventStore::Visit;
  void EachPast(expressions::AskId ask, expressions::Environment& environment, const Visit& visit);
  // Whether the aggregate counts the event that was fed last, if that is `moment`.
  values::Truth Counted(expressions::AskId ask, const Moment& moment);
  const std::string& TextOf(expressions::AskId ask) const { return AskOf(ask).text; }
  // What the aggregate comes to; `names`, if not null, receives the absent fields that leave it an
  // interval or absent.
  values::Value Aggregate(expressions::AskId ask, expressions::Environment& environment,
                          std::vector<std::string>* names);
  Window::Summary Summary(expressions::AskId ask, expressions::Environment& environment);
  StateStore::Value State(expressions::AskId ask, std::span<const values::Value> arguments,
                          expressions::Environment& environment);
  lineage::CarryId EndOfPath(expressions::AskId ask, const values::Value& artifacts,
                             expressions::Environment& environment);
  const lineage::Ledger& ledger() const { return provenance_.ledger(); }

  // The event numbered `order` will be fed behind so many others.
  void Foresee(const events::Event& event, std::uint64_t order, Foresight ahead);

  // Events that would have changed a state but for an absent key.
  std::uint64_t keyless_state_events() const;

 private:
  struct PastStores {
    struct Alternative {
      std::unique_ptr<EventStore> events;
      std::unique_ptr<EventStore> gap;
    };
    std::vector<Alternative> alternatives;
  };
  // Lineage is the provenance's.
  using Store = std::variant<std::monostate, PastStores, std::unique_ptr<Window>>;

  // What an event of a kind has to be shown to: one store of one pattern.
  struct FlowsOfEvent {};
  using Reader = std::variant<FlowsOfEvent, expressions::AskId, StateStore*, EventStore*, Window*>;
  Store MakeStore(const plan::Ask& ask);
  void AddReaders(const plan::Feed& feed);
  void AddReaders(const plan::PastMemory& memory, const PastStores& stores);
  void AddReader(const plan::Remember& remember, Reader reader);
  void AddLineage(expressions::AskId ask);
  void AddState(const check::State& state, StateStore& store);
  EventStore::Found AskAlternative(expressions::AskId ask, std::size_t alternative,
                                   const Moment& asker, expressions::Environment& environment,
                                   std::vector<std::string>* names,
                                   std::optional<EventStore::Fallen>* fallen,
                                   const EventStore::Visit* visit = nullptr);
  const check::TableRow* RowOf(check::TableId table, bool as_of, const Moment& asker,
                               std::span<const values::Value> arguments);
  const plan::Ask& AskOf(expressions::AskId ask) const {
    return plan_.asks[static_cast<std::size_t>(ask)];
  }
  template <typename Memory>
  const Memory& MemoryOf(expressions::AskId ask) const {
    return std::get<Memory>(AskOf(ask).memory);
  }
  Store& StoreOf(expressions::AskId ask) {
    return stores_[static_cast<std::size_t>(AskOf(ask).kept_by)];
  }
  Window& WindowOf(expressions::AskId ask) {
    return *std::get<std::unique_ptr<Window>>(StoreOf(ask));
  }

  const plan::Plan& plan_;
  MissingNames missing_;
  std::vector<Store> stores_;                        // by AskId, of those that keep
  std::vector<std::unique_ptr<StateStore>> states_;  // by StateId, null if unused
  std::vector<Facts> facts_;                         // by TableId
  Provenance provenance_;
  std::vector<Sieve<Reader>> readers_;  // by EventKind, each in order
  // By EventKind: what will be looked at, whatever the event holds.
  struct Foreseen {
    bool flows = false;
    std::vector<Window*> windows;
    std::vector<EventStore*> events;

    template <typename Memory>
    void Add(Memory* const* memory, expressions::EventKind kind, std::vector<Memory*>& memories);
  };
  std::vector<Foreseen> foreseen_;
  const Sieve<Reader>* fed_ = nullptr;  // of the last event
};

}  // namespace abide::engine
