// Functions and conversions of the language guide, sections 4, 5 and 7.
#include <optional>
#include <string>

#include "reference/evaluator.h"
#include "values/text.h"

namespace abide::reference {
namespace {

using expressions::Function;
using expressions::Type;
using Kind = Value::Kind;
using values::Decimal;

std::string_view WithoutBlanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// A text read as a number, a boolean, a time or a duration; absent if it is none.
Value ReadAs(std::string_view whole, Type::Kind to) {
  const std::string_view text = WithoutBlanks(whole);
  switch (to) {
    case Type::Kind::kNumber: {
      const auto number = Decimal::Parse(text);
      return number ? Value::Of(*number) : Value();
    }
    case Type::Kind::kBoolean:
      if (text == "true") return Value::Of(true);
      return text == "false" ? Value::Of(false) : Value();
    case Type::Kind::kTime: {
      const auto instant = values::ParseInstant(text);
      return instant ? Value::Of(*instant) : Value();
    }
    case Type::Kind::kDuration: {
      const auto duration = values::ParseDuration(text);
      return duration ? Value::Of(*duration) : Value();
    }
    default:
      return Value::Of(whole);
  }
}

// A number, a time … as text, for a key of a table or `string(x)`. An interval has none.
Value Written(const Value& value, values::Arena& arena) {
  const bool has_text = value.kind() == Kind::kBoolean || value.kind() == Kind::kNumber ||
                        value.kind() == Kind::kInstant || value.kind() == Kind::kDuration;
  return has_text ? Value::Of(arena.Copy(values::ToString(value))) : Value();
}

// Seconds, milliseconds or nanoseconds since 1970, as a number or in digits.
Value EpochTime(const Value& value, std::int64_t nanos_each) {
  const Value read =
      value.kind() == Kind::kText ? ReadAs(value.text(), Type::Kind::kNumber) : value;
  if (read.kind() != Kind::kNumber) return {};
  const auto product = values::Multiply(read.number(), Decimal::FromInteger(nanos_each));
  if (!product) return {};
  const auto nanos = product->ToInteger();
  const auto instant =
      nanos ? values::Plus(values::Instant{0}, {.months = 0, .nanos = *nanos}) : std::nullopt;
  return instant ? Value::Of(*instant) : Value();
}

}  // namespace

Value Evaluator::Of(const expressions::Convert& node, const Scope& scope) {
  const Value text = Worth(*node.text, scope);
  return text.kind() == Kind::kText ? ReadAs(text.text(), node.to) : text;
}

Value Evaluator::Of(const expressions::FunctionCall& node, const Scope& scope) {
  const Value value = Worth(*node.argument, scope);
  if (value.is_absent()) return {};
  const std::string zone = node.zone.empty() ? "UTC" : node.zone;
  switch (node.function) {
    case Function::kSize:
      return Value::Of(Decimal::FromInteger(static_cast<std::int64_t>(value.elements().size())));
    case Function::kLower:
      return Value::Of(arena_->Copy(values::Lower(value.text())));
    case Function::kHour:
      return Value::Of(Decimal::FromInteger(values::HourOf(value.instant(), zone)));
    case Function::kWeekday:
      return Value::Of(values::WeekdayOf(value.instant(), zone));
    case Function::kDate:
      return Value::Of(values::DayOf(value.instant(), zone));
    case Function::kEpochSeconds:
      return EpochTime(value, 1'000'000'000);
    case Function::kEpochMillis:
      return EpochTime(value, 1'000'000);
    case Function::kEpochNanos:
      return EpochTime(value, 1);
    case Function::kTime: {
      if (value.kind() != Kind::kText) return value;
      const auto instant = node.zone.empty() ? values::ParseInstant(value.text())
                                             : values::ParseInstantIn(value.text(), node.zone);
      return instant ? Value::Of(*instant) : Value();
    }
    case Function::kNumber:
      return value.kind() == Kind::kText ? ReadAs(value.text(), Type::Kind::kNumber) : value;
    case Function::kString:
      return value.kind() == Kind::kText ? value : Written(value, *arena_);
  }
  return {};
}

}  // namespace abide::reference
