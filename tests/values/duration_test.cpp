#include <compare>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "values/calendar.h"
#include "values/time.h"

namespace abide::values {
namespace {

constexpr std::int64_t kNanosPerMinute = 60 * kNanosPerSecond;
constexpr std::int64_t kHour = 60 * kNanosPerMinute;

std::string Shown(std::optional<Duration> duration) {
  return duration ? ToString(*duration) : "nothing";
}
Duration Of(const std::string& text) { return ParseDuration(text).value(); }

TEST(DurationTest, WordsGiveMonthsAndNanoseconds) {
  EXPECT_EQ(ParseDuration("250 milliseconds"), (Duration{0, 250'000'000}));
  EXPECT_EQ(ParseDuration("1 second"), (Duration{0, kNanosPerSecond}));
  EXPECT_EQ(ParseDuration("5 minutes"), (Duration{0, 5 * kNanosPerMinute}));
  EXPECT_EQ(ParseDuration("72 hours"), (Duration{0, 72 * kHour}));
  EXPECT_EQ(ParseDuration("1.5 days"), (Duration{0, 36 * kHour}));
  EXPECT_EQ(ParseDuration("2 weeks"), (Duration{0, 14 * kNanosPerDay}));
  EXPECT_EQ(ParseDuration("6 months"), (Duration{6, 0}));
  EXPECT_EQ(ParseDuration("6.0 months"), (Duration{6, 0}));
  EXPECT_EQ(ParseDuration("1 year"), (Duration{12, 0}));
  EXPECT_EQ(ParseDuration("-3 years"), (Duration{-36, 0}));
  EXPECT_EQ(ParseDuration("-0.5 hour"), (Duration{0, -kHour / 2}));
  EXPECT_EQ(ParseDuration("0 days"), (Duration{}));
  EXPECT_EQ(ParseDuration("0.000001 milliseconds"), (Duration{0, 1}));
  EXPECT_EQ(ParseDuration("0.0000010000000000000000000000 milliseconds"), (Duration{0, 1}));
}

TEST(DurationTest, WhatIsNoDurationHasNoValue) {
  const std::string cases[] = {"",          "72",          "hours",           " hours",
                               "72hours",   " 72 hours",   "72 hours ",       "72 Hours",
                               "72 hourss", "72 h",        "72 fortnights",   "+72 hours",
                               "1e3 hours", "1_000 hours", ".5 hours",        "5. hours",
                               "- 5 hours", "-- 5 hours",  "1 month 3 hours", "1.2.3 days",
                               "PT72H",     "72\thours",   "١ days"};
  for (const std::string& text : cases) EXPECT_EQ(Shown(ParseDuration(text)), "nothing") << text;
}

TEST(DurationTest, PartsOfAMonthOrOfANanosecondHaveNoValue) {
  EXPECT_EQ(ParseDuration("1.5 months"), std::nullopt);
  EXPECT_EQ(ParseDuration("0.5 years"), std::nullopt);
  EXPECT_EQ(ParseDuration("0.0000001 milliseconds"), std::nullopt);
  EXPECT_EQ(ParseDuration("0.0000000000000000001 weeks"), std::nullopt);
  EXPECT_EQ(ParseDuration("1.0000000000000000000001 seconds"), std::nullopt);
}

TEST(DurationTest, TheRangeIsThatOf64BitCounts) {
  EXPECT_EQ(Shown(ParseDuration("106751 days")), "106751 days");
  EXPECT_EQ(ParseDuration("106752 days"), std::nullopt);
  EXPECT_EQ(ParseDuration("-106752 days"), std::nullopt);
  EXPECT_EQ(ParseDuration("99999999999999999999 weeks"), std::nullopt);
  EXPECT_EQ(ParseDuration("999999999999999999999 weeks"), std::nullopt);
  EXPECT_EQ(ParseDuration("9223372036854775807 months"), (Duration{INT64_MAX, 0}));
  EXPECT_EQ(ParseDuration("9223372036854775808 months"), std::nullopt);
  EXPECT_EQ(ParseDuration("-9223372036854775808 months"), std::nullopt);
  EXPECT_EQ(ParseDuration("9223372036854775807 years"), std::nullopt);
  EXPECT_EQ(ParseDuration("9223372036854.775807 milliseconds"), (Duration{0, INT64_MAX}));
  EXPECT_EQ(ParseDuration("9223372036854.775808 milliseconds"), std::nullopt);
}

TEST(DurationTest, TheLargestExactUnitIsShown) {
  const std::pair<Duration, std::string> cases[] = {
      {{}, "0 seconds"},
      {{0, 72 * kHour}, "3 days"},
      {{0, 168 * kHour}, "1 week"},
      {{0, 25 * kHour}, "25 hours"},
      {{0, 90 * kNanosPerMinute}, "90 minutes"},
      {{0, kNanosPerSecond * 3 / 2}, "1500 milliseconds"},
      {{0, 1}, "0.000001 milliseconds"},
      {{0, -kNanosPerSecond}, "-1 second"},
      {{1, 0}, "1 month"},
      {{18, 0}, "18 months"},
      {{24, 0}, "2 years"},
      {{-12, 0}, "-1 year"},
      {{1, 3 * kHour}, "1 month 3 hours"},
      {{INT64_MAX, INT64_MAX}, "9223372036854775807 months 9223372036854.775807 milliseconds"},
      {{0, INT64_MIN + 1}, "-9223372036854.775807 milliseconds"},
  };
  for (const auto& [duration, text] : cases) EXPECT_EQ(ToString(duration), text);
}

TEST(DurationTest, SumsAddEachPartAndStayInRange) {
  EXPECT_EQ(Add({1, 5}, {2, 7}), (Duration{3, 12}));
  EXPECT_EQ(Subtract({1, 5}, {2, 7}), (Duration{-1, -2}));
  EXPECT_EQ(Negate({1, -5}), (Duration{-1, 5}));
  EXPECT_EQ(Add({INT64_MAX, 0}, {1, 0}), std::nullopt);
  EXPECT_EQ(Add({0, INT64_MAX}, {0, 1}), std::nullopt);
  EXPECT_EQ(Subtract({0, -INT64_MAX}, {0, 1}), std::nullopt);
}

using Order = std::optional<std::strong_ordering>;
constexpr Order kLess = std::strong_ordering::less;
constexpr Order kEqual = std::strong_ordering::equal;
constexpr Order kGreater = std::strong_ordering::greater;
constexpr Order kNone = std::nullopt;

struct OrderCase {
  std::string a;
  std::string b;
  Order expected;
};

TEST(DurationTest, MonthsAndDaysHaveAnOrderWhereEveryStartAgrees) {
  const OrderCase cases[] = {
      {"3 days", "72 hours", kEqual},
      {"71 hours", "3 days", kLess},
      {"12 months", "1 year", kEqual},
      {"11 months", "1 year", kLess},
      {"1 month", "27 days", kGreater},
      {"1 month", "28 days", kNone},
      {"1 month", "30 days", kNone},
      {"1 month", "31 days", kNone},
      {"1 month", "32 days", kLess},
      {"1 month", "671 hours", kGreater},
      {"1 month", "745 hours", kLess},
      // From 1 July there are 62 days, from 1 February 59, from 31 December to 28 February 59.
      {"2 months", "58 days", kGreater},
      {"2 months", "59 days", kNone},
      {"2 months", "60 days", kNone},
      {"2 months", "61 days", kNone},
      {"2 months", "62 days", kNone},
      {"2 months", "63 days", kLess},
      {"1 year", "364 days", kGreater},
      {"1 year", "365 days", kNone},
      {"1 year", "366 days", kNone},
      {"1 year", "367 days", kLess},
      {"4 years", "1459 days", kGreater},
      {"4 years", "1460 days", kNone},
      {"4 years", "1461 days", kNone},
      {"4 years", "1462 days", kLess},
      {"200 years", "73047 days", kGreater},
      {"200 years", "73048 days", kNone},
      {"200 years", "73049 days", kNone},
      {"200 years", "73050 days", kLess},
      {"-1 month", "-27 days", kLess},
      {"-1 month", "-28 days", kNone},
      {"-1 month", "-32 days", kGreater},
      {"-1 month", "0 days", kLess},
      {"9223372036854775807 months", "-9223372036854775807 months", kGreater},
      {"9223372036854775807 months", "106751 days", kGreater},
  };
  for (const OrderCase& c : cases) {
    const Duration a = Of(c.a);
    const Duration b = Of(c.b);
    EXPECT_EQ(Compare(a, b), c.expected) << c.a << " and " << c.b;
    const Order opposite = c.expected ? Order(0 <=> *c.expected) : kNone;
    EXPECT_EQ(Compare(b, a), opposite) << c.b << " and " << c.a;
  }
}

TEST(DurationTest, MixturesAreComparedAsAWhole) {
  EXPECT_EQ(Compare({1, kNanosPerDay}, {1, 0}), kGreater);
  EXPECT_EQ(Compare({1, 5 * kNanosPerDay}, {0, 32 * kNanosPerDay}), kGreater);
  EXPECT_EQ(Compare({1, 4 * kNanosPerDay}, {0, 32 * kNanosPerDay}), kNone);
  // One month later and two differ by a month's length, or by 31 days from 31 January.
  EXPECT_EQ(Compare({2, 0}, {1, 27 * kNanosPerDay}), kGreater);
  EXPECT_EQ(Compare({2, 0}, {1, 31 * kNanosPerDay}), kNone);
  EXPECT_EQ(Compare({2, 0}, {1, 32 * kNanosPerDay}), kLess);
}

// Every date of a cycle, one by one.
Order OrderByDates(Duration a, Duration b) {
  Order order;
  bool first = true;
  for (std::int64_t day = DaysOf({2000, 1, 1}); day < DaysOf({2400, 1, 1}); ++day) {
    const Date date = DateOf(day);
    const auto after = [&](std::int64_t months) {
      return DaysOf(DateInMonth(MonthOf(date) + months, date.day));
    };
    const std::int64_t days = after(a.months) - after(b.months);
    const auto here = days * kNanosPerDay + a.nanos <=> b.nanos;
    if (!first && order != here) return kNone;
    order = here;
    first = false;
  }
  return order;
}

TEST(DurationTest, TheOrderIsThatOfEveryStartDateTakenOneByOne) {
  for (const std::int64_t months : {-12, 1, 2, 13, 1'200}) {
    for (const std::int64_t other : {0, 7, -14}) {
      const std::int64_t about = (months - other) * kDaysPerCycle / kMonthsPerCycle;
      for (std::int64_t days = about - 4; days <= about + 4; ++days) {
        const Duration a{months, 0};
        const Duration b{other, days * kNanosPerDay};
        EXPECT_EQ(Compare(a, b), OrderByDates(a, b))
            << months << " months, " << other << " months and " << days << " days";
      }
    }
  }
}

}  // namespace
}  // namespace abide::values
