// How much of a heap of data carries something, as bounds: parts flow in, with amounts that may be
// unknown (language guide, section 9).
//
// Where every amount is known, the heap is two numbers: all that flowed in, and what of it carries.
// An amount that may be anything from zero up, or that of a flow which may not have happened, is
// kept beside them as a Loose, for it can move the result either way:
//
//     100 certain, of which 30 carry; an unknown amount of which nothing carries
//     least: the unknown amount may outweigh everything: 0      most: it may be nothing: 0.3
//
// The least comes of taking the loose ones from the least part up, each in full, while it lowers
// the result; the most likewise from the other end. This is exact: a mixture is a weighted mean,
// and a mean falls just when something below it is added.
//
// Cost: a bound O(l log l) in the loose inflows that differ (equal ones are counted). Memory: 48
// bytes, and 80 for each such loose one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "values/decimal.h"

namespace abide::lineage {

using values::Decimal;

// From `least` to `most`, each of 0 to 1.
struct Part {
  Decimal least;
  Decimal most;
  bool operator==(const Part&) const = default;
};

inline const Decimal kNothing;
inline const Decimal kAll = Decimal::FromInteger(1);

// Data on its way into a heap. Certain and above zero it changes the heap's numbers, else it is
// loose.
struct Inflow {
  std::optional<Decimal> amount = kAll;  // none: anything from zero up; else not negative
  bool may_be_nothing = false;           // its flow may not have happened
  bool IsLoose() const { return !amount || may_be_nothing || amount->is_zero(); }
};

// What of a heap carries one label. What flowed in as a whole is the heap's to know, for it is the
// same for every label.
class Mixture {
 public:
  // Of an inflow that is not loose: its amount times its part, rounded.
  void AddCertain(Decimal amount, const Part& part);
  void AddLoose(const Inflow& inflow, const Part& part);
  // All that flowed into another heap.
  void Merge(const Mixture& other);

  // `total`: of what is certain. Nothing if a sum is out of range.
  std::optional<Part> PartOf(Decimal total) const;
  // Whatever the amounts are: nothing.
  bool CarriesNothing() const;

 private:
  struct Loose {
    std::optional<Decimal> amount;
    Part part;
    std::uint64_t count = 1;  // such inflows
  };
  enum class Bound : bool { kLeast, kMost };
  std::optional<Decimal> BoundOf(Decimal total, Bound bound) const;

  Decimal least_, most_;  // that certainly and at most carries, of the certain inflows
  std::vector<Loose> loose_;
};

}  // namespace abide::lineage
