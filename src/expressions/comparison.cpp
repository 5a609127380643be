// Equality and order. An interval compares true or false only if every number in it does.

#include <compare>
#include <optional>

#include "expressions/operations.h"

namespace abide::expressions {
namespace {

using values::Interval;
using values::Truth;
using Kind = Value::Kind;

Interval EndsOf(const Value& value) {
  if (value.kind() == Kind::kInterval) return value.interval();
  return {value.number(), value.number()};
}

// Is every number of `a` less than every number of `b`? An end that is missing is unbounded.
bool WhollyLess(const Interval& a, const Interval& b) {
  return a.most && b.least && *a.most < *b.least;
}
bool WhollyLessOrEqual(const Interval& a, const Interval& b) {
  return a.most && b.least && *a.most <= *b.least;
}

Truth LessNumbers(const Interval& a, const Interval& b) {
  if (WhollyLess(a, b)) return Truth::kTrue;
  return WhollyLessOrEqual(b, a) ? Truth::kFalse : Truth::kUnknown;
}

Truth EqualNumbers(const Interval& a, const Interval& b) {
  if (WhollyLess(a, b) || WhollyLess(b, a)) return Truth::kFalse;
  const bool points = WhollyLessOrEqual(a, b) && WhollyLessOrEqual(b, a);
  return points ? Truth::kTrue : Truth::kUnknown;
}

// Nothing if the two have no order.
std::optional<std::strong_ordering> Order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kInstant:
      return a.instant() <=> b.instant();
    case Kind::kDuration:
      return values::Compare(a.duration(), b.duration());
    case Kind::kText:
      return a.text().compare(b.text()) <=> 0;
    default:
      return std::nullopt;
  }
}

Truth Less(const Value& a, const Value& b) {
  if (IsNumeric(a) && IsNumeric(b)) {
    if (a.kind() == Kind::kNumber && b.kind() == Kind::kNumber) {
      return values::TruthOf(a.number() < b.number());
    }
    return LessNumbers(EndsOf(a), EndsOf(b));
  }
  const std::optional<std::strong_ordering> order = Order(a, b);
  return order ? values::TruthOf(*order < 0) : Truth::kUnknown;
}

Truth EqualAll(std::span<const Value> a, std::span<const Value> b, values::Case case_rule) {
  if (a.size() != b.size()) return Truth::kFalse;
  Truth all = Truth::kTrue;
  for (std::size_t i = 0; i < a.size() && all != Truth::kFalse; ++i) {
    all = values::And(all, EqualValues(a[i], b[i], case_rule));
  }
  return all;
}

}  // namespace

Truth EqualValues(const Value& a, const Value& b, values::Case case_rule) {
  if (IsNumeric(a) && IsNumeric(b)) {
    if (a.kind() == Kind::kNumber && b.kind() == Kind::kNumber) {
      return values::TruthOf(a.number() == b.number());
    }
    return EqualNumbers(EndsOf(a), EndsOf(b));
  }
  if (a.kind() != b.kind()) return Truth::kUnknown;
  switch (a.kind()) {
    case Kind::kBoolean:
      return values::TruthOf(a.boolean() == b.boolean());
    case Kind::kText:
      return values::TruthOf(case_rule == values::Case::kRespect
                                 ? a.text() == b.text()
                                 : values::EqualText(a.text(), b.text(), case_rule));
    case Kind::kList:
      return EqualAll(a.elements(), b.elements(), case_rule);
    case Kind::kRecord:
      return EqualAll(a.members(), b.members(), case_rule);
    default: {
      const std::optional<std::strong_ordering> order = Order(a, b);
      return order ? values::TruthOf(*order == 0) : Truth::kUnknown;
    }
  }
}

Truth CompareValues(CompareOperator op, const Value& a, const Value& b, values::Case case_rule) {
  switch (op) {
    case CompareOperator::kEqual:
      return EqualValues(a, b, case_rule);
    case CompareOperator::kNotEqual:
      return values::Not(EqualValues(a, b, case_rule));
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

Truth InValues(const Value& item, const Value& list, values::Case case_rule) {
  if (item.is_absent() || list.kind() != Kind::kList) return Truth::kUnknown;
  Truth found = Truth::kFalse;
  for (const Value& element : list.elements()) {
    found = values::Or(found, EqualValues(item, element, case_rule));
    if (found == Truth::kTrue) break;
  }
  return found;
}

Truth TestText(const TextTest& test, const Value& text, const Value& part) {
  if (text.kind() != Kind::kText || part.kind() != Kind::kText) return Truth::kUnknown;
  switch (test.op) {
    case TextOperator::kStartsWith:
      return values::TruthOf(values::StartsWith(text.text(), part.text(), test.case_rule));
    case TextOperator::kEndsWith:
      return values::TruthOf(values::EndsWith(text.text(), part.text(), test.case_rule));
    case TextOperator::kContains:
      return values::TruthOf(values::Contains(text.text(), part.text(), test.case_rule));
  }
  return Truth::kUnknown;
}

}  // namespace abide::expressions
