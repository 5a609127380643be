// The operations by themselves: each takes values, not trees. A value of a kind that an operation
// does not know (a raw record holds anything) counts as absent.
#pragma once

#include <string>

#include "expressions/evaluate.h"

namespace abide::expressions {

// A boolean as truth; anything else is unknown.
inline values::Truth TruthOf(const Value& value) {
  return value.kind() == Value::Kind::kBoolean ? values::TruthOf(value.boolean())
                                               : values::Truth::kUnknown;
}

// A number, or one of which only bounds are known.
inline bool IsNumeric(const Value& value) {
  return value.kind() == Value::Kind::kNumber || value.kind() == Value::Kind::kInterval;
}

Value NegateValue(const Value& value, Environment& environment);

values::Truth EqualValues(const Value& a, const Value& b, values::Case case_rule);
values::Truth InValues(const Value& item, const Value& list, values::Case case_rule);
values::Truth TestText(const TextTest& test, const Value& text, const Value& part);

Value Call(const FunctionCall& call, const Value& argument, Environment& environment);
Value ConvertText(const Value& value, Type::Kind to);
Value FlattenList(const Value& list, values::Arena& arena);
Value ElementAt(const Value& list, const Value& index);

}  // namespace abide::expressions
