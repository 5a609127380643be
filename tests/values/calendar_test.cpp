#include "values/calendar.h"

#include <gtest/gtest.h>

#include "absl/time/civil_time.h"

namespace abide::values {
namespace {

TEST(CalendarTest, EveryDayOfACycleIsThatOfTheCivilCalendar) {
  absl::CivilDay day(1600, 1, 1);
  for (std::int64_t days = day - absl::CivilDay(1970, 1, 1); day.year() <= 2400; ++day, ++days) {
    const Date date{day.year(), day.month(), day.day()};
    ASSERT_EQ(DaysOf(date), days) << day;
    ASSERT_EQ(DateOf(days), date) << day;
  }
}

TEST(CalendarTest, MonthsHaveTheLengthOfTheCivilCalendar) {
  for (int year = 1896; year <= 2004; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const absl::CivilMonth civil(year, month);
      EXPECT_EQ(DaysInMonth(year, month), absl::CivilDay(civil + 1) - absl::CivilDay(civil))
          << civil;
    }
  }
}

TEST(CalendarTest, DatesBeforeTheYearZeroAreCountedOn) {
  EXPECT_EQ(DaysOf({-1, 12, 31}) + 1, DaysOf({0, 1, 1}));
  EXPECT_EQ(DaysOf({-400, 3, 1}) + kDaysPerCycle, DaysOf({0, 3, 1}));
  EXPECT_EQ(DateOf(DaysOf({-123, 2, 28})), (Date{-123, 2, 28}));
  EXPECT_EQ(DateInMonth(-1, 31), (Date{-1, 12, 31}));
}

}  // namespace
}  // namespace abide::values
