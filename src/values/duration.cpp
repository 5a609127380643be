// Durations: text, sums and their order.
//
// Two durations with different months may stand in one order for one start and in another for the
// next: 1 month is longer than 30 days from 1 January and shorter from 1 February. Compare puts
// both on every start date. For the dates d + a and d + b, which lie `days` apart, only the least
// and the greatest such distance matters; over the 4800 months of the Gregorian cycle and the days
// of each month that differ (28 to 31) both are found in about 20 000 steps. These are spared where
// the lengths differ by more than months can vary: from 400 years = 146 097 days, month counts that
// are m apart lie 146097/4800 * m days apart, give or take less than kSlack days.
#include <algorithm>
#include <array>
#include <utility>

#include "absl/numeric/int128.h"
#include "diagnostics/assert.h"
#include "values/calendar.h"
#include "values/decimal.h"
#include "values/time.h"

namespace abide::values {
namespace {

struct UnitEntry {
  Unit unit;
  std::string_view name;
  std::int64_t months;
  std::int64_t nanos;
};

constexpr std::array<UnitEntry, 8> kUnits = {{
    {Unit::kMillisecond, "millisecond", 0, 1'000'000},
    {Unit::kSecond, "second", 0, kNanosPerSecond},
    {Unit::kMinute, "minute", 0, 60 * kNanosPerSecond},
    {Unit::kHour, "hour", 0, 3'600 * kNanosPerSecond},
    {Unit::kDay, "day", 0, kNanosPerDay},
    {Unit::kWeek, "week", 0, 7 * kNanosPerDay},
    {Unit::kMonth, "month", 1, 0},
    {Unit::kYear, "year", 12, 0},
}};

constexpr std::int64_t kDecimalUnit = 1'000'000'000'000'000'000;

std::optional<std::int64_t> Fitting(absl::int128 number) {
  if (number > INT64_MAX || number <= INT64_MIN) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits, with a fraction perhaps, of which nothing would be rounded away.
bool IsExactAmount(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (!AllDigits(text.substr(0, point))) return false;
  if (point == std::string_view::npos) return true;
  const std::string_view fraction = text.substr(point + 1);
  if (!AllDigits(fraction)) return false;
  const std::size_t last = fraction.find_last_not_of('0');
  return last == std::string_view::npos || last < std::size_t{Decimal::kFractionDigits};
}

// `amount` times `unit`; nothing unless that is a whole number in range.
std::optional<std::int64_t> Whole(const Decimal& amount, std::int64_t unit) {
  const absl::int128 whole = amount.scaled() / kDecimalUnit;
  const absl::int128 rest = amount.scaled() % kDecimalUnit;
  // `rest` is under 2^60 and `unit` under 2^50.
  const absl::int128 part = rest * unit;
  if (part % kDecimalUnit != 0) return std::nullopt;
  if (whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
  return Fitting(whole * unit + part / kDecimalUnit);
}

std::string Counted(const std::string& amount, std::string_view unit) {
  std::string text = amount + " ";
  text += unit;
  if (amount != "1" && amount != "-1") text += 's';
  return text;
}

// In the largest of `units` (of rising size) that gives a whole number.
std::string InLargest(std::int64_t amount, std::int64_t UnitEntry::*size, Unit least, Unit most) {
  for (auto i = static_cast<std::size_t>(most); i > static_cast<std::size_t>(least); --i) {
    const std::int64_t unit = kUnits[i].*size;
    if (amount % unit == 0) return Counted(std::to_string(amount / unit), kUnits[i].name);
  }
  const UnitEntry& smallest = kUnits[static_cast<std::size_t>(least)];
  const std::optional<Decimal> exact =
      Divide(Decimal::FromInteger(amount), Decimal::FromInteger(smallest.*size));
  ABIDE_ASSERT(exact.has_value(), "a part of a duration is in the range of decimals");
  return Counted(exact->ToString(), smallest.name);
}

// The least and the greatest distance in days from d + b to d + a, over all dates d.
struct Distance {
  absl::int128 least = 0;
  absl::int128 most = 0;
};

// How far the days of m months can lie from 146097/4800 * m, doubled for a pair of ends.
constexpr int kSlack = 10;

// First day (from 0) and length of each month of a cycle that begins in January of the year 0.
struct MonthTable {
  std::array<std::int32_t, kMonthsPerCycle> first{};
  std::array<std::int8_t, kMonthsPerCycle> length{};
};

constexpr MonthTable kMonths = [] {
  MonthTable table;
  std::int32_t day = 0;
  for (std::size_t month = 0; month < kMonthsPerCycle; ++month) {
    const int length =
        DaysInMonth(static_cast<std::int64_t>(month / 12), static_cast<int>(month % 12) + 1);
    table.first[month] = day;
    table.length[month] = static_cast<std::int8_t>(length);
    day += length;
  }
  return table;
}();

// `a` and `b` months from every date, both within one cycle.
std::pair<int, int> CycleDistance(int a, int b) {
  const auto day_after = [](int start, int count, int day) {
    const int month = start + count;
    const auto index = static_cast<std::size_t>(month % kMonthsPerCycle);
    const int cycle = month < kMonthsPerCycle ? 0 : static_cast<int>(kDaysPerCycle);
    return cycle + kMonths.first[index] + std::min<int>(day, kMonths.length[index]);
  };
  int least = INT32_MAX;
  int most = INT32_MIN;
  for (int start = 0; start < kMonthsPerCycle; ++start) {
    // Days up to the 28th all exist in every month and lie as far apart as the 28th does.
    for (int day = 28; day <= kMonths.length[static_cast<std::size_t>(start)]; ++day) {
      const int days = day_after(start, a, day) - day_after(start, b, day);
      least = std::min(least, days);
      most = std::max(most, days);
    }
  }
  return {least, most};
}

Distance DistanceOf(std::int64_t a, std::int64_t b) {
  const std::int64_t a_cycles = FloorDivide(a, kMonthsPerCycle);
  const std::int64_t b_cycles = FloorDivide(b, kMonthsPerCycle);
  const absl::int128 days = (absl::int128(a_cycles) - b_cycles) * kDaysPerCycle;
  const auto [least, most] = CycleDistance(static_cast<int>(a - a_cycles * kMonthsPerCycle),
                                           static_cast<int>(b - b_cycles * kMonthsPerCycle));
  return {days + least, days + most};
}

// From about how long the months are; nothing where that is not enough.
std::optional<std::strong_ordering> RoughOrder(absl::int128 months, absl::int128 nanos) {
  // Both in 4800ths of a day.
  const absl::int128 length = months * kDaysPerCycle + nanos * kMonthsPerCycle / kNanosPerDay;
  constexpr int kMost = kSlack * kMonthsPerCycle;
  if (length > kMost) return std::strong_ordering::greater;
  if (length < -kMost) return std::strong_ordering::less;
  return std::nullopt;
}

std::strong_ordering Sign(absl::int128 number) {
  if (number == 0) return std::strong_ordering::equal;
  return number > 0 ? std::strong_ordering::greater : std::strong_ordering::less;
}

}  // namespace

std::optional<Duration> MakeDuration(std::string_view amount, Unit unit) {
  if (!IsExactAmount(amount)) return std::nullopt;
  const std::optional<Decimal> number = Decimal::Parse(amount);
  if (!number) return std::nullopt;
  const UnitEntry& entry = kUnits[static_cast<std::size_t>(unit)];
  if (entry.months == 0) {
    const std::optional<std::int64_t> nanos = Whole(*number, entry.nanos);
    return nanos ? std::optional(Duration{0, *nanos}) : std::nullopt;
  }
  if (!number->is_integer()) return std::nullopt;
  const std::optional<std::int64_t> months = Whole(*number, entry.months);
  return months ? std::optional(Duration{*months, 0}) : std::nullopt;
}

std::optional<Duration> ParseDuration(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  std::string_view name = text.substr(blank);
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  for (const UnitEntry& entry : kUnits) {
    if (!name.starts_with(entry.name)) continue;
    const std::string_view rest = name.substr(entry.name.size());
    if (!rest.empty() && rest != "s") return std::nullopt;
    return MakeDuration(text.substr(0, blank), entry.unit);
  }
  return std::nullopt;
}

std::string ToString(Duration duration) {
  if (duration == Duration{}) return "0 seconds";
  std::string text;
  if (duration.months != 0) {
    text = InLargest(duration.months, &UnitEntry::months, Unit::kMonth, Unit::kYear);
    if (duration.nanos != 0) text += ' ';
  }
  if (duration.nanos != 0) {
    text += InLargest(duration.nanos, &UnitEntry::nanos, Unit::kMillisecond, Unit::kWeek);
  }
  return text;
}

std::optional<Duration> Add(Duration a, Duration b) {
  const auto months = Fitting(absl::int128(a.months) + b.months);
  const auto nanos = Fitting(absl::int128(a.nanos) + b.nanos);
  if (!months || !nanos) return std::nullopt;
  return Duration{*months, *nanos};
}

std::optional<Duration> Subtract(Duration a, Duration b) { return Add(a, Negate(b)); }

Duration Negate(Duration a) {
  ABIDE_ASSERT(a.months != INT64_MIN && a.nanos != INT64_MIN, "durations are symmetric about zero");
  return {-a.months, -a.nanos};
}

std::optional<std::strong_ordering> Compare(Duration a, Duration b) {
  const absl::int128 nanos = absl::int128(a.nanos) - b.nanos;
  if (a.months == b.months) return Sign(nanos);
  const absl::int128 months = absl::int128(a.months) - b.months;
  if (const auto order = RoughOrder(months, nanos)) return order;
  const Distance days = DistanceOf(a.months, b.months);
  const absl::int128 least = days.least * kNanosPerDay + nanos;
  const absl::int128 most = days.most * kNanosPerDay + nanos;
  if (Sign(least) == Sign(most)) return Sign(least);
  return std::nullopt;
}

}  // namespace abide::values
