// What a simple condition says of one value: that it is among some, or on one side of a bound. Two
// such conditions can be held against each other without any event.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked_rules.h"
#include "lint/subject.h"

namespace abide::lint {

struct Fact {
  enum class Op { kIn, kNotIn, kLess, kLessEqual, kGreater, kGreaterEqual };

  std::string key;  // of the value spoken of: equal keys are the same value
  Op op{};
  std::vector<values::Value> values;  // one, unless kIn or kNotIn
  const expressions::Expr* term = nullptr;
  Span span;       // of the condition
  Span list = {};  // of the list behind `in`
  bool is_list = false;
};

// Nothing if the condition is not of that form, ignores case, asks for a list of more than 128
// entries, or rests on a parameter: the command line may give that another value.
std::optional<Fact> FactOf(const Subject& subject, const expressions::Expr& condition);
// True exactly where `fact` is false; unknown where it is.
Fact Negated(Fact fact);

// What the value is known to be, whatever the event: `hour(t)` is from 0 to 23.
struct Range {
  std::vector<Fact> facts;
  std::string says;
};
std::optional<Range> RangeOf(const check::CheckedRules& rules, const Fact& fact);

// Whether some value meets all of them; they have one key. False is certain, true is not.
bool CanHold(const std::vector<const Fact*>& facts);
bool Satisfies(const values::Value& value, const Fact& fact);
// Whether every value that meets `a` meets `b`; they have one key.
bool Implies(const Fact& a, const Fact& b);

// The key of a value as seen from `own`: fields of that binding are named by kind and place alone,
// so that two patterns can be compared. Nothing if its worth needs more than an event's fields.
std::optional<std::string> KeyOf(const expressions::Expr& expr,
                                 std::optional<expressions::BindingId> own = std::nullopt);

}  // namespace abide::lint
