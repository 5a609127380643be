// The proleptic Gregorian calendar as arithmetic on a count of days; within the room. Days are
// counted from 1970-01-01, months from January of the year 0.
//
// The conversions take the year to begin in March, so that the leap day is its last day; months
// then have lengths that a straight line gives: (153 * month + 2) / 5. See Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
#pragma once

#include <cstdint>

namespace abide::values {

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

// The calendar repeats itself after 400 years.
inline constexpr int kMonthsPerCycle = 4'800;
inline constexpr std::int64_t kDaysPerCycle = 146'097;

// Month from 1, day from 1.
struct Date {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;

  bool operator==(const Date&) const = default;
};

constexpr std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
constexpr std::int64_t FloorModulo(std::int64_t a, std::int64_t b) {
  return a % b + (a % b < 0 ? b : 0);
}

constexpr bool IsLeapYear(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr int DaysInMonth(std::int64_t year, int month) {
  if (month == 2) return IsLeapYear(year) ? 29 : 28;
  return 30 + ((month + month / 8) & 1);
}

constexpr std::int64_t DaysOf(const Date& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t cycle = FloorDivide(year, 400);
  const std::int64_t year_of_cycle = year - cycle * 400;
  const int month = date.month + (date.month > 2 ? -3 : 9);
  const int day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const std::int64_t day_of_cycle =
      year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
  return cycle * kDaysPerCycle + day_of_cycle - 719'468;
}

constexpr Date DateOf(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t cycle = FloorDivide(shifted, kDaysPerCycle);
  const std::int64_t day_of_cycle = shifted - cycle * kDaysPerCycle;
  const std::int64_t year_of_cycle =
      (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) / 365;
  const auto day_of_year = static_cast<int>(
      day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100));
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_cycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr std::int64_t MonthOf(const Date& date) { return date.year * 12 + date.month - 1; }

// The day `day` of a month, or the month's last if it is shorter.
constexpr Date DateInMonth(std::int64_t month, int day) {
  const std::int64_t year = FloorDivide(month, 12);
  const int month_of_year = static_cast<int>(month - year * 12) + 1;
  const int last = DaysInMonth(year, month_of_year);
  return {year, month_of_year, day < last ? day : last};
}

}  // namespace abide::values
