#include "engine/accumulator.h"

#include <algorithm>

#include "values/decimal.h"

namespace abide::engine {

using expressions::Environment;
using values::Decimal;
using values::Duration;
using values::Interval;
using values::Truth;
using values::Value;

namespace {

constexpr std::int64_t kOne = 1'000'000'000'000'000'000;  // of Decimal::scaled

bool IsOrdered(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNumber:
    case Value::Kind::kInstant:
    case Value::Kind::kText:
    case Value::Kind::kBoolean:
      return true;
    case Value::Kind::kDuration:
      return !value.duration().is_calendar();
    default:
      return false;
  }
}

Value OutOfRange(Environment& environment) {
  ++environment.out_of_range;
  return Value();
}

}  // namespace

void ExactSum::Add(const Decimal& number, int sign) {
  units_ += number.scaled() / kOne * sign;
  fractions_ += number.scaled() % kOne * sign;
}

void ExactSum::Merge(const ExactSum& other) {
  units_ += other.units_;
  fractions_ += other.fractions_;
}

std::optional<Decimal> ExactSum::Result() const {
  const absl::int128 units = units_ + fractions_ / kOne;
  const absl::int128 limit = absl::int128(100) * kOne + 1;  // 10^20, and one more
  if (units > limit || units < -limit) return {};
  return Decimal::FromScaled(units * kOne + fractions_ % kOne);
}

void SumBounds::Add(const Value& amount, bool possibly, int sign) {
  switch (amount.kind()) {
    case Value::Kind::kNumber: {
      const Decimal number = amount.number();
      if (!possibly || number.is_negative()) least_.Add(number, sign);
      if (!possibly || !number.is_negative()) most_.Add(number, sign);
      return;
    }
    case Value::Kind::kInterval: {
      const Interval& interval = amount.interval();
      if (!interval.least) {
        unbounded_below_ += sign;
      } else if (!possibly || interval.least->is_negative()) {
        least_.Add(*interval.least, sign);
      }
      if (!interval.most) {
        unbounded_ += sign;
      } else if (!possibly || !interval.most->is_negative()) {
        most_.Add(*interval.most, sign);
      }
      return;
    }
    case Value::Kind::kDuration:
      durations_ += sign;
      if (possibly) unknown_durations_ += sign;
      months_ += absl::int128(amount.duration().months) * sign;
      nanos_ += absl::int128(amount.duration().nanos) * sign;
      return;
    default:
      unbounded_ += sign;
  }
}

Value SumBounds::Result(Environment& environment) const {
  if (durations_ != 0) {
    if (unbounded_ != 0 || unknown_durations_ != 0) return Value();
    if (months_ > INT64_MAX || months_ < INT64_MIN || nanos_ > INT64_MAX || nanos_ < INT64_MIN) {
      return OutOfRange(environment);
    }
    return Value::Of(
        Duration{static_cast<std::int64_t>(months_), static_cast<std::int64_t>(nanos_)});
  }
  const std::optional<Decimal> least = least_.Result();
  const std::optional<Decimal> most = most_.Result();
  if ((!least && unbounded_below_ == 0) || (!most && unbounded_ == 0)) {
    return OutOfRange(environment);
  }
  if (unbounded_ == 0 && unbounded_below_ == 0 && *least == *most) return Value::Of(*least);
  Interval interval;
  if (unbounded_below_ == 0) interval.least = least;
  if (unbounded_ == 0) interval.most = most;
  return Value::Of(environment.arena().Keep(interval));
}

SumBounds SumBounds::Of(const SumBounds& a, const SumBounds& b) {
  SumBounds sum = a;
  sum.least_.Merge(b.least_);
  sum.most_.Merge(b.most_);
  sum.unbounded_ += b.unbounded_;
  sum.unbounded_below_ += b.unbounded_below_;
  sum.durations_ += b.durations_;
  sum.unknown_durations_ += b.unknown_durations_;
  sum.months_ += b.months_;
  sum.nanos_ += b.nanos_;
  return sum;
}

bool Accumulator::Less::operator()(const Value& a, const Value& b) const {
  return expressions::CompareValues(expressions::CompareOperator::kLess, a, b,
                                    values::Case::kRespect) == Truth::kTrue;
}

