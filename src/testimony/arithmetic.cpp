#include "testimony/arithmetic.h"

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <string>

namespace abide::testimony {
namespace {

using expressions::ArithmeticOperator;
using expressions::CompareOperator;
using values::Decimal;
using values::Duration;
using values::Interval;
using Kind = Value::Kind;

bool IsNumeric(const Value& value) {
  return value.kind() == Kind::kNumber || value.kind() == Kind::kInterval;
}

// An end of an interval; `beyond` is -1 or 1 where it has none on that side, and the number zero.
struct End {
  int beyond = 0;
  Decimal number;

  std::strong_ordering operator<=>(const End& other) const = default;
  int sign() const {
    if (beyond != 0) return beyond;
    return static_cast<int>(!number.is_zero()) * (number.is_negative() ? -1 : 1);
  }
};
using MaybeEnd = std::optional<End>;  // none: out of range

End LeastOf(const Interval& range) { return range.least ? End{0, *range.least} : End{-1, {}}; }
End MostOf(const Interval& range) { return range.most ? End{0, *range.most} : End{1, {}}; }

MaybeEnd EndOf(const std::optional<Decimal>& number) {
  return number ? MaybeEnd(End{0, *number}) : std::nullopt;
}

MaybeEnd Sum(const End& a, const End& b) {
  if (a.beyond != 0) return a;
  return b.beyond != 0 ? MaybeEnd(b) : EndOf(values::Add(a.number, b.number));
}

// Zero times what has no bound is zero.
MaybeEnd Product(const End& a, const End& b) {
  if (a.beyond == 0 && b.beyond == 0) return EndOf(values::Multiply(a.number, b.number));
  return End{a.sign() * b.sign(), {}};
}

// The divisor is not zero.
MaybeEnd Quotient(const End& a, const End& b) {
  if (b.beyond != 0) return End{};
  if (a.beyond != 0) return End{a.sign() * b.sign(), {}};
  return EndOf(values::Divide(a.number, b.number));
}

Value Between(const MaybeEnd& least, const MaybeEnd& most, values::Arena& arena) {
  if (!least || !most) return {};
  Interval range;
  if (least->beyond == 0) range.least = least->number;
  if (most->beyond == 0) range.most = most->number;
  return ValueOf(range, arena);
}

template <typename Operation>
Value OverCorners(const Interval& a, const Interval& b, Operation operation, values::Arena& arena) {
  std::array<MaybeEnd, 4> corners = {
      operation(LeastOf(a), LeastOf(b)), operation(LeastOf(a), MostOf(b)),
      operation(MostOf(a), LeastOf(b)), operation(MostOf(a), MostOf(b))};
  if (std::any_of(corners.begin(), corners.end(), [](const MaybeEnd& end) { return !end; })) {
    return {};
  }
  const auto [least, most] = std::minmax_element(corners.begin(), corners.end());
  return Between(*least, *most, arena);
}

Value CalculateNumbers(ArithmeticOperator op, const Interval& a, const Interval& b,
                       values::Arena& arena) {
  switch (op) {
    case ArithmeticOperator::kAdd:
      return Between(Sum(LeastOf(a), LeastOf(b)), Sum(MostOf(a), MostOf(b)), arena);
    case ArithmeticOperator::kSubtract:
      return CalculateNumbers(ArithmeticOperator::kAdd, a,
                              IntervalOf(Negated(ValueOf(b, arena), arena)), arena);
    case ArithmeticOperator::kMultiply:
      return OverCorners(a, b, Product, arena);
    case ArithmeticOperator::kDivide:
      if (LeastOf(b) <= End{} && End{} <= MostOf(b)) return {};
      return OverCorners(a, b, Quotient, arena);
  }
  return {};
}

Value Scaled(Duration duration, Decimal by, std::optional<Decimal> (*scale)(Decimal, Decimal)) {
  const auto months = scale(Decimal::FromInteger(duration.months), by);
  const auto nanos = scale(Decimal::FromInteger(duration.nanos), by);
  if (!months || !nanos) return {};
  // A part of a calendar month has no length.
  if (duration.is_calendar() && !(months->is_integer() && nanos->is_integer())) return {};
  const auto whole_months = Whole(months);
  const auto whole_nanos = Whole(nanos);
  if (!whole_months || !whole_nanos) return {};
  return Value::Of(Duration{*whole_months, *whole_nanos});
}

Value Ratio(Duration a, Duration b) {
  const bool calendar = a.is_calendar() || b.is_calendar();
  if (calendar && (a.nanos != 0 || b.nanos != 0)) return {};
  return OrAbsent(values::Divide(Decimal::FromInteger(calendar ? a.months : a.nanos),
                                 Decimal::FromInteger(calendar ? b.months : b.nanos)));
}

Value CalculateDurations(ArithmeticOperator op, Duration a, Duration b) {
  if (op == ArithmeticOperator::kAdd) return OrAbsent(values::Add(a, b));
  if (op == ArithmeticOperator::kSubtract) return OrAbsent(values::Subtract(a, b));
  return op == ArithmeticOperator::kDivide ? Ratio(a, b) : Value();
}

Value CalculateTimes(ArithmeticOperator op, const Value& a, const Value& b) {
  const bool adds = op == ArithmeticOperator::kAdd;
  if (!adds && op != ArithmeticOperator::kSubtract) return {};
  if (a.kind() == Kind::kInstant && b.kind() == Kind::kInstant) {
    return adds ? Value() : OrAbsent(values::Difference(a.instant(), b.instant()));
  }
  if (a.kind() == Kind::kInstant && b.kind() == Kind::kDuration) {
    return OrAbsent(adds ? values::Plus(a.instant(), b.duration())
                         : values::Minus(a.instant(), b.duration()));
  }
  const bool behind = adds && a.kind() == Kind::kDuration && b.kind() == Kind::kInstant;
  return behind ? OrAbsent(values::Plus(b.instant(), a.duration())) : Value();
}

// --- Comparisons -------------------------------------------------------------------------------

// Of values that are one each; nothing where neither is less, equal or greater.
std::optional<std::strong_ordering> OrderOf(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kBoolean:
      return a.boolean() <=> b.boolean();
    case Kind::kInstant:
      return a.instant() <=> b.instant();
    case Kind::kText:
      return a.text().compare(b.text()) <=> 0;
    case Kind::kDuration:
      return values::Compare(a.duration(), b.duration());
    default:
      return std::nullopt;
  }
}

Truth Less(const Value& a, const Value& b) {
  if (!IsNumeric(a)) {
    const auto order = OrderOf(a, b);
    return order ? values::TruthOf(*order < 0) : Truth::kUnknown;
  }
  if (MostOf(IntervalOf(a)) < LeastOf(IntervalOf(b))) return Truth::kTrue;
  return LeastOf(IntervalOf(a)) >= MostOf(IntervalOf(b)) ? Truth::kFalse : Truth::kUnknown;
}

Truth Equal(const Value& a, const Value& b, values::Case case_rule) {
  if (IsNumeric(a)) {
    const Interval left = IntervalOf(a);
    const Interval right = IntervalOf(b);
    if (MostOf(left) < LeastOf(right) || MostOf(right) < LeastOf(left)) return Truth::kFalse;
    const bool are_one = LeastOf(left) == MostOf(left) && LeastOf(right) == MostOf(right);
    return are_one ? Truth::kTrue : Truth::kUnknown;
  }
  if (a.kind() == Kind::kText) {
    return values::TruthOf(values::EqualText(a.text(), b.text(), case_rule));
  }
  const bool is_list = a.kind() == Kind::kList;
  if (!is_list && a.kind() != Kind::kRecord) {
    const auto order = OrderOf(a, b);
    return order ? values::TruthOf(*order == 0) : Truth::kUnknown;
  }
  const std::span<const Value> left = is_list ? a.elements() : a.members();
  const std::span<const Value> right = is_list ? b.elements() : b.members();
  if (left.size() != right.size()) return Truth::kFalse;
  Truth equal = Truth::kTrue;
  for (std::size_t i = 0; i < left.size(); ++i) {
    equal = values::And(equal, Compare(CompareOperator::kEqual, left[i], right[i]));
  }
  return equal;
}

// --- Aggregates --------------------------------------------------------------------------------

bool IsDecided(const std::vector<Counted>& counted) {
  return !counted.empty() && std::all_of(counted.begin(), counted.end(), [](const Counted& one) {
    return one.belongs == Truth::kTrue && !one.value.is_absent() &&
           one.value.kind() != Kind::kInterval;
  });
}

// Whole parts and fractions by themselves, so that no sum on the way is out of range.
class ExactSum {
 public:
  void Add(const Decimal& number) {
    whole_ += number.scaled() / kOne;
    rest_ += number.scaled() % kOne;
  }
  std::optional<Decimal> Total() const {
    const absl::int128 whole = whole_ + rest_ / kOne;
    const absl::int128 limit = absl::int128(150'000'000'000) * 1'000'000'000;
    if (whole > limit || whole < -limit) return std::nullopt;
    return Decimal::FromScaled(whole * kOne + rest_ % kOne);
  }

 private:
  static constexpr std::int64_t kOne = 1'000'000'000'000'000'000;
  absl::int128 whole_ = 0;
  absl::int128 rest_ = 0;
};

Value SumOfNumbers(const std::vector<Counted>& counted, values::Arena& arena) {
  std::optional<ExactSum> least = ExactSum();
  std::optional<ExactSum> most = ExactSum();
  for (const Counted& one : counted) {
    Interval amount{Decimal(), std::nullopt};  // of what is absent: from zero up
    if (!one.value.is_absent()) amount = IntervalOf(one.value);
    if (one.belongs != Truth::kTrue) {
      if (amount.least) amount.least = std::min(*amount.least, Decimal());
      if (amount.most) amount.most = std::max(*amount.most, Decimal());
    }
    if (!amount.least) least.reset();
    if (!amount.most) most.reset();
    if (least) least->Add(*amount.least);
    if (most) most->Add(*amount.most);
  }
  Interval sum;
  if (least && !(sum.least = least->Total())) return {};
  if (most && !(sum.most = most->Total())) return {};
  return ValueOf(sum, arena);
}

// There are no intervals of durations.
Value SumOfDurations(const std::vector<Counted>& counted, values::Arena& arena) {
  Value sum = Value::Of(Duration{});
  if (!counted.empty() && !IsDecided(counted)) return {};
  for (const Counted& one : counted) {
    sum = Calculate(ArithmeticOperator::kAdd, sum, one.value, arena);
  }
  return sum;
}

Value SumOf(const check::AskAggregate& ask, const std::vector<Counted>& counted,
            values::Arena& arena) {
  const bool of_durations = ask.value->type.kind == expressions::Type::Kind::kDuration;
  return of_durations ? SumOfDurations(counted, arena) : SumOfNumbers(counted, arena);
}

// Calendar durations may have no best one.
Value Best(CompareOperator as_good, const std::vector<Counted>& counted) {
  for (const Counted& one : counted) {
    const bool is_best = std::all_of(counted.begin(), counted.end(), [&](const Counted& other) {
      return Compare(as_good, one.value, other.value) == Truth::kTrue;
    });
    if (is_best) return one.value;
  }
  return {};
}

Value Distinct(const std::vector<Counted>& counted) {
  std::vector<std::string> keys;
  for (const Counted& one : counted) values::AppendKey(one.value, keys.emplace_back());
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(keys.size())));
}

