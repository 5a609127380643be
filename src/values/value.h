// What a field, a constant or a sub-expression holds while rules are judged.
//
// A Value is a small view: texts, lists and records point into memory of somebody else (the
// event's arena, the rule set's constants), who outlives it. Absent stands for what is not known:
// an absent boolean is Truth::kUnknown. A number may be an interval (see "Missing information").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "values/decimal.h"
#include "values/time.h"
#include "values/truth.h"

namespace abide::values {

class Value;

// From `least` to `most`, both included; no `most` is without bound above, no `least` below.
struct Interval {
  std::optional<Decimal> least;
  std::optional<Decimal> most;
};

class Value {
 public:
  enum class Kind : std::uint8_t {
    kAbsent, kBoolean, kNumber, kInterval, kInstant, kDuration, kText, kList, kRecord
  };

  constexpr Value() = default;  // absent
  static Value Of(bool boolean);
  static Value Of(Truth truth);  // unknown is absent
  static Value Of(Decimal number);
  static Value Of(Instant instant);
  static Value Of(Duration duration);
  static Value Of(std::string_view text);
  static Value Of(const char* text) { return Of(std::string_view(text)); }
  // `interval` outlives the value.
  static Value Of(const Interval* interval);
  static Value ListOf(std::span<const Value> elements);
  // The members of a record in the order of its type.
  static Value RecordOf(std::span<const Value> members);

  Kind kind() const { return kind_; }
  bool is_absent() const { return kind_ == Kind::kAbsent; }
  // Each asserts its kind.
  bool boolean() const;
  const Decimal& number() const;
  const Interval& interval() const;
  Instant instant() const;
  Duration duration() const;
  std::string_view text() const;
  std::span<const Value> elements() const;
  std::span<const Value> members() const;
  // A boolean or absent value as truth.
  Truth truth() const;

 private:
  struct View {
    const void* data;
    std::size_t size;
  };
  Kind kind_ = Kind::kAbsent;
  union {
    bool boolean_;
    Decimal number_{};
    std::int64_t nanos_;
    Duration duration_;
    View view_;
  };
};

// The same kind and the same content; absent equals absent. For tests and hash keys, not for the
// language's `==`, which is three-valued.
bool Identical(const Value& a, const Value& b);
// Two values are identical if and only if their keys are the same bytes. Appends to `key`.
void AppendKey(const Value& value, std::string& key);
// As a report shows it: numbers exact, times in ISO 8601, texts as they are, lists joined by ", ",
// absent as "?", an interval as "0.31 to 0.42" ("at least 3" without an upper bound).
std::string ToString(const Value& value);

}  // namespace abide::values
