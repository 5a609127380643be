// Arithmetic and comparisons on values, intervals included (language guide, sections 7, 9 and 10).
#pragma once

#include "expressions/expression.h"
#include "values/arena.h"
#include "values/value.h"

namespace abide::reference {

// A number or an interval as an interval. `value` is one of the two.
values::Interval AsInterval(const values::Value& value);
// The number, if both ends are one; else the interval, kept in `arena`.
values::Value OfInterval(const values::Interval& interval, values::Arena& arena);
bool IsNumeric(const values::Value& value);

// Absent where an operand is, where the result is out of range, and where a divisor may be zero.
values::Value Calculate(expressions::ArithmeticOperator op, const values::Value& a,
                        const values::Value& b, values::Arena& arena);
values::Value Negated(const values::Value& value, values::Arena& arena);

values::Truth Compare(expressions::CompareOperator op, const values::Value& a,
                      const values::Value& b, values::Case case_rule);
values::Truth Equal(const values::Value& a, const values::Value& b,
                    values::Case case_rule = values::Case::kRespect);

}  // namespace abide::reference
