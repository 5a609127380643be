// What came too late: findings of `before P require Q` wait for the next Q that would have met
// them.
//
// Whether there is a breach is decided at P. The finding is held back all the same, under the key
// that P and Q have in common, so that its evidence can say that Q did come, and by how much too
// late. Where a condition of Q asks memories, nothing is held back.
//
// Cost: one look-up an event Q, and the findings of its key if more than the key decides. Memory:
// about 1 KB a finding held back, and not more than kMostWaiting of them: then the oldest is closed
// without.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/docket.h"
#include "engine/key.h"
#include "plan/plan.h"

namespace abide::engine {

class Latecomers {
 public:
  static constexpr std::size_t kMostWaiting = 10'000;

  // `at`: the binding of P.
  Latecomers(const plan::PastMemory& required, expressions::BindingId at, Docket& docket,
             expressions::Environment& environment);

  // Whether a Q that comes too late is told of that alternative: then events of its kinds are to be
  // shown to `Meet`.
  bool Watches(std::size_t alternative) const;
  // An event that may be the Q for which findings wait.
  void Meet(std::size_t alternative, const Moment& moment);
  // A finding whose norm came out as `norm` at the P that is bound, which is `moment`.
  void Add(Case opened, values::Truth norm, const Moment& moment);
  // The log is over.
  void Finish();
  void Forget();

 private:
  using Number = std::uint64_t;
  using Shelf = absl::flat_hash_map<std::string, std::deque<Number>>;
  struct Waiting {
    Case opened;
    std::vector<std::string> keys;  // by alternative; empty: it waits for none of it
    Moment trigger;                 // if more than the key decides
    std::shared_ptr<const void> trigger_memory;
  };

  bool Fits(const plan::Remember::Part& part, const Waiting& waiting) const;

  // Takes it from all shelves and closes it.
  void Release(Number number);

  const plan::PastMemory& required_;
  expressions::BindingId at_;
  Docket& docket_;
  expressions::Environment& environment_;
  Number next_ = 0;
  std::map<Number, Waiting> waiting_;
  std::vector<Shelf> shelves_;  // by alternative
  Key key_;
};

}  // namespace abide::engine
