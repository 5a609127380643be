// What an aggregate is made of, as a running value: events come and go one by one, in any order.
//
// An event that may or may not belong counts from none to one, an amount that is absent from zero
// up; the aggregates that can't be intervals are absent while such an event or amount is among them
// (language guide, section 10). Sums are exact whatever their order and number: they are counted in
// 192 bits, and only the result has to be in range.
//
// Cost: O(1) for count, sum and average, O(log n) for min and max, O(1) expected for distinct. 80
// bytes, as long as there are only certain numbers that are not negative to be summed up.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/numeric/int128.h"
#include "check/checked_rules.h"
#include "engine/missing.h"
#include "expressions/evaluate.h"
#include "values/value.h"

namespace abide::engine {

// One event's part in an aggregate.
struct Contribution {
  values::Truth belongs = values::Truth::kTrue;  // true or unknown
  values::Value amount;                          // absent for count; texts live with the window
};

class ExactSum {
 public:
  void Add(const values::Decimal& number, int sign);
  void Merge(const ExactSum& other);
  // Nothing if out of range.
  std::optional<values::Decimal> Result() const;

 private:
  void AddBits(absl::uint128 low, std::int64_t high);

  // Of 10^-18, in two's complement.
  absl::uint128 low_ = 0;
  std::int64_t high_ = 0;
};

// Sums of numbers or of durations, from the least to the most that they can be.
class SumBounds {
 public:
  SumBounds() = default;
  SumBounds(const ExactSum& least, const ExactSum& most) : least_(least), most_(most) {}

  // `possibly`: the amount counts from none to all.
  void Add(const values::Value& amount, bool possibly, int sign);
  // Absent if out of range (counted) or of mixed kinds.
  values::Value Result(expressions::Environment& environment) const;
  static SumBounds Of(const SumBounds& a, const SumBounds& b);

 private:
  ExactSum least_, most_;
  std::int64_t unbounded_ = 0;  // amounts without an upper bound
  std::int64_t unbounded_below_ = 0;
  std::int64_t durations_ = 0;
  std::int64_t unknown_durations_ = 0;
  absl::int128 months_ = 0;
  absl::int128 nanos_ = 0;
};

using AggregateFunction = check::AskAggregate::Function;

class Accumulator {
 public:
  explicit Accumulator(AggregateFunction function) : function_(function) {}

  void Add(const Contribution& contribution) { Change(contribution, 1); }
  void Remove(const Contribution& contribution) { Change(contribution, -1); }

  // All of the other's events, each of which may or may not belong.
  void MergeAsPossible(const Accumulator& other);

  std::int64_t events() const { return certain_ + possible_; }

  // The value of `certain` and `perhaps` (each may be null), where every event of the second may or
  // may not belong. `end` is the newest (oldest) event of both, for latest (earliest).
  static values::Value Result(AggregateFunction function, const Accumulator* certain,
                              const Accumulator* perhaps, const Contribution* end,
                              expressions::Environment& environment);

 private:
  // What few keys need.
  struct Rest {
    // Of all amounts but the plain ones; and were all events only possible.
    SumBounds sum, sum_if_possible;
    // min, max: each value with how often it stands there.
    struct Less {
      bool operator()(const values::Value& a, const values::Value& b) const;
    };
    std::map<values::Value, std::int64_t, Less> ordered;
    // Calendar durations, of which not all pairs have an order, with how often each stands there.
    std::vector<std::pair<values::Value, std::int64_t>> loose;
    absl::flat_hash_map<std::string, std::int64_t> distinct;
  };

  void Change(const Contribution& contribution, int sign);
  void ChangeSum(const values::Value& amount, bool possibly, int sign);
  void ChangeLoose(const values::Value& amount, int sign);
  SumBounds Sum() const;
  SumBounds SumIfPossible() const;
  // The amount that no other is below (for max: above); absent if there is none.
  values::Value Extreme() const;
  Rest& RestOf() {
    if (!rest_) rest_ = std::make_unique<Rest>();
    return *rest_;
  }

  AggregateFunction function_;
  std::int64_t certain_ = 0;
  std::int64_t possible_ = 0;
  std::int64_t absent_ = 0;  // amounts that are absent
  // Of the plain amounts: numbers that are not negative, of events that certainly belong.
  ExactSum plain_;
  std::unique_ptr<Rest> rest_;
};

}  // namespace abide::engine
