// One judge and all that it remembers: of a whole plan, or of a part of it on a thread of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/judge.h"
#include "engine/memories.h"
#include "engine/run.h"
#include "values/arena.h"

namespace abide::engine {

class Part {
 public:
  Part(const plan::Plan& plan, const RunOptions& options);

  // The next events.
  void Judge(std::span<const events::Event> events);
  // As if there had been none.
  void Forget();
  struct Result {
    Verdicts verdicts;
    // The numbers of the events at which there was first a result without value.
    std::uint64_t out_of_range_order = UINT64_MAX;
    std::uint64_t divided_by_zero_order = UINT64_MAX;
  };
  Result Finish();

 private:
  void Judge(const events::Event& event);

  // Notes the first event at which a counter rises.
  struct FirstRise {
    const std::uint64_t& counter;
    std::uint64_t before = 0;
    std::uint64_t order = UINT64_MAX;
    std::optional<events::Place> at = {};

    void Begin() { before = counter; }
    void End(const Moment& moment);
    void Forget();
  };

  const RunOptions& options_;
  values::Arena arena_;
  Memories memories_;
  expressions::Environment environment_;
  engine::Judge judge_;
  FirstRise out_of_range_, divided_by_zero_;
  std::optional<values::Instant> last_;
  std::uint64_t order_ = 0;
};

}  // namespace abide::engine
