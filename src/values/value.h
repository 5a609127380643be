// What a field, a constant or a sub-expression holds while rules are judged.
//
// A Value is a small view: texts, lists and records point into memory of somebody else (the
// event's arena, the rule set's constants), who outlives it. Absent stands for what is not known:
// an absent boolean is Truth::kUnknown. A number may be an interval (see "Missing information").
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "diagnostics/assert.h"
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
    kAbsent,
    kBoolean,
    kNumber,
    kInterval,
    kInstant,
    kDuration,
    kText,
    kList,
    kRecord
  };

  constexpr Value() = default;  // absent
  // A bool and nothing that merely converts to one, such as a pointer.
  template <std::same_as<bool> Boolean>
  static Value Of(Boolean boolean) {
    Value value(Kind::kBoolean);
    value.content_.boolean = boolean;
    return value;
  }
  // Unknown is absent.
  static Value Of(Truth truth) {
    return truth == Truth::kUnknown ? Value() : Of(truth == Truth::kTrue);
  }
  static Value Of(Decimal number) {
    Value value(Kind::kNumber);
    value.content_.number = number;
    return value;
  }
  static Value Of(Instant instant) {
    Value value(Kind::kInstant);
    value.content_.nanos = instant.nanos;
    return value;
  }
  static Value Of(Duration duration) {
    Value value(Kind::kDuration);
    value.content_.duration = duration;
    return value;
  }
  static Value Of(std::string_view text) { return {Kind::kText, text.data(), text.size()}; }
  static Value Of(const char* text) { return Of(std::string_view(text)); }
  // `interval` outlives the value.
  static Value Of(const Interval* interval) { return {Kind::kInterval, interval, 1}; }
  static Value ListOf(std::span<const Value> elements) {
    return {Kind::kList, elements.data(), elements.size()};
  }
  // The members of a record in the order of its type.
  static Value RecordOf(std::span<const Value> members) {
    return {Kind::kRecord, members.data(), members.size()};
  }

  Kind kind() const { return kind_; }
  bool is_absent() const { return kind_ == Kind::kAbsent; }
  // Each asserts its kind.
  bool boolean() const {
    ABIDE_ASSERT(kind_ == Kind::kBoolean, "the value is a boolean");
    return content_.boolean;
  }
  const Decimal& number() const {
    ABIDE_ASSERT(kind_ == Kind::kNumber, "the value is a number");
    return content_.number;
  }
  const Interval& interval() const {
    ABIDE_ASSERT(kind_ == Kind::kInterval, "the value is an interval");
    return *static_cast<const Interval*>(content_.view.data);
  }
  Instant instant() const {
    ABIDE_ASSERT(kind_ == Kind::kInstant, "the value is an instant");
    return Instant{content_.nanos};
  }
  Duration duration() const {
    ABIDE_ASSERT(kind_ == Kind::kDuration, "the value is a duration");
    return content_.duration;
  }
  std::string_view text() const {
    ABIDE_ASSERT(kind_ == Kind::kText, "the value is a text");
    return {static_cast<const char*>(content_.view.data), content_.view.size};
  }
  std::span<const Value> elements() const {
    ABIDE_ASSERT(kind_ == Kind::kList, "the value is a list");
    return {static_cast<const Value*>(content_.view.data), content_.view.size};
  }
  std::span<const Value> members() const {
    ABIDE_ASSERT(kind_ == Kind::kRecord, "the value is a record");
    return {static_cast<const Value*>(content_.view.data), content_.view.size};
  }
  // A boolean or absent value as truth.
  Truth truth() const { return is_absent() ? Truth::kUnknown : TruthOf(boolean()); }

 private:
  struct View {
    const void* data;
    std::size_t size;
  };
  union Content {
    constexpr Content() : number() {}

    bool boolean;
    Decimal number;
    std::int64_t nanos;
    Duration duration;
    View view;
  };

  explicit Value(Kind kind) : kind_(kind) {}
  Value(Kind kind, const void* data, std::size_t size) : kind_(kind) {
    content_.view = {data, size};
  }

  Content content_;
  Kind kind_ = Kind::kAbsent;
};
static_assert(sizeof(Value) == 24 && std::is_trivially_copyable_v<Value>,
              "values are copied about freely");

// The same kind and the same content; absent equals absent. For tests and hash keys, not for the
// language's `==`, which is three-valued.
bool Identical(const Value& a, const Value& b);
// Two values are identical if and only if their keys are the same bytes. Appends to `key`.
void AppendKey(const Value& value, std::string& key);
// As a report shows it: numbers exact, times in ISO 8601, texts as they are, lists joined by ", ",
// absent as "?", an interval as "0.31 to 0.42" ("at least 3" without an upper bound, "at most 3"
// without a lower one, "any number" without either). A list in a list stands in brackets, a record
// in parentheses.
std::string ToString(const Value& value);

}  // namespace abide::values
