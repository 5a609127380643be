#include "reference/arithmetic.h"

#include <algorithm>
#include <array>
#include <compare>
#include <string>

#include "diagnostics/assert.h"

namespace abide::reference {
namespace {

using expressions::ArithmeticOperator;
using expressions::CompareOperator;
using values::Decimal;
using values::Duration;
using values::Interval;
using values::Truth;
using values::Value;
using Kind = values::Value::Kind;

// An end of an interval: below everything, a number, or above everything.
struct End {
  int infinite = 0;  // -1, 0, 1
  Decimal number;

  auto operator<=>(const End& other) const {
    if (infinite != other.infinite) return infinite <=> other.infinite;
    if (infinite != 0) return std::strong_ordering::equal;
    return number <=> other.number;
  }
  bool operator==(const End& other) const { return (*this <=> other) == 0; }
  int sign() const {
    if (infinite != 0) return infinite;
    return number.is_zero() ? 0 : number.is_negative() ? -1 : 1;
  }
};

struct Ends {
  End least;
  End most;
};

Ends EndsOf(const Interval& interval) {
  Ends ends{{-1, {}}, {1, {}}};
  if (interval.least) ends.least = {0, *interval.least};
  if (interval.most) ends.most = {0, *interval.most};
  return ends;
}

Interval IntervalOf(const End& least, const End& most) {
  Interval interval;
  if (least.infinite == 0) interval.least = least.number;
  if (most.infinite == 0) interval.most = most.number;
  return interval;
}

std::optional<End> Finite(std::optional<Decimal> number) {
  if (!number) return std::nullopt;
  return End{0, *number};
}

std::optional<End> Sum(const End& a, const End& b) {
  if (a.infinite != 0) return a;
  if (b.infinite != 0) return b;
  return Finite(values::Add(a.number, b.number));
}

// Nothing times anything finite, however large, is nothing.
std::optional<End> Product(const End& a, const End& b) {
  if (a.infinite == 0 && b.infinite == 0) return Finite(values::Multiply(a.number, b.number));
  const int sign = a.sign() * b.sign();
  return sign == 0 ? End{} : End{sign, {}};
}

// The divisor is not zero. What is divided by ever more comes to nothing.
std::optional<End> Quotient(const End& a, const End& b) {
  if (b.infinite != 0) return End{};
  if (a.infinite != 0) return End{a.sign() * b.sign(), {}};
  return Finite(values::Divide(a.number, b.number));
}

// The least and the most of what the four corners come to; absent if one is out of range.
Value OfCorners(const std::array<std::optional<End>, 4>& corners, values::Arena& arena) {
  End least{1, {}};
  End most{-1, {}};
  for (const std::optional<End>& corner : corners) {
    if (!corner) return {};
    least = std::min(least, *corner);
    most = std::max(most, *corner);
  }
  return OfInterval(IntervalOf(least, most), arena);
}

template <typename Operation>
Value OverCorners(const Ends& a, const Ends& b, Operation operation, values::Arena& arena) {
  return OfCorners({operation(a.least, b.least), operation(a.least, b.most),
                    operation(a.most, b.least), operation(a.most, b.most)},
                   arena);
}

Value CalculateNumbers(ArithmeticOperator op, const Value& left, const Value& right,
                       values::Arena& arena) {
  const Ends a = EndsOf(AsInterval(left));
  const Ends b = EndsOf(AsInterval(right));
  switch (op) {
    case ArithmeticOperator::kAdd: {
      const auto least = Sum(a.least, b.least);
      const auto most = Sum(a.most, b.most);
      if (!least || !most) return {};
      return OfInterval(IntervalOf(*least, *most), arena);
    }
    case ArithmeticOperator::kSubtract: {
      const Value negated = Negated(right, arena);
      return CalculateNumbers(ArithmeticOperator::kAdd, left, negated, arena);
    }
    case ArithmeticOperator::kMultiply:
      return OverCorners(a, b, Product, arena);
    case ArithmeticOperator::kDivide:
      // "division by zero is unknown" (section 6), also where the divisor only may be zero.
      if (b.least <= End{} && End{} <= b.most) return {};
      return OverCorners(a, b, Quotient, arena);
  }
  return {};
}

// A number of nanoseconds or of months, rounded half to even to a whole one.
std::optional<std::int64_t> Whole(std::optional<Decimal> number) {
  if (!number) return std::nullopt;
  const absl::int128 one = Decimal::FromInteger(1).scaled();
  absl::int128 whole = number->scaled() / one;
  const absl::int128 rest = number->scaled() % one;
  const absl::int128 twice = (rest < 0 ? -rest : rest) * 2;
  if (twice > one || (twice == one && whole % 2 != 0)) whole += rest < 0 ? -1 : 1;
  if (whole > INT64_MAX || whole < -absl::int128(INT64_MAX)) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

// `scale` is Multiply or Divide. Calendar durations have no fractions.
Value Scaled(Duration duration, Decimal by, std::optional<Decimal> (*scale)(Decimal, Decimal)) {
  const auto months = scale(Decimal::FromInteger(duration.months), by);
  const auto nanos = scale(Decimal::FromInteger(duration.nanos), by);
  if (!months || !nanos) return {};
  if (duration.is_calendar() && !(months->is_integer() && nanos->is_integer())) return {};
  const auto whole_months = Whole(months);
  const auto whole_nanos = Whole(nanos);
  if (!whole_months || !whole_nanos) return {};
  return Value::Of(Duration{*whole_months, *whole_nanos});
}

// How often `b` goes into `a`: both exact, or both of whole months.
Value Ratio(Duration a, Duration b) {
  const bool calendar = a.is_calendar() || b.is_calendar();
  if (calendar && (a.nanos != 0 || b.nanos != 0)) return {};
  const auto dividend = Decimal::FromInteger(calendar ? a.months : a.nanos);
  const auto divisor = Decimal::FromInteger(calendar ? b.months : b.nanos);
  const auto quotient = values::Divide(dividend, divisor);
  return quotient ? Value::Of(*quotient) : Value();
}

// Durations with numbers: `2 days * n`, `3 days / 2`.
Value CalculateScaled(ArithmeticOperator op, const Value& a, const Value& b) {
  if (a.kind() == Kind::kDuration && b.kind() == Kind::kNumber) {
    if (op == ArithmeticOperator::kMultiply)
      return Scaled(a.duration(), b.number(), values::Multiply);
    if (op == ArithmeticOperator::kDivide) return Scaled(a.duration(), b.number(), values::Divide);
  }
  const bool product = op == ArithmeticOperator::kMultiply;
  if (a.kind() == Kind::kNumber && b.kind() == Kind::kDuration && product) {
    return Scaled(b.duration(), a.number(), values::Multiply);
  }
  return {};
}

Value OrAbsent(const std::optional<Duration>& duration) {
  return duration ? Value::Of(*duration) : Value();
}
Value OrAbsent(const std::optional<values::Instant>& instant) {
  return instant ? Value::Of(*instant) : Value();
}

// `+` and `-` on times and durations, `/` on durations.
Value CalculateTimes(ArithmeticOperator op, const Value& a, const Value& b) {
  const bool durations = a.kind() == Kind::kDuration && b.kind() == Kind::kDuration;
  if (durations && op == ArithmeticOperator::kDivide) return Ratio(a.duration(), b.duration());
  const bool add = op == ArithmeticOperator::kAdd;
  if (!add && op != ArithmeticOperator::kSubtract) return {};
  if (a.kind() == Kind::kInstant && b.kind() == Kind::kInstant) {
    return add ? Value() : OrAbsent(values::Difference(a.instant(), b.instant()));
  }
  if (a.kind() == Kind::kInstant) {
    return OrAbsent(add ? values::Plus(a.instant(), b.duration())
                        : values::Minus(a.instant(), b.duration()));
  }
  if (b.kind() == Kind::kInstant) {
    return add ? OrAbsent(values::Plus(b.instant(), a.duration())) : Value();
  }
  return OrAbsent(add ? values::Add(a.duration(), b.duration())
                      : values::Subtract(a.duration(), b.duration()));
}

bool IsTimely(const Value& value) {
  return value.kind() == Kind::kInstant || value.kind() == Kind::kDuration;
}

bool Decided(CompareOperator op, std::strong_ordering order) {
  switch (op) {
    case CompareOperator::kEqual:
      return order == 0;
    case CompareOperator::kNotEqual:
      return order != 0;
    case CompareOperator::kLess:
      return order < 0;
    case CompareOperator::kLessEqual:
      return order <= 0;
    case CompareOperator::kGreater:
      return order > 0;
    case CompareOperator::kGreaterEqual:
      return order >= 0;
  }
  return false;
}

// "a comparison is true or false only if it is so for the whole interval, else unknown"
// (section 9).
Truth CompareNumbers(CompareOperator op, const Ends& a, const Ends& b) {
  switch (op) {
    case CompareOperator::kLess:
      if (a.most < b.least) return Truth::kTrue;
      return a.least >= b.most ? Truth::kFalse : Truth::kUnknown;
    case CompareOperator::kLessEqual:
      if (a.most <= b.least) return Truth::kTrue;
      return a.least > b.most ? Truth::kFalse : Truth::kUnknown;
    case CompareOperator::kGreater:
      return CompareNumbers(CompareOperator::kLess, b, a);
    case CompareOperator::kGreaterEqual:
      return CompareNumbers(CompareOperator::kLessEqual, b, a);
    case CompareOperator::kEqual:
      if (a.most < b.least || b.most < a.least) return Truth::kFalse;
      return a.least == a.most && b.least == b.most ? Truth::kTrue : Truth::kUnknown;
    case CompareOperator::kNotEqual:
      return values::Not(CompareNumbers(CompareOperator::kEqual, a, b));
  }
  return Truth::kUnknown;
}

Truth CompareTexts(CompareOperator op, std::string_view a, std::string_view b,
                   values::Case case_rule) {
  if (op == CompareOperator::kEqual) return values::TruthOf(values::EqualText(a, b, case_rule));
  if (op == CompareOperator::kNotEqual) return values::TruthOf(!values::EqualText(a, b, case_rule));
  return values::TruthOf(Decided(op, a.compare(b) <=> 0));
}

// Two lists are equal if they are as long and their elements are, one by one.
Truth EqualLists(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return Truth::kFalse;
  Truth equal = Truth::kTrue;
  for (std::size_t i = 0; i < a.size(); ++i) equal = values::And(equal, Equal(a[i], b[i]));
  return equal;
}

}  // namespace

bool IsNumeric(const Value& value) {
  return value.kind() == Kind::kNumber || value.kind() == Kind::kInterval;
}

Interval AsInterval(const Value& value) {
  if (value.kind() == Kind::kInterval) return value.interval();
  return {value.number(), value.number()};
}

Value OfInterval(const Interval& interval, values::Arena& arena) {
  if (interval.least && interval.most && *interval.least == *interval.most) {
    return Value::Of(*interval.least);
  }
  return Value::Of(arena.Keep(interval));
}

Value Negated(const Value& value, values::Arena& arena) {
  if (value.kind() == Kind::kDuration) return Value::Of(values::Negate(value.duration()));
  if (!IsNumeric(value)) return {};
  const Interval interval = AsInterval(value);
  Interval negated;
  if (interval.most) negated.least = values::Negate(*interval.most);
  if (interval.least) negated.most = values::Negate(*interval.least);
  return OfInterval(negated, arena);
}

Value Calculate(ArithmeticOperator op, const Value& a, const Value& b, values::Arena& arena) {
  if (a.is_absent() || b.is_absent()) return {};
  if (IsNumeric(a) && IsNumeric(b)) return CalculateNumbers(op, a, b, arena);
  if (IsTimely(a) && IsTimely(b)) return CalculateTimes(op, a, b);
  if (a.kind() == Kind::kText && b.kind() == Kind::kText && op == ArithmeticOperator::kAdd) {
    return Value::Of(arena.Copy(std::string(a.text()) + std::string(b.text())));
  }
  return CalculateScaled(op, a, b);
}

Truth Compare(CompareOperator op, const Value& a, const Value& b, values::Case case_rule) {
  if (a.is_absent() || b.is_absent()) return Truth::kUnknown;
  if (IsNumeric(a) && IsNumeric(b)) {
    return CompareNumbers(op, EndsOf(AsInterval(a)), EndsOf(AsInterval(b)));
  }
  ABIDE_ASSERT(a.kind() == b.kind(), "what is compared is of one kind");
  switch (a.kind()) {
    case Kind::kBoolean:
      return values::TruthOf(Decided(op, a.boolean() <=> b.boolean()));
    case Kind::kInstant:
      return values::TruthOf(Decided(op, a.instant() <=> b.instant()));
    case Kind::kText:
      return CompareTexts(op, a.text(), b.text(), case_rule);
    case Kind::kDuration: {
      const auto order = values::Compare(a.duration(), b.duration());
      return order ? values::TruthOf(Decided(op, *order)) : Truth::kUnknown;
    }
    case Kind::kList: {
      const Truth equal = EqualLists(a.elements(), b.elements());
      return op == CompareOperator::kEqual ? equal : values::Not(equal);
    }
    case Kind::kRecord: {
      const Truth equal = EqualLists(a.members(), b.members());
      return op == CompareOperator::kEqual ? equal : values::Not(equal);
    }
    default:
      return Truth::kUnknown;
  }
}

Truth Equal(const Value& a, const Value& b, values::Case case_rule) {
  return Compare(CompareOperator::kEqual, a, b, case_rule);
}

}  // namespace abide::reference