Value Count(const std::vector<Counted>& counted, values::Arena& arena) {
  std::int64_t least = 0;
  for (const Counted& one : counted) least += one.belongs == Truth::kTrue ? 1 : 0;
  const auto most = static_cast<std::int64_t>(counted.size());
  return ValueOf({Decimal::FromInteger(least), Decimal::FromInteger(most)}, arena);
}

}  // namespace

Value ListOf(std::span<const Value> elements, values::Arena& arena) {
  const std::span<Value> kept = arena.Values(elements.size());
  std::copy(elements.begin(), elements.end(), kept.begin());
  return Value::ListOf(kept);
}

std::optional<std::int64_t> Whole(const std::optional<Decimal>& number) {
  if (!number) return std::nullopt;
  const absl::int128 one = Decimal::FromInteger(1).scaled();
  absl::int128 whole = number->scaled() / one;
  const absl::int128 rest = number->scaled() % one;
  const absl::int128 twice = (rest < 0 ? -rest : rest) * 2;
  if (twice > one || (twice == one && whole % 2 != 0)) whole += rest < 0 ? -1 : 1;
  if (whole > INT64_MAX || whole < -absl::int128(INT64_MAX)) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

values::Interval IntervalOf(const Value& value) {
  if (value.kind() == Kind::kInterval) return value.interval();
  return {value.number(), value.number()};
}

Value ValueOf(const Interval& interval, values::Arena& arena) {
  const bool is_one = interval.least && interval.most && *interval.least == *interval.most;
  return is_one ? Value::Of(*interval.least) : Value::Of(arena.Keep(interval));
}

Value Negated(const Value& value, values::Arena& arena) {
  if (value.kind() == Kind::kDuration) return Value::Of(values::Negate(value.duration()));
  if (!IsNumeric(value)) return {};
  const Interval interval = IntervalOf(value);
  Interval negated;
  if (interval.most) negated.least = values::Negate(*interval.most);
  if (interval.least) negated.most = values::Negate(*interval.least);
  return ValueOf(negated, arena);
}

Value Calculate(ArithmeticOperator op, const Value& a, const Value& b, values::Arena& arena) {
  if (a.is_absent() || b.is_absent()) return {};
  if (IsNumeric(a) && IsNumeric(b))
    return CalculateNumbers(op, IntervalOf(a), IntervalOf(b), arena);
  if (a.kind() == Kind::kDuration && b.kind() == Kind::kDuration) {
    return CalculateDurations(op, a.duration(), b.duration());
  }
  const bool multiplies = op == ArithmeticOperator::kMultiply;
  if (a.kind() == Kind::kDuration && b.kind() == Kind::kNumber) {
    if (multiplies) return Scaled(a.duration(), b.number(), values::Multiply);
    const bool divides = op == ArithmeticOperator::kDivide;
    return divides ? Scaled(a.duration(), b.number(), values::Divide) : Value();
  }
  if (a.kind() == Kind::kNumber && b.kind() == Kind::kDuration) {
    return multiplies ? Scaled(b.duration(), a.number(), values::Multiply) : Value();
  }
  if (a.kind() == Kind::kText && b.kind() == Kind::kText && op == ArithmeticOperator::kAdd) {
    return Value::Of(arena.Copy(std::string(a.text()).append(b.text())));
  }
  return CalculateTimes(op, a, b);
}

Truth Compare(CompareOperator op, const Value& a, const Value& b, values::Case case_rule) {
  if (a.is_absent() || b.is_absent()) return Truth::kUnknown;
  if (a.kind() != b.kind() && !(IsNumeric(a) && IsNumeric(b))) return Truth::kUnknown;
  switch (op) {
    case CompareOperator::kEqual:
      return Equal(a, b, case_rule);
    case CompareOperator::kNotEqual:
      return values::Not(Equal(a, b, case_rule));
    case CompareOperator::kLess:
      return Less(a, b);
    case CompareOperator::kLessEqual:
      return values::Not(Less(b, a));
    case CompareOperator::kGreater:
      return Less(b, a);
    case CompareOperator::kGreaterEqual:
      return values::Not(Less(a, b));
  }
  return Truth::kUnknown;
}

Value Aggregated(const check::AskAggregate& ask, const std::vector<Counted>& counted,
                 values::Arena& arena) {
  using Function = check::AskAggregate::Function;
  const bool decided = IsDecided(counted);
  switch (ask.function) {
    case Function::kCount:
      return Count(counted, arena);
    case Function::kSum:
      return SumOf(ask, counted, arena);
    case Function::kMin:
      return decided ? Best(CompareOperator::kLessEqual, counted) : Value();
    case Function::kMax:
      return decided ? Best(CompareOperator::kGreaterEqual, counted) : Value();
    case Function::kAverage: {
      if (!decided) return {};
      const auto size = Decimal::FromInteger(static_cast<std::int64_t>(counted.size()));
      return Calculate(ArithmeticOperator::kDivide, SumOf(ask, counted, arena), Value::Of(size),
                       arena);
    }
    case Function::kDistinct:
      return decided ? Distinct(counted) : Value();
    case Function::kEarliest:
    case Function::kLatest: {
      // A certain event decides before one that is not is met.
      if (counted.empty()) return {};
      const bool first = ask.function == Function::kEarliest;
      const Counted& one = first ? counted.front() : counted.back();
      return one.belongs == Truth::kTrue ? one.value : Value();
    }
  }
  return {};
}

}  // namespace abide::testimony