void Accumulator::Change(const Contribution& contribution, int sign) {
  const bool possibly = contribution.belongs == Truth::kUnknown;
  (possibly ? possible_ : certain_) += sign;
  if (function_ == AggregateFunction::kCount) return;
  const Value& amount = contribution.amount;
  const bool sums =
      function_ == AggregateFunction::kSum || function_ == AggregateFunction::kAverage;
  if (amount.is_absent() || (!sums && amount.kind() == Value::Kind::kInterval)) {
    absent_ += sign;
    if (!sums) return;
  }
  switch (function_) {
    case AggregateFunction::kSum:
    case AggregateFunction::kAverage:
      sum_.Add(amount, possibly, sign);
      sum_if_possible_.Add(amount, true, sign);
      return;
    case AggregateFunction::kMin:
    case AggregateFunction::kMax: {
      if (!IsOrdered(amount)) {
        ChangeLoose(amount, sign);
        return;
      }
      const auto place = ordered_.try_emplace(amount, 0).first;
      if ((place->second += sign) == 0) ordered_.erase(place);
      return;
    }
    case AggregateFunction::kDistinct: {
      std::string key;
      values::AppendKey(amount, key);
      const auto place = distinct_.try_emplace(std::move(key), 0).first;
      if ((place->second += sign) == 0) distinct_.erase(place);
      return;
    }
    default:
      return;
  }
}

void Accumulator::ChangeLoose(const Value& amount, int sign) {
  const auto place = std::find_if(loose_.begin(), loose_.end(), [&](const auto& entry) {
    return values::Identical(entry.first, amount);
  });
  if (place == loose_.end()) {
    loose_.emplace_back(amount, sign);
  } else if ((place->second += sign) == 0) {
    loose_.erase(place);
  }
}

Value Accumulator::Extreme() const {
  const bool least = function_ == AggregateFunction::kMin;
  std::vector<Value> candidates;
  if (!ordered_.empty()) {
    candidates.push_back(least ? ordered_.begin()->first : ordered_.rbegin()->first);
  }
  for (const auto& [value, count] : loose_) candidates.push_back(value);
  const auto op = least ? expressions::CompareOperator::kLessEqual
                        : expressions::CompareOperator::kGreaterEqual;
  for (const Value& candidate : candidates) {
    const bool is_it = std::all_of(candidates.begin(), candidates.end(), [&](const Value& other) {
      return expressions::CompareValues(op, candidate, other, values::Case::kRespect) ==
             Truth::kTrue;
    });
    if (is_it) return candidate;
  }
  return Value();
}

void Accumulator::MergeAsPossible(const Accumulator& other) {
  possible_ += other.events();
  absent_ += other.absent_;
  sum_ = SumBounds::Of(sum_, other.sum_if_possible_);
  sum_if_possible_ = SumBounds::Of(sum_if_possible_, other.sum_if_possible_);
}

Value Accumulator::Result(AggregateFunction function, const Accumulator* certain,
                          const Accumulator* perhaps, const Contribution* end,
                          Environment& environment) {
  static const Accumulator kNothing(AggregateFunction::kCount);
  const Accumulator& sure = certain != nullptr ? *certain : kNothing;
  const Accumulator& maybe = perhaps != nullptr ? *perhaps : kNothing;
  if (function == AggregateFunction::kCount) {
    const Decimal least = Decimal::FromInteger(sure.certain_);
    const Decimal most = Decimal::FromInteger(sure.events() + maybe.events());
    if (least == most) return Value::Of(least);
    return Value::Of(environment.arena().Keep({.least = least, .most = most}));
  }
  if (function == AggregateFunction::kSum) {
    return SumBounds::Of(sure.sum_, maybe.sum_if_possible_).Result(environment);
  }
  if (function == AggregateFunction::kLatest || function == AggregateFunction::kEarliest) {
    return end != nullptr && end->belongs == Truth::kTrue ? end->amount : Value();
  }
  if (sure.possible_ != 0 || sure.absent_ != 0 || maybe.events() != 0) return Value();
  if (sure.certain_ == 0) return Value();
  if (function == AggregateFunction::kDistinct) {
    return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(sure.distinct_.size())));
  }
  if (function == AggregateFunction::kAverage) {
    return expressions::Calculate(expressions::ArithmeticOperator::kDivide,
                                  sure.sum_.Result(environment),
                                  Value::Of(Decimal::FromInteger(sure.certain_)), environment);
  }
  return sure.Extreme();
}

}  // namespace abide::engine
