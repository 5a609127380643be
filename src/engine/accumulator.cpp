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

void ExactSum::AddBits(absl::uint128 low, std::int64_t high) {
  low_ += low;
  high_ += high + (low_ < low ? 1 : 0);
}

void ExactSum::Add(const Decimal& number, int sign) {
  const absl::int128 scaled = sign < 0 ? -number.scaled() : number.scaled();
  AddBits(static_cast<absl::uint128>(scaled), scaled < 0 ? -1 : 0);
}

void ExactSum::Merge(const ExactSum& other) { AddBits(other.low_, other.high_); }

std::optional<Decimal> ExactSum::Result() const {
  const auto scaled = static_cast<absl::int128>(low_);
  if (high_ != (scaled < 0 ? -1 : 0)) return {};
  return Decimal::FromScaled(scaled);
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

bool Accumulator::Rest::Less::operator()(const Value& a, const Value& b) const {
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
      ChangeSum(amount, possibly, sign);
      return;
    case AggregateFunction::kMin:
    case AggregateFunction::kMax: {
      if (!IsOrdered(amount)) {
        ChangeLoose(amount, sign);
        return;
      }
      auto& ordered = RestOf().ordered;
      const auto place = ordered.try_emplace(amount, 0).first;
      if ((place->second += sign) == 0) ordered.erase(place);
      return;
    }
    case AggregateFunction::kDistinct: {
      std::string key;
      values::AppendKey(amount, key);
      auto& distinct = RestOf().distinct;
      const auto place = distinct.try_emplace(std::move(key), 0).first;
      if ((place->second += sign) == 0) distinct.erase(place);
      return;
    }
    default:
      return;
  }
}

void Accumulator::ChangeSum(const Value& amount, bool possibly, int sign) {
  const bool is_plain =
      !possibly && amount.kind() == Value::Kind::kNumber && !amount.number().is_negative();
  if (is_plain) return plain_.Add(amount.number(), sign);
  RestOf().sum.Add(amount, possibly, sign);
  RestOf().sum_if_possible.Add(amount, true, sign);
}

SumBounds Accumulator::Sum() const {
  const SumBounds plain(plain_, plain_);
  return rest_ ? SumBounds::Of(plain, rest_->sum) : plain;
}

SumBounds Accumulator::SumIfPossible() const {
  const SumBounds plain(ExactSum(), plain_);
  return rest_ ? SumBounds::Of(plain, rest_->sum_if_possible) : plain;
}

void Accumulator::ChangeLoose(const Value& amount, int sign) {
  auto& loose = RestOf().loose;
  const auto place = std::find_if(loose.begin(), loose.end(), [&](const auto& entry) {
    return values::Identical(entry.first, amount);
  });
  if (place == loose.end()) {
    loose.emplace_back(amount, sign);
  } else if ((place->second += sign) == 0) {
    loose.erase(place);
  }
}

Value Accumulator::Extreme() const {
  const bool least = function_ == AggregateFunction::kMin;
  if (!rest_) return Value();
  std::vector<Value> candidates;
  if (const auto& ordered = rest_->ordered; !ordered.empty()) {
    candidates.push_back(least ? ordered.begin()->first : ordered.rbegin()->first);
  }
  for (const auto& [value, count] : rest_->loose) candidates.push_back(value);
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
  Rest& rest = RestOf();
  const SumBounds sum = other.SumIfPossible();
  rest.sum = SumBounds::Of(rest.sum, sum);
  rest.sum_if_possible = SumBounds::Of(rest.sum_if_possible, sum);
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
    return SumBounds::Of(sure.Sum(), maybe.SumIfPossible()).Result(environment);
  }
  if (function == AggregateFunction::kLatest || function == AggregateFunction::kEarliest) {
    return end != nullptr && end->belongs == Truth::kTrue ? end->amount : Value();
  }
  if (sure.possible_ != 0 || sure.absent_ != 0 || maybe.events() != 0) return Value();
  if (sure.certain_ == 0) return Value();
  if (function == AggregateFunction::kDistinct) {
    return Value::Of(Decimal::FromInteger(
        sure.rest_ ? static_cast<std::int64_t>(sure.rest_->distinct.size()) : 0));
  }
  if (function == AggregateFunction::kAverage) {
    return expressions::Calculate(expressions::ArithmeticOperator::kDivide,
                                  sure.Sum().Result(environment),
                                  Value::Of(Decimal::FromInteger(sure.certain_)), environment);
  }
  return sure.Extreme();
}

}  // namespace abide::engine
