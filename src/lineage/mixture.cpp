#include "lineage/mixture.h"

#include <algorithm>

#include "diagnostics/assert.h"

namespace abide::lineage {
namespace {

// A part of a heap that is in range is in range.
Decimal Sum(Decimal a, Decimal b) {
  const auto sum = values::Add(a, b);
  ABIDE_ASSERT(sum.has_value(), "what carries is no more than what there is");
  return *sum;
}

// An amount as one of the bounds sees it.
struct Weight {
  std::optional<Decimal> amount;
  Decimal part;
  std::uint64_t count = 1;
};

}  // namespace

void Mixture::AddCertain(Decimal amount, const Part& part) {
  // Nothing is brought most of the time.
  if (!part.least.is_zero()) least_ = Sum(least_, *values::Multiply(amount, part.least));
  if (!part.most.is_zero()) most_ = Sum(most_, *values::Multiply(amount, part.most));
}

void Mixture::AddLoose(const Inflow& inflow, const Part& part) {
  for (Loose& each : loose_) {
    if (each.amount != inflow.amount || each.part != part) continue;
    ++each.count;
    return;
  }
  loose_.push_back({inflow.amount, part});
}

void Mixture::Merge(const Mixture& other) {
  least_ = Sum(least_, other.least_);
  most_ = Sum(most_, other.most_);
  loose_.insert(loose_.end(), other.loose_.begin(), other.loose_.end());
}

std::optional<Part> Mixture::PartOf(Decimal total) const {
  const auto least = BoundOf(total, Bound::kLeast);
  const auto most = BoundOf(total, Bound::kMost);
  if (!least || !most) return std::nullopt;
  return Part{*least, *most};
}

bool Mixture::CarriesNothing() const {
  return most_.is_zero() && std::all_of(loose_.begin(), loose_.end(),
                                        [](const Loose& each) { return each.part.most.is_zero(); });
}

std::optional<Decimal> Mixture::BoundOf(Decimal total, Bound bound) const {
  const auto better = [bound](Decimal a, Decimal b) {
    return bound == Bound::kLeast ? a < b : b < a;
  };
  std::vector<Weight> weights;
  weights.reserve(loose_.size());
  for (const Loose& each : loose_) {
    const Decimal part = bound == Bound::kLeast ? each.part.least : each.part.most;
    weights.push_back({each.amount, part, each.count});
  }
  std::stable_sort(weights.begin(), weights.end(),
                   [&](const Weight& a, const Weight& b) { return better(a.part, b.part); });
  // Of a heap of nothing: what the nearest to nothing brings.
  if (total.is_zero()) {
    ABIDE_ASSERT(!weights.empty(), "something flowed into a heap");
    return weights.front().part;
  }
  Decimal carrying = bound == Bound::kLeast ? least_ : most_;
  Decimal ratio = *values::Divide(carrying, total);
  for (const Weight& weight : weights) {
    if (weight.amount && weight.amount->is_zero()) continue;
    for (std::uint64_t i = 0; i < weight.count && better(weight.part, ratio); ++i) {
      if (!weight.amount) return weight.part;
      const auto more = values::Add(total, *weight.amount);
      if (!more) return std::nullopt;
      total = *more;
      carrying = Sum(carrying, *values::Multiply(*weight.amount, weight.part));
      ratio = *values::Divide(carrying, total);
    }
  }
  return ratio;
}

}  // namespace abide::lineage
