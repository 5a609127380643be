#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "values/time.h"

namespace abide::values {
namespace {

Instant InstantOf(const std::string& text) { return ParseInstant(text).value(); }

TEST(ZoneTest, NamesAreThoseOfTheDatabase) {
  for (const std::string name : {"UTC", "Etc/UTC", "Europe/Berlin", "America/New_York",
                                 "America/Argentina/Buenos_Aires", "Etc/GMT+5", "EST5EDT"}) {
    EXPECT_TRUE(IsZone(name)) << name;
  }
  const std::string cases[] = {"",
                               "Europe",
                               "Europe/",
                               "Europe/Atlantis",
                               "/Europe/Berlin",
                               "../zoneinfo/Europe/Berlin",
                               "Europe/../Europe/Berlin",
                               "+02:00",
                               "Fixed/UTC+02:00:00",
                               "localtime",
                               "right/Europe/Berlin",
                               "posix/Europe/Berlin",
                               "file:/etc/passwd",
                               "/etc/passwd",
                               "tzdata.zi",
                               "libc:localtime",
                               "Europe/Berlin ",
                               "zone.tab",
                               "leapseconds",
                               std::string("Europe/Berlin\0", 14),
                               std::string(5'000, 'A')};
  for (const std::string& name : cases) EXPECT_FALSE(IsZone(name)) << name;
}

TEST(ZoneTest, ManyUnknownNamesLeaveTheKnownOnesKnown) {
  for (int i = 0; i < 5'000; ++i) EXPECT_FALSE(IsZone("Nowhere/" + std::to_string(i)));
  EXPECT_TRUE(IsZone("Europe/Berlin"));
}

TEST(ZoneTest, ZonesCanBeAskedForByManyThreads) {
  std::vector<std::thread> threads(4);
  for (std::thread& thread : threads) {
    thread = std::thread([] {
      const std::string names[] = {"Asia/Tokyo", "Asia/Kolkata", "Europe/Paris", "UTC"};
      const int hours[] = {9, 5, 1, 0};
      for (std::size_t i = 0; i < 4'000; ++i) {
        EXPECT_EQ(HourOf(InstantOf("2023-01-01"), names[i % 4]), hours[i % 4]);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

struct LocalCase {
  std::string instant;
  std::string zone;
  int hour;
  std::string weekday;
  std::string day;
};

TEST(ZoneTest, HourWeekdayAndDayAreLocal) {
  const LocalCase cases[] = {
      {"2023-08-28T10:59:59.9Z", "UTC", 10, "monday", "2023-08-28T00:00:00Z"},
      {"2023-08-27T23:00Z", "UTC", 23, "sunday", "2023-08-27T00:00:00Z"},
      {"2023-08-27T23:00Z", "Europe/Berlin", 1, "monday", "2023-08-27T22:00:00Z"},
      {"2023-01-01T04:59Z", "America/New_York", 23, "saturday", "2022-12-31T05:00:00Z"},
      {"2023-01-01T00:00Z", "Asia/Kolkata", 5, "sunday", "2022-12-31T18:30:00Z"},
      {"1969-12-31T23:59:59.999999999Z", "UTC", 23, "wednesday", "1969-12-31T00:00:00Z"},
      // Clocks in Berlin go from 02:00 to 03:00, and back from 03:00 to 02:00 in October.
      {"2023-03-26T00:59Z", "Europe/Berlin", 1, "sunday", "2023-03-25T23:00:00Z"},
      {"2023-03-26T01:00Z", "Europe/Berlin", 3, "sunday", "2023-03-25T23:00:00Z"},
      {"2023-10-29T00:30Z", "Europe/Berlin", 2, "sunday", "2023-10-28T22:00:00Z"},
      {"2023-10-29T01:30Z", "Europe/Berlin", 2, "sunday", "2023-10-28T22:00:00Z"},
      // Rules go on beyond the last transition that the database spells out.
      {"2100-07-01T12:00Z", "Europe/Berlin", 14, "thursday", "2100-06-30T22:00:00Z"},
      // In Sao Paulo that day had no midnight.
      {"2018-11-04T12:00Z", "America/Sao_Paulo", 10, "sunday", "2018-11-04T03:00:00Z"},
  };
  for (const LocalCase& c : cases) {
    EXPECT_EQ(HourOf(InstantOf(c.instant), c.zone), c.hour) << c.instant << " " << c.zone;
    EXPECT_EQ(WeekdayOf(InstantOf(c.instant), c.zone), c.weekday) << c.instant << " " << c.zone;
    EXPECT_EQ(ToString(DayOf(InstantOf(c.instant), c.zone)), c.day) << c.instant << " " << c.zone;
  }
}

TEST(ZoneTest, TextWithoutAZoneIsReadAsLocalTime) {
  const auto read = [](const std::string& text, const std::string& zone) {
    const std::optional<Instant> instant = ParseInstantIn(text, zone);
    return instant ? ToString(*instant) : "nothing";
  };
  const std::string berlin = "Europe/Berlin";
  EXPECT_EQ(read("2023-08-28 10:00:00.5", berlin), "2023-08-28T08:00:00.500Z");
  EXPECT_EQ(read("2023-08-28T10:00", berlin), "2023-08-28T08:00:00Z");
  EXPECT_EQ(read("2023-08-28", berlin), "2023-08-27T22:00:00Z");
  EXPECT_EQ(read("1960-01-01 00:00:00.25", berlin), "1959-12-31T23:00:00.250Z");
  EXPECT_EQ(read("2023-08-28T10:00Z", berlin), "2023-08-28T10:00:00Z");
  EXPECT_EQ(read("2023-08-28 10:00+05:00", berlin), "2023-08-28T05:00:00Z");
  // 02:30 is skipped in March and comes twice in October; both use the offset before the change.
  EXPECT_EQ(read("2023-03-26 02:30", berlin), "2023-03-26T01:30:00Z");
  EXPECT_EQ(read("2023-10-29 02:30", berlin), "2023-10-29T00:30:00Z");
  EXPECT_EQ(read("2023-08-28  10:00", berlin), "nothing");
  EXPECT_EQ(read("2023-08-28 ", berlin), "nothing");
  EXPECT_EQ(read("2023-02-29 10:00", berlin), "nothing");
  EXPECT_EQ(read("2262-01-01 00:30", berlin), "2261-12-31T23:30:00Z");
  EXPECT_EQ(read("1678-01-01 00:00", berlin), "nothing");
  EXPECT_EQ(read("0000-01-01 00:00", berlin), "nothing");
  EXPECT_EQ(read("9999-12-31 23:59:59", berlin), "nothing");
  EXPECT_EQ(read("2023-08-28T10:00Z", "Europe/Atlantis"), "nothing");
}

struct SpanCase {
  std::string instant;
  Period period;
  std::string zone;
  std::string begin;
  std::string end;
};

TEST(ZoneTest, PeriodsBeginAndEndByTheLocalCalendar) {
  const std::string berlin = "Europe/Berlin";
  const SpanCase cases[] = {
      {"2024-02-29T12:00Z", Period::kDay, "UTC", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"2024-02-29T12:00Z", Period::kWeek, "UTC", "2024-02-26T00:00:00Z", "2024-03-04T00:00:00Z"},
      {"2024-02-26T00:00Z", Period::kWeek, "UTC", "2024-02-26T00:00:00Z", "2024-03-04T00:00:00Z"},
      {"2024-03-03T23:59Z", Period::kWeek, "UTC", "2024-02-26T00:00:00Z", "2024-03-04T00:00:00Z"},
      {"2024-02-29T12:00Z", Period::kMonth, "UTC", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"},
      {"2023-12-31T12:00Z", Period::kMonth, "UTC", "2023-12-01T00:00:00Z", "2024-01-01T00:00:00Z"},
      {"2024-06-30T23:59Z", Period::kQuarter, "UTC", "2024-04-01T00:00:00Z",
       "2024-07-01T00:00:00Z"},
      {"2024-12-31T12:00Z", Period::kQuarter, "UTC", "2024-10-01T00:00:00Z",
       "2025-01-01T00:00:00Z"},
      {"2024-12-31T12:00Z", Period::kYear, "UTC", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"},
      {"2023-03-26T12:00Z", Period::kDay, berlin, "2023-03-25T23:00:00Z", "2023-03-26T22:00:00Z"},
      {"2023-10-29T12:00Z", Period::kDay, berlin, "2023-10-28T22:00:00Z", "2023-10-29T23:00:00Z"},
      {"2023-03-31T22:00Z", Period::kQuarter, berlin, "2023-03-31T22:00:00Z",
       "2023-06-30T22:00:00Z"},
      {"2023-12-31T23:00Z", Period::kYear, berlin, "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z"},
      // Samoa left out 30 December 2011.
      {"2011-12-30T09:59Z", Period::kDay, "Pacific/Apia", "2011-12-29T10:00:00Z",
       "2011-12-30T10:00:00Z"},
      {"2011-12-30T10:00Z", Period::kDay, "Pacific/Apia", "2011-12-30T10:00:00Z",
       "2011-12-31T10:00:00Z"},
      // In St. John's 29 October 2006 came at midnight, went at 00:01 and came again an hour later.
      {"2006-10-29T02:30:30Z", Period::kDay, "America/St_Johns", "2006-10-29T02:30:00Z",
       "2006-10-30T03:30:00Z"},
      {"2006-10-29T02:31:00Z", Period::kDay, "America/St_Johns", "2006-10-29T02:30:00Z",
       "2006-10-30T03:30:00Z"},
      {"2261-12-31T12:00Z", Period::kYear, "UTC", "2261-01-01T00:00:00Z", "2262-01-01T00:00:00Z"},
  };
  for (const SpanCase& c : cases) {
    const PeriodSpan span = PeriodOf(InstantOf(c.instant), c.period, c.zone);
    EXPECT_EQ(ToString(span.begin), c.begin) << c.instant << " " << c.zone;
    EXPECT_EQ(ToString(span.end), c.end) << c.instant << " " << c.zone;
  }
}

TEST(ZoneTest, PeriodsFollowEachOtherWithoutGapOrOverlap) {
  const Period periods[] = {Period::kDay, Period::kWeek, Period::kMonth, Period::kQuarter,
                            Period::kYear};
  for (const std::string zone : {"UTC", "America/St_Johns", "Pacific/Apia", "Africa/Cairo"}) {
    for (const Period period : periods) {
      Instant instant = InstantOf("2005-06-01");
      for (int round = 0; round < 400 && instant < InstantOf("2015-01-01"); ++round) {
        const PeriodSpan span = PeriodOf(instant, period, zone);
        EXPECT_LE(span.begin, instant);
        EXPECT_LT(instant, span.end);
        EXPECT_EQ(PeriodOf({span.end.nanos - 1}, period, zone).begin, span.begin);
        EXPECT_EQ(PeriodOf(span.end, period, zone).begin, span.end);
        instant = span.end;
      }
    }
  }
}

TEST(ZoneTest, TheFirstPeriodBeginsAtTheEndOfAllTimeWhereItMust) {
  const PeriodSpan span = PeriodOf(InstantOf("1678-01-01"), Period::kYear, "America/New_York");
  EXPECT_EQ(span.begin, Instant::Min());
  EXPECT_EQ(ToString(span.end), "1678-01-01T04:56:02Z");
}

TEST(ZoneDeathTest, AZoneThatWasNotCheckedStopsTheRun) {
  EXPECT_DEATH(HourOf(InstantOf("2023-01-01"), "Europe/Atlantis"), "zones are checked");
}

}  // namespace
}  // namespace abide::values
