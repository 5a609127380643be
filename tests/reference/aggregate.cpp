#include "reference/aggregate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "reference/arithmetic.h"

namespace abide::reference {
namespace {

using expressions::ArithmeticOperator;
using expressions::CompareOperator;
using Aggregate = check::AskAggregate::Function;
using Kind = values::Value::Kind;
using values::Decimal;
using values::Interval;
using values::Truth;
using values::Value;

// An exact sum of any number of decimals: whole parts and fractions are added by themselves.
class ExactSum {
 public:
  void Add(Decimal number) {
    whole_ += number.scaled() / kOne;
    fraction_ += number.scaled() % kOne;
  }
  std::optional<Decimal> Total() const {
    const absl::int128 whole = whole_ + fraction_ / kOne;
    const absl::int128 limit = absl::int128(150'000'000'000) * 1'000'000'000;  // 1.5 * 10^20
    if (whole > limit || whole < -limit) return std::nullopt;
    return Decimal::FromScaled(whole * kOne + fraction_ % kOne);
  }

 private:
  static constexpr std::int64_t kOne = 1'000'000'000'000'000'000;
  absl::int128 whole_ = 0;
  absl::int128 fraction_ = 0;
};

bool AllCertain(const std::vector<Counted>& counted) {
  return std::all_of(counted.begin(), counted.end(),
                     [](const Counted& one) { return one.belongs == Truth::kTrue; });
}

bool AllKnown(const std::vector<Counted>& counted) {
  return std::all_of(counted.begin(), counted.end(), [](const Counted& one) {
    return !one.value.is_absent() && one.value.kind() != Kind::kInterval;
  });
}

// "an event that may or may not belong counts from none to one" (section 10)
Value Count(const std::vector<Counted>& counted, values::Arena& arena) {
  std::int64_t least = 0;
  for (const Counted& one : counted) least += one.belongs == Truth::kTrue ? 1 : 0;
  const auto most = static_cast<std::int64_t>(counted.size());
  return OfInterval({Decimal::FromInteger(least), Decimal::FromInteger(most)}, arena);
}

// What one event adds: "an absent amount from zero up" (section 10), and nothing if the event does
// not belong.
Interval Share(const Counted& one) {
  Interval amount{Decimal(), std::nullopt};
  if (!one.value.is_absent()) amount = AsInterval(one.value);
  if (one.belongs == Truth::kTrue) return amount;
  if (amount.least) amount.least = std::min(*amount.least, Decimal());
  if (amount.most) amount.most = std::max(*amount.most, Decimal());
  return amount;
}

Value SumOfNumbers(const std::vector<Counted>& counted, values::Arena& arena) {
  std::optional<ExactSum> least = ExactSum();
  std::optional<ExactSum> most = ExactSum();
  for (const Counted& one : counted) {
    const Interval amount = Share(one);
    if (!amount.least) least.reset();
    if (!amount.most) most.reset();
    if (least) least->Add(*amount.least);
    if (most) most->Add(*amount.most);
  }
  Interval sum;
  if (least && !(sum.least = least->Total())) return {};
  if (most && !(sum.most = most->Total())) return {};
  return OfInterval(sum, arena);
}

// There is no interval of durations: the sum is absent where one would be needed.
Value SumOfDurations(const std::vector<Counted>& counted, values::Arena& arena) {
  if (!AllCertain(counted) || !AllKnown(counted)) return {};
  Value sum = Value::Of(values::Duration{});
  for (const Counted& one : counted) {
    sum = Calculate(ArithmeticOperator::kAdd, sum, one.value, arena);
  }
  return sum;
}

Value Sum(const check::AskAggregate& ask, const std::vector<Counted>& counted,
          values::Arena& arena) {
  const bool of_durations = ask.value->type.kind == expressions::Type::Kind::kDuration;
  return of_durations ? SumOfDurations(counted, arena) : SumOfNumbers(counted, arena);
}

// "the other aggregates are absent where such an event or value is among them" (section 10); "of
// none, sum and count are 0, the others absent" (section 7)
bool IsDecided(const std::vector<Counted>& counted) {
  return !counted.empty() && AllCertain(counted) && AllKnown(counted);
}

// The one that is at least as good as every other; calendar durations may have none.
Value Best(CompareOperator as_good, const std::vector<Counted>& counted) {
  if (!IsDecided(counted)) return {};
  for (const Counted& one : counted) {
    const bool is_best = std::all_of(counted.begin(), counted.end(), [&](const Counted& other) {
      return Compare(as_good, one.value, other.value, values::Case::kRespect) == Truth::kTrue;
    });
    if (is_best) return one.value;
  }
  return {};
}

Value Average(const check::AskAggregate& ask, const std::vector<Counted>& counted,
              values::Arena& arena) {
  if (!IsDecided(counted)) return {};
  const Value size = Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(counted.size())));
  return Calculate(ArithmeticOperator::kDivide, Sum(ask, counted, arena), size, arena);
}

Value Distinct(const std::vector<Counted>& counted) {
  if (!IsDecided(counted)) return {};
  std::set<std::string> keys;
  for (const Counted& one : counted) {
    std::string key;
    values::AppendKey(one.value, key);
    keys.insert(key);
  }
  return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(keys.size())));
}

// "except latest and earliest where a certain event decides before it is met" (section 10)
Value FirstMet(const std::vector<Counted>& in_order) {
  if (in_order.empty() || in_order.front().belongs != Truth::kTrue) return {};
  return in_order.front().value;
}

}  // namespace

Value Aggregated(const check::AskAggregate& ask, const std::vector<Counted>& counted,
                 values::Arena& arena) {
  switch (ask.function) {
    case Aggregate::kCount:
      return Count(counted, arena);
    case Aggregate::kSum:
      return Sum(ask, counted, arena);
    case Aggregate::kMin:
      return Best(CompareOperator::kLessEqual, counted);
    case Aggregate::kMax:
      return Best(CompareOperator::kGreaterEqual, counted);
    case Aggregate::kAverage:
      return Average(ask, counted, arena);
    case Aggregate::kDistinct:
      return Distinct(counted);
    case Aggregate::kEarliest:
      return FirstMet(counted);
    case Aggregate::kLatest:
      return FirstMet({counted.rbegin(), counted.rend()});
  }
  return {};
}

}  // namespace abide::reference
