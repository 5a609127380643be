// Arithmetic, comparisons and aggregates on values, intervals included (language guide, sections 7,
// 9 and 10), as verification reckons them: exact, and by no code of the engine's.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "check/checked_rules.h"
#include "values/arena.h"
#include "values/value.h"

namespace abide::testimony {

using values::Truth;
using values::Value;

template <typename T>
Value OrAbsent(const std::optional<T>& result) {
  return result ? Value::Of(*result) : Value();
}

// The list of these, kept in `arena`.
Value ListOf(std::span<const Value> elements, values::Arena& arena);
// Rounded half to even; nothing where it is out of range, or where there is no number.
std::optional<std::int64_t> Whole(const std::optional<values::Decimal>& number);
// A number or an interval as an interval. `value` is one of the two.
values::Interval IntervalOf(const Value& value);
// The number, if both ends are one; else the interval, kept in `arena`.
Value ValueOf(const values::Interval& interval, values::Arena& arena);

// Absent where an operand is, where the result is out of range, and where a divisor may be zero.
Value Calculate(expressions::ArithmeticOperator op, const Value& a, const Value& b,
                values::Arena& arena);
Value Negated(const Value& value, values::Arena& arena);
// Unknown where an operand is absent, or where it holds for a part of an interval only.
Truth Compare(expressions::CompareOperator op, const Value& a, const Value& b,
              values::Case case_rule = values::Case::kRespect);

// An event that an aggregate counts, for certain or perhaps, and its value.
struct Counted {
  Truth belongs = Truth::kTrue;
  Value value;
};
// In the order of the events. O(n), of `min` and `max` O(n^2).
Value Aggregated(const check::AskAggregate& ask, const std::vector<Counted>& counted,
                 values::Arena& arena);

}  // namespace abide::testimony
