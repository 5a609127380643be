// Sums, differences, products and quotients of numbers, intervals, durations and times.
//
// An interval is calculated by its ends. An end that is missing stands for infinity; a product of
// infinity and zero is zero, since zero times any number is, and a quotient of two infinities adds
// nothing that the other ends do not bound already. Rounding is monotonic, so the rounded ends hold
// every rounded result.

#include <optional>

#include "absl/numeric/int128.h"
#include "expressions/operations.h"

namespace abide::expressions {
namespace {

using absl::int128;
using absl::uint128;
using values::Decimal;
using values::Duration;
using values::Instant;
using values::Interval;
using Kind = Value::Kind;

Value OutOfRange(Environment& environment) {
  ++environment.out_of_range;
  return {};
}

Value DividedByZero(Environment& environment) {
  ++environment.divided_by_zero;
  return {};
}

// The value, or absent and counted.
template <typename T>
Value InRange(const std::optional<T>& result, Environment& environment) {
  return result ? Value::Of(*result) : OutOfRange(environment);
}

// --- Intervals

// A number or an infinity: an end of an interval, or a corner of a product.
struct Extended {
  int infinity = 0;  // -1, 0, 1
  Decimal finite;

  int sign() const {
    if (infinity != 0) return infinity;
    return finite.is_zero() ? 0 : (finite.is_negative() ? -1 : 1);
  }
  bool operator<(const Extended& other) const {
    if (infinity != other.infinity) return infinity < other.infinity;
    return infinity == 0 && finite < other.finite;
  }
};

struct Range {
  Extended least;
  Extended most;
};

Range RangeOf(const Value& value) {
  if (value.kind() == Kind::kNumber) return {{0, value.number()}, {0, value.number()}};
  const Interval& interval = value.interval();
  return {interval.least ? Extended{0, *interval.least} : Extended{-1, {}},
          interval.most ? Extended{0, *interval.most} : Extended{1, {}}};
}

std::optional<Extended> Apply(ArithmeticOperator op, const Extended& a, const Extended& b) {
  const auto finite = [](std::optional<Decimal> result) -> std::optional<Extended> {
    if (!result) return std::nullopt;
    return Extended{0, *result};
  };
  const bool infinite = a.infinity != 0 || b.infinity != 0;
  switch (op) {
    case ArithmeticOperator::kAdd:
      if (infinite) return Extended{a.infinity != 0 ? a.infinity : b.infinity, {}};
      return finite(values::Add(a.finite, b.finite));
    case ArithmeticOperator::kSubtract:
      if (infinite) return Extended{a.infinity != 0 ? a.infinity : -b.infinity, {}};
      return finite(values::Subtract(a.finite, b.finite));
    case ArithmeticOperator::kMultiply:
      if (infinite) return Extended{a.sign() * b.sign(), {}};
      return finite(values::Multiply(a.finite, b.finite));
    case ArithmeticOperator::kDivide:
      if (b.infinity != 0) return Extended{};
      if (a.infinity != 0) return Extended{a.sign() * b.sign(), {}};
      return finite(values::Divide(a.finite, b.finite));
  }
  return std::nullopt;
}

// The ends of the result, if all are in range.
std::optional<Range> Combine(ArithmeticOperator op, const Range& a, const Range& b) {
  if (op == ArithmeticOperator::kAdd || op == ArithmeticOperator::kSubtract) {
    const bool add = op == ArithmeticOperator::kAdd;
    const std::optional<Extended> least = Apply(op, a.least, add ? b.least : b.most);
    const std::optional<Extended> most = Apply(op, a.most, add ? b.most : b.least);
    if (!least || !most) return std::nullopt;
    return Range{*least, *most};
  }
  std::optional<Range> range;
  for (const Extended& left : {a.least, a.most}) {
    for (const Extended& right : {b.least, b.most}) {
      const std::optional<Extended> corner = Apply(op, left, right);
      if (!corner) return std::nullopt;
      if (!range) range = Range{*corner, *corner};
      if (*corner < range->least) range->least = *corner;
      if (range->most < *corner) range->most = *corner;
    }
  }
  return range;
}

bool MayBeZero(const Range& range) { return range.least.sign() <= 0 && range.most.sign() >= 0; }

Value ValueOf(const Range& range, Environment& environment) {
  Interval interval;
  if (range.least.infinity == 0) interval.least = range.least.finite;
  if (range.most.infinity == 0) interval.most = range.most.finite;
  if (interval.least && interval.most && *interval.least == *interval.most) {
    return Value::Of(*interval.least);
  }
  return Value::Of(environment.arena().Keep(interval));
}

Value CalculateRange(ArithmeticOperator op, const Value& a, const Value& b,
                     Environment& environment) {
  const Range left = RangeOf(a);
  const Range right = RangeOf(b);
  if (op == ArithmeticOperator::kDivide && MayBeZero(right)) return {};
  const std::optional<Range> result = Combine(op, left, right);
  return result ? ValueOf(*result, environment) : OutOfRange(environment);
}

// --- Numbers

Value CalculateNumber(ArithmeticOperator op, Decimal a, Decimal b, Environment& environment) {
  switch (op) {
    case ArithmeticOperator::kAdd:
      return InRange(values::Add(a, b), environment);
    case ArithmeticOperator::kSubtract:
      return InRange(values::Subtract(a, b), environment);
    case ArithmeticOperator::kMultiply:
      return InRange(values::Multiply(a, b), environment);
    case ArithmeticOperator::kDivide:
      if (b.is_zero()) return DividedByZero(environment);
      return InRange(values::Divide(a, b), environment);
  }
  return {};
}

// --- Durations

constexpr int128 kOne = 1'000'000'000'000'000'000;

uint128 Magnitude(int128 value) { return static_cast<uint128>(value < 0 ? -value : value); }

// numerator / denominator to a whole number, half to even; nothing if it does not fit.
// Both are below 2^127 in magnitude, the denominator is not zero.
std::optional<std::int64_t> RoundedQuotient(int128 numerator, int128 denominator) {
  const uint128 divisor = Magnitude(denominator);
  uint128 quotient = Magnitude(numerator) / divisor;
  const uint128 rest = Magnitude(numerator) % divisor;
  const uint128 other = divisor - rest;
  if (rest > other || (rest == other && (quotient & 1) != 0)) quotient += 1;
  const bool negative = (numerator < 0) != (denominator < 0);
  if (quotient > static_cast<uint128>(INT64_MAX)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(quotient);
  return negative ? -whole : whole;
}

// A calendar duration has no fractions: half of one month is no length, half of two is a month.
Value Scale(Duration duration, Decimal factor, Environment& environment) {
  const std::optional<Decimal> months =
      values::Multiply(Decimal::FromInteger(duration.months), factor);
  const std::optional<Decimal> nanos =
      values::Multiply(Decimal::FromInteger(duration.nanos), factor);
  if (!months || !nanos) return OutOfRange(environment);
  if (duration.is_calendar() && !(months->is_integer() && nanos->is_integer())) return {};
  const std::optional<std::int64_t> whole_months = RoundedQuotient(months->scaled(), kOne);
  const std::optional<std::int64_t> whole_nanos = RoundedQuotient(nanos->scaled(), kOne);
  if (!whole_months || !whole_nanos) return OutOfRange(environment);
  return Value::Of(Duration{*whole_months, *whole_nanos});
}

Value Shorten(Duration duration, Decimal divisor, Environment& environment) {
  if (divisor.is_zero()) return DividedByZero(environment);
  const int128 months = int128(duration.months) * kOne;
  const int128 nanos = int128(duration.nanos) * kOne;
  if (duration.is_calendar() && (months % divisor.scaled() != 0 || nanos % divisor.scaled() != 0)) {
    return {};
  }
  const std::optional<std::int64_t> whole_months = RoundedQuotient(months, divisor.scaled());
  const std::optional<std::int64_t> whole_nanos = RoundedQuotient(nanos, divisor.scaled());
  if (!whole_months || !whole_nanos) return OutOfRange(environment);
  return Value::Of(Duration{*whole_months, *whole_nanos});
}

// How many times `b` goes into `a`: both exact, or both whole months.
Value Ratio(Duration a, Duration b, Environment& environment) {
  std::int64_t dividend = a.nanos;
  std::int64_t divisor = b.nanos;
  if (a.is_calendar() || b.is_calendar()) {
    if (a.nanos != 0 || b.nanos != 0) return {};
    dividend = a.months;
    divisor = b.months;
  }
  if (divisor == 0) return DividedByZero(environment);
  return InRange(values::Divide(Decimal::FromInteger(dividend), Decimal::FromInteger(divisor)),
                 environment);
}

Value CalculateDurations(ArithmeticOperator op, Duration a, Duration b, Environment& environment) {
  switch (op) {
    case ArithmeticOperator::kAdd:
      return InRange(values::Add(a, b), environment);
    case ArithmeticOperator::kSubtract:
      return InRange(values::Subtract(a, b), environment);
    case ArithmeticOperator::kDivide:
      return Ratio(a, b, environment);
    default:
      return {};
  }
}

// --- Mixed kinds

Value CalculateFromInstant(ArithmeticOperator op, Instant a, const Value& b,
                           Environment& environment) {
  const bool add = op == ArithmeticOperator::kAdd;
  if (!add && op != ArithmeticOperator::kSubtract) return {};
  if (b.kind() == Kind::kDuration) {
    return InRange(add ? values::Plus(a, b.duration()) : values::Minus(a, b.duration()),
                   environment);
  }
  if (b.kind() == Kind::kInstant && !add) {
    return InRange(values::Difference(a, b.instant()), environment);
  }
  return {};
}

Value CalculateFromDuration(ArithmeticOperator op, Duration a, const Value& b,
                            Environment& environment) {
  switch (b.kind()) {
    case Kind::kDuration:
      return CalculateDurations(op, a, b.duration(), environment);
    case Kind::kInstant:
      return op == ArithmeticOperator::kAdd ? InRange(values::Plus(b.instant(), a), environment)
                                            : Value();
    case Kind::kNumber:
      if (op == ArithmeticOperator::kMultiply) return Scale(a, b.number(), environment);
      if (op == ArithmeticOperator::kDivide) return Shorten(a, b.number(), environment);
      return {};
    default:
      return {};
  }
}

Value Join(std::string_view a, std::string_view b, values::Arena& arena) {
  const std::span<char> joined = arena.Bytes(a.size() + b.size());
  if (!a.empty()) std::memcpy(joined.data(), a.data(), a.size());
  if (!b.empty()) std::memcpy(joined.data() + a.size(), b.data(), b.size());
  return Value::Of(std::string_view(joined.data(), joined.size()));
}

}  // namespace

Value Calculate(ArithmeticOperator op, const Value& a, const Value& b, Environment& environment) {
  switch (a.kind()) {
    case Kind::kNumber:
      if (b.kind() == Kind::kNumber)
        return CalculateNumber(op, a.number(), b.number(), environment);
      if (b.kind() == Kind::kInterval) return CalculateRange(op, a, b, environment);
      if (b.kind() == Kind::kDuration && op == ArithmeticOperator::kMultiply) {
        return Scale(b.duration(), a.number(), environment);
      }
      return {};
    case Kind::kInterval:
      return IsNumeric(b) ? CalculateRange(op, a, b, environment) : Value();
    case Kind::kInstant:
      return CalculateFromInstant(op, a.instant(), b, environment);
    case Kind::kDuration:
      return CalculateFromDuration(op, a.duration(), b, environment);
    case Kind::kText:
      if (b.kind() == Kind::kText && op == ArithmeticOperator::kAdd) {
        return Join(a.text(), b.text(), environment.arena());
      }
      return {};
    default:
      return {};
  }
}

Value NegateValue(const Value& value, Environment& environment) {
  switch (value.kind()) {
    case Kind::kNumber:
      return Value::Of(values::Negate(value.number()));
    case Kind::kInterval: {
      const Interval& interval = value.interval();
      Interval negated;
      if (interval.most) negated.least = values::Negate(*interval.most);
      if (interval.least) negated.most = values::Negate(*interval.least);
      return Value::Of(environment.arena().Keep(negated));
    }
    case Kind::kDuration:
      return Value::Of(values::Negate(value.duration()));
    default:
      return {};
  }
}

}  // namespace abide::expressions
