// The values of one state, by key (language guide, section 5): what the events before the one that
// asks left.
//
// An event that may or may not start (end) the state leaves a value that is unknown unless it was
// so already. `ends … at any` ends it for every key (`at account, any` for those of one account);
// it is remembered once and applied to a key when that is looked at. Cost: O(1) an event and a
// question; with history O(log n). Memory: about 280 bytes a key of two texts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "check/checked_rules.h"
#include "engine/key.h"
#include "engine/missing.h"
#include "engine/moment.h"
#include "engine/pool.h"
#include "engine/queue.h"
#include "plan/plan.h"

namespace abide::engine {

class StateStore {
 public:
  StateStore(const check::State& state, const plan::StateMemory& memory, MissingNames& missing)
      : state_(state), keep_history_(memory.history), missing_(missing) {}

  // Reads what the event does to the state; it has effect from `Keep` on.
  void Read(const Moment& moment, expressions::Environment& environment);
  void Keep();
  void Forget();

  struct Value {
    values::Truth truth = values::Truth::kFalse;
    // The event that left it so; order 0: none.
    Moment moment;
    MissingId missing = MissingId::kNothing;
    std::uint64_t settled = 0;  // the order of the last event that was looked at
  };
  // The value before `asker`, for a key that is whole.
  Value Ask(const Moment& asker, const std::string& key) const;

  // Events that would have changed the state but for an absent key.
  std::uint64_t keyless() const { return keyless_; }

 private:
  struct Change {
    std::string key;
    std::uint32_t mask = 0;  // the components that are no `any`
    values::Truth starts = values::Truth::kFalse;
    values::Truth ends = values::Truth::kFalse;
    MissingId missing = MissingId::kNothing;
  };
  using Line = Queue<Value>;  // by order; without history the last alone

  // What ended it for every key that has some components.
  struct WideEnds {
    Line certain;
    Line possible;
  };

  std::uint32_t Whole() const { return (std::uint32_t{1} << state_.keys.size()) - 1; }
  // Reads the key of the change into `key_`; false if a component of it is absent.
  bool ReadKey(const check::StateChange& change, expressions::Environment& environment);
  Change& ChangeOf(const std::string& key, std::uint32_t mask);
  // What the event read ends for the key, `at any` included.
  values::Truth EndsOf(const Change& change) const;
  static const Value* Before(const Line& line, std::uint64_t order);
  Value WithWideEnds(const Value& value, const std::string& key, std::uint64_t order) const;
  void Append(Line& line, const Value& value);

  const check::State& state_;
  bool keep_history_;
  MissingNames& missing_;
  Pool<Value> rows_;
  absl::flat_hash_map<std::string, Line> values_;
  // By the components that they have, and those.
  std::map<std::uint32_t, absl::flat_hash_map<std::string, WideEnds>> wide_ends_;
  std::vector<Change> changes_;
  Moment moment_;
  Key key_;
  std::uint64_t keyless_ = 0;
};

}  // namespace abide::engine
