// The log in memory, and what clauses ask of it: the past, windows, states, tables and lineage
// (language guide, sections 5 to 9). Every question is answered by a scan of the events of the
// kinds that it is about, as far back as its term reaches.
//
// Scans are bounded: each event looked at is a step, and once `budget` steps were made answers are
// no answers any more (is_exhausted).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "check/checked_rules.h"
#include "inquiry/conditions.h"
#include "inquiry/provenance.h"
#include "testimony/evaluator.h"

namespace abide::inquiry {

using testimony::Evaluator;
using testimony::Scope;

// Months are not equally long: from a few days earlier a term of months may reach as far.
inline constexpr values::Duration kFewDays = {.months = 0,
                                              .nanos = 4LL * 24 * 3600 * 1'000'000'000};

class World : private testimony::Host {
 public:
  // `rules` outlive the world, and so do `events`, which are in their total order.
  World(const check::CheckedRules& rules, std::span<const Event> events, values::Arena& arena)
      : rules_(rules), events_(events), evaluator_(*this, arena), played_(rules.asks.size()) {}

  // Events of the log in their order: those of some kinds, and of these a part.
  using Events = std::span<const Event* const>;
  using Kinds = std::set<events::EventKind>;
  Events EventsOf(const Kinds& kinds);
  // That may match one of the patterns: of one that asks for a text, those that have it.
  Events EventsOf(std::span<const check::Pattern> patterns, const Scope& around);
  Events EventsOf(const check::Pattern& pattern, const Scope& around) {
    return EventsOf({&pattern, 1}, around);
  }
  // Those before `later` that may be the other one of a pair.
  Events EarlierOfPair(const check::AroundForbid& norm, const Event& later);
  static Events Before(const Event& now, Events events);
  static Events UpTo(const Event& now, Events events);
  static Events Behind(const Event& now, Events events);

  const check::CheckedRules& rules() const { return rules_; }
  std::span<const Event> events() const { return events_; }
  std::size_t IndexOf(const Event& event) const {
    return static_cast<std::size_t>(&event - events_.data());
  }
  const check::AskNode& AskOf(expressions::AskId ask) const {
    return rules_.asks[static_cast<std::size_t>(ask)];
  }

  Value Worth(const Expr& expr, const Scope& scope) { return evaluator_.Worth(expr, scope); }
  Truth Holds(const ExprPtr& expr, const Scope& scope) { return evaluator_.Holds(expr, scope); }
  // Whether the event matches the pattern, whatever its `within`; `around` is the scope around it.
  Truth Matches(const check::Pattern& pattern, const Event& event, const Scope& around);
  // Whether `later` is at most `within` behind `earlier`; null: whenever.
  Truth IsWithin(const ExprPtr& within, const Event& earlier, const Event& later,
                 const Scope& scope);

  // Of the events before `now` that are one of the alternatives, with no gap behind: the latest
  // that makes it so.
  struct Found {
    Truth truth = Truth::kFalse;
    const Event* event = nullptr;
    const check::Pattern* alternative = nullptr;
  };
  Found Past(const check::Past& past, const Event& now, const Scope& scope);
  // Those that would be it but for a gap, and what of the gap stands behind one of them; the latest
  // first.
  struct Fallen {
    std::vector<const Event*> events, gaps;
  };
  Fallen FallenOf(const check::Past& past, const Event& now, const Scope& scope);
  // No event strictly between the two is one of the gap. `stand` (if not null) gets all that are.
  Truth HasNoGap(const std::optional<check::Pattern>& gap, const Event& earlier, const Event& now,
                 const Scope& scope, std::vector<const Event*>* stand = nullptr);
  // The latest before `now` that matches for certain, whenever it was, and by how much its term
  // had passed.
  struct TooEarly {
    const Event* event = nullptr;
    values::Duration by;
    bool is_near = false;  // it lies at most one term before the term
  };
  TooEarly Nearest(const check::Pattern& pattern, const Event& now, const Scope& scope);

  // What an aggregate of the past comes to at `now`.
  struct Window {
    Value value;
    std::vector<const Event*> events;  // that belong, or may
  };
  Window Aggregate(const check::AskAggregate& ask, const Event& now, const Scope& scope);

  // A state before `now`, and the event that left it so, or those that may have; empty: none did.
  struct StateFound {
    Truth truth = Truth::kFalse;
    std::vector<const Event*> left_by;
  };
  StateFound State(check::StateId id, std::span<const Value> keys, const Event& now);

  // What artifacts carry behind `now`, of the pattern of an ask for lineage.
  const Provenance& Lineage(expressions::AskId ask, const Event& now, const Scope& scope);
  Value Share(expressions::AskId ask, const Value& artifacts, const Event& now, const Scope& scope);

  void SetBudget(std::uint64_t steps) { left_ = steps; }
  bool is_exhausted() const { return left_ == 0; }
  values::Arena& arena() { return evaluator_.arena(); }

 private:
  Value Answer(expressions::AskId ask, std::span<const Value> arguments,
               const Scope& scope) override;
  Value LookUp(const check::AskNode& node, std::span<const Value> arguments, const Event& now);
  Truth Changes(const check::StateChange& change, const Event& event, std::span<const Value> keys);
  // Those from which the term of one of the alternatives may reach to `now`.
  Events Near(const Event& now, std::span<const check::Pattern> alternatives, const Scope& scope,
              Events events);
  // False once the budget is spent.
  bool Step() {
    if (left_ > 0) --left_;
    return left_ > 0;
  }

  // The flows up to an event, for a pattern that speaks of no other.
  struct Played {
    std::unique_ptr<Provenance> provenance;
    std::size_t next = 0;
    std::optional<bool> is_closed;
  };
  void PlayUpTo(const Event& now, Played& played);

  const check::CheckedRules& rules_;
  std::span<const Event> events_;
  Evaluator evaluator_;
  // Events by the text in one of their fields.
  struct Shelves {
    bool have_all = true;  // no event of the kind lacks the text
    std::map<std::string, std::vector<const Event*>, std::less<>> by_text;
  };
  const Shelves& ShelvesOf(events::EventKind kind, expressions::FieldIndex field);

  std::map<Kinds, std::vector<const Event*>> of_kinds_;
  std::map<std::pair<events::EventKind, expressions::FieldIndex>, Shelves> shelves_;
  std::map<expressions::BindingId, std::optional<TextAsked>> asked_;  // by pattern
  std::vector<Played> played_;                                        // by AskId
  std::unique_ptr<Provenance> open_;  // of a pattern that speaks of others: for one question
  std::uint64_t left_ = UINT64_MAX;
};

}  // namespace abide::inquiry
