// The functions of the language, and texts read as other kinds of value.

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "expressions/operations.h"

namespace abide::expressions {
namespace {

using absl::int128;
using values::Decimal;
using values::Duration;
using values::Instant;
using Kind = Value::Kind;

constexpr std::int64_t kNanosOfHour = 3'600'000'000'000;
constexpr std::int64_t kNanosOfDay = 24 * kNanosOfHour;

constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

template <typename T>
Value ValueOrAbsent(const std::optional<T>& value) {
  return value ? Value::Of(*value) : Value();
}

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Days since 1970-01-01, in UTC.
std::int64_t DayNumber(Instant instant) { return FloorDivide(instant.nanos, kNanosOfDay); }

Value Hour(Instant instant, const std::string& zone) {
  if (!zone.empty()) return Value::Of(Decimal::FromInteger(values::HourOf(instant, zone)));
  const std::int64_t within = instant.nanos - DayNumber(instant) * kNanosOfDay;
  return Value::Of(Decimal::FromInteger(within / kNanosOfHour));
}

Value Weekday(Instant instant, const std::string& zone) {
  if (!zone.empty()) return Value::Of(values::WeekdayOf(instant, zone));
  // The first of January 1970 was a Thursday.
  static constexpr std::array<std::string_view, 7> kFromThursday = {
      "thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"};
  const std::int64_t day = DayNumber(instant);
  return Value::Of(kFromThursday[static_cast<std::size_t>(day - FloorDivide(day, 7) * 7)]);
}

Value Date(Instant instant, const std::string& zone) {
  if (!zone.empty()) return Value::Of(values::DayOf(instant, zone));
  return Value::Of(Instant{DayNumber(instant) * kNanosOfDay});
}

Value LowerText(std::string_view text, values::Arena& arena) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (!ascii) return Value::Of(arena.Copy(values::Lower(text)));
  if (std::none_of(text.begin(), text.end(), is_upper)) return Value::Of(text);
  const std::span<char> lower = arena.Bytes(text.size());
  std::transform(text.begin(), text.end(), lower.begin(),
                 [&](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return Value::Of(std::string_view(lower.data(), lower.size()));
}

// A number, or a text of digits with at most a sign and a fraction.
std::optional<Decimal> CountOf(const Value& value) {
  if (value.kind() == Kind::kNumber) return value.number();
  if (value.kind() != Kind::kText) return std::nullopt;
  const std::string_view digits = Trimmed(value.text());
  const bool plain = std::all_of(digits.begin(), digits.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  });
  return plain ? Decimal::Parse(digits) : std::nullopt;
}

// `count` units of `nanos_per_unit` after 1970, rounded half to even to a nanosecond.
Value Epoch(const Value& value, std::int64_t nanos_per_unit, Environment& environment) {
  const std::optional<Decimal> count = CountOf(value);
  if (!count) return {};
  const auto out_of_range = [&] {
    ++environment.out_of_range;
    return Value();
  };
  const auto at = [&](std::int64_t nanos) {
    const std::optional<Instant> instant = values::Plus(Instant{}, Duration{0, nanos});
    return instant ? Value::Of(*instant) : out_of_range();
  };
  // Most counts are whole, and cost no division of 128 bits.
  std::int64_t product = 0;
  const std::optional<std::int64_t> units = count->ToInteger();
  if (units && !__builtin_mul_overflow(*units, nanos_per_unit, &product)) return at(product);
  const std::optional<Decimal> nanos =
      values::Multiply(*count, Decimal::FromInteger(nanos_per_unit));
  if (!nanos) return out_of_range();
  constexpr int128 kOne = 1'000'000'000'000'000'000;
  int128 whole = nanos->scaled() / kOne;
  const int128 rest = nanos->scaled() % kOne;
  const int128 twice = (rest < 0 ? -rest : rest) * 2;
  if (twice > kOne || (twice == kOne && whole % 2 != 0)) whole += rest < 0 ? -1 : 1;
  if (whole > INT64_MAX || whole < -int128(INT64_MAX)) return out_of_range();
  return at(static_cast<std::int64_t>(whole));
}

Value ReadTime(const Value& value, const std::string& zone) {
  if (value.kind() == Kind::kInstant) return value;
  if (value.kind() != Kind::kText) return {};
  const std::string_view text = Trimmed(value.text());
  return ValueOrAbsent(zone.empty() ? values::ParseInstant(text)
                                    : values::ParseInstantIn(text, zone));
}

Value WrittenNumber(const Decimal& number, values::Arena& arena) {
  const std::optional<std::int64_t> whole = number.ToInteger();
  if (!whole) return Value::Of(arena.Copy(number.ToString()));
  std::array<char, 24> digits;
  const char* const end = std::to_chars(digits.begin(), digits.end(), *whole).ptr;
  return Value::Of(arena.Copy({digits.data(), static_cast<std::size_t>(end - digits.data())}));
}

Value Written(const Value& value, values::Arena& arena) {
  switch (value.kind()) {
    case Kind::kText:
      return value;
    case Kind::kBoolean:
      return Value::Of(value.boolean() ? "true" : "false");
    case Kind::kNumber:
      return WrittenNumber(value.number(), arena);
    case Kind::kInstant:
      return Value::Of(arena.Copy(values::ToString(value.instant())));
    case Kind::kDuration:
      return Value::Of(arena.Copy(values::ToString(value.duration())));
    default:
      return {};
  }
}

Value Size(const Value& value) {
  if (value.kind() != Kind::kList) return {};
  return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(value.elements().size())));
}

