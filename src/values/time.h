// Instants, durations and the calendar.
//
// An Instant is a count of nanoseconds since 1970-01-01T00:00Z, from 1678 to 2261, without leap
// seconds. A Duration is a number of calendar months and a number of nanoseconds: from 31 January,
// one month later is the last day of February (same time of day). Calendar arithmetic is in UTC.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace abide::values {

struct Instant {
  std::int64_t nanos = 0;

  auto operator<=>(const Instant&) const = default;
  static constexpr Instant Min() { return {INT64_MIN}; }  // before every instant of a log
  static constexpr Instant Max() { return {INT64_MAX}; }  // after every instant of a log
};

struct Duration {
  std::int64_t months = 0;
  std::int64_t nanos = 0;

  bool operator==(const Duration&) const = default;
  bool is_calendar() const { return months != 0; }
};

enum class Unit { kMillisecond, kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear };

// `2023-08-28`, `2023-08-28T10:00Z`, `2023-08-28T10:00:00.123456+02:00`: ISO 8601 with up to nine
// fraction digits; a date alone is its midnight in UTC; text with a time of day needs a zone.
// Nothing for anything else: dates that do not exist, second 60, years outside 1678 to 2261.
// `-00:00` is an offset of zero; offsets are at most 23:59.
std::optional<Instant> ParseInstant(std::string_view text);
// The same for text without a zone, read as local time of `zone`; text that has a zone keeps its
// own. Local times that a zone skips or repeats are read with the offset before the change.
// A blank may stand for the `T`. Nothing also if the zone is unknown.
std::optional<Instant> ParseInstantIn(std::string_view text, std::string_view zone);
// UTC, shortest without loss: "2023-08-28T10:00:00Z", "…T10:00:00.123Z" (3, 6 or 9 digits).
std::string ToString(Instant instant);

// Nothing if outside the range of instants.
std::optional<Instant> Plus(Instant instant, Duration duration);
std::optional<Instant> Minus(Instant instant, Duration duration);
std::optional<Duration> Difference(Instant later, Instant earlier);

// `amount` is a decimal number as text, e.g. "1.5"; months and years
// take whole numbers only. Nothing if out of range or not a whole number of nanoseconds.
std::optional<Duration> MakeDuration(std::string_view amount, Unit unit);
// "72 hours", "1.5 days", "6 months"; nothing for anything else. Leading minus allowed.
std::optional<Duration> ParseDuration(std::string_view text);
// Largest unit that is exact: "72 hours" is "3 days", a mixture is "1 month 3 hours"; zero is
// "0 seconds".
std::string ToString(Duration duration);

std::optional<Duration> Add(Duration a, Duration b);
std::optional<Duration> Subtract(Duration a, Duration b);
Duration Negate(Duration a);
// A month is 28 to 31 days, so some pairs have no order (1 month and 30 days): then nothing.
// Decided exactly over every start date of the Gregorian cycle. Purely exact durations, and equal
// month counts, always have an order.
std::optional<std::strong_ordering> Compare(Duration a, Duration b);

// --- zones: IANA names by the system's database; a name is looked up once and kept.
bool IsZone(std::string_view zone);
// 0 to 23. `zone` is a name for which IsZone holds.
int HourOf(Instant instant, std::string_view zone);
// "monday" … "sunday".
std::string_view WeekdayOf(Instant instant, std::string_view zone);
// The time at which the instant's day begins in that zone.
Instant DayOf(Instant instant, std::string_view zone);

enum class Period { kDay, kWeek, kMonth, kQuarter, kYear };
// The half-open calendar period of `instant`, in that zone; weeks start on Monday.
struct PeriodSpan {
  Instant begin;
  Instant end;
};
PeriodSpan PeriodOf(Instant instant, Period period, std::string_view zone);

}  // namespace abide::values