Value CallOnTime(const FunctionCall& call, const Value& argument) {
  if (argument.kind() != Kind::kInstant) return {};
  switch (call.function) {
    case Function::kHour:
      return Hour(argument.instant(), call.zone);
    case Function::kWeekday:
      return Weekday(argument.instant(), call.zone);
    default:
      return Date(argument.instant(), call.zone);
  }
}

}  // namespace

Value Call(const FunctionCall& call, const Value& argument, Environment& environment) {
  switch (call.function) {
    case Function::kSize:
      return Size(argument);
    case Function::kLower:
      return argument.kind() == Kind::kText ? LowerText(argument.text(), environment.arena())
                                            : Value();
    case Function::kHour:
    case Function::kWeekday:
    case Function::kDate:
      return CallOnTime(call, argument);
    case Function::kEpochSeconds:
      return Epoch(argument, 1'000'000'000, environment);
    case Function::kEpochMillis:
      return Epoch(argument, 1'000'000, environment);
    case Function::kEpochNanos:
      return Epoch(argument, 1, environment);
    case Function::kTime:
      return ReadTime(argument, call.zone);
    case Function::kNumber:
      return ConvertText(argument, Type::Kind::kNumber);
    case Function::kString:
      return Written(argument, environment.arena());
  }
  return {};
}

Value ConvertText(const Value& value, Type::Kind to) {
  if (value.kind() != Kind::kText) {
    const bool fits = (to == Type::Kind::kNumber &&
                       (value.kind() == Kind::kNumber || value.kind() == Kind::kInterval)) ||
                      (to == Type::Kind::kBoolean && value.kind() == Kind::kBoolean) ||
                      (to == Type::Kind::kTime && value.kind() == Kind::kInstant) ||
                      (to == Type::Kind::kDuration && value.kind() == Kind::kDuration);
    return fits ? value : Value();
  }
  const std::string_view text = Trimmed(value.text());
  switch (to) {
    case Type::Kind::kNumber:
      return ValueOrAbsent(Decimal::Parse(text));
    case Type::Kind::kBoolean:
      if (text == "true") return Value::Of(true);
      return text == "false" ? Value::Of(false) : Value();
    case Type::Kind::kTime:
      return ValueOrAbsent(values::ParseInstant(text));
    case Type::Kind::kDuration:
      return ValueOrAbsent(values::ParseDuration(text));
    case Type::Kind::kString:
    case Type::Kind::kArtifact:
    case Type::Kind::kOneOf:
      return value;
    default:
      return {};
  }
}

Value FlattenList(const Value& list, values::Arena& arena) {
  if (list.kind() != Kind::kList) return {};
  std::size_t count = 0;
  for (const Value& element : list.elements()) {
    count += element.kind() == Kind::kList ? element.elements().size() : 1;
  }
  const std::span<Value> flat = arena.Values(count);
  std::size_t next = 0;
  for (const Value& element : list.elements()) {
    if (element.kind() != Kind::kList) {
      flat[next++] = element;
      continue;
    }
    for (const Value& inner : element.elements()) flat[next++] = inner;
  }
  return Value::ListOf(flat);
}

Value ElementAt(const Value& list, const Value& index) {
  if (list.kind() != Kind::kList || index.kind() != Kind::kNumber) return {};
  const std::optional<std::int64_t> place = index.number().ToInteger();
  if (!place || *place < 0) return {};
  const std::span<const Value> elements = list.elements();
  const auto at = static_cast<std::uint64_t>(*place);
  return at < elements.size() ? elements[static_cast<std::size_t>(at)] : Value();
}

}  // namespace abide::expressions
