#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "values/time.h"

namespace abide::values {
namespace {

std::string Shown(std::optional<Instant> instant) {
  return instant ? ToString(*instant) : "nothing";
}
std::string ParsedInstant(const std::string& text) { return Shown(ParseInstant(text)); }
Instant At(const std::string& text) { return ParseInstant(text).value(); }

struct InstantTextCase {
  std::string text;
  std::string expected;
};

TEST(InstantTest, TextIsReadAndShownInUtc) {
  const InstantTextCase cases[] = {
      {"1970-01-01", "1970-01-01T00:00:00Z"},
      {"2023-08-28", "2023-08-28T00:00:00Z"},
      {"2023-08-28T10:00Z", "2023-08-28T10:00:00Z"},
      {"2023-08-28T10:00:59Z", "2023-08-28T10:00:59Z"},
      {"2023-08-28T10:00:00.123456+02:00", "2023-08-28T08:00:00.123456Z"},
      {"2023-08-28T23:30-01:00", "2023-08-29T00:30:00Z"},
      {"2023-08-28T10:00+23:59", "2023-08-27T10:01:00Z"},
      {"2023-08-28T10:00-00:00", "2023-08-28T10:00:00Z"},
      {"2023-08-28T10:00:00.1Z", "2023-08-28T10:00:00.100Z"},
      {"2023-08-28T10:00:00.1234Z", "2023-08-28T10:00:00.123400Z"},
      {"2023-08-28T10:00:00.123456789Z", "2023-08-28T10:00:00.123456789Z"},
      {"2023-08-28T10:00:00.000000001Z", "2023-08-28T10:00:00.000000001Z"},
      {"2023-08-28T10:00:00.000000000Z", "2023-08-28T10:00:00Z"},
      {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"},
      {"2024-02-29", "2024-02-29T00:00:00Z"},
      {"2000-02-29", "2000-02-29T00:00:00Z"},
      {"1678-01-01", "1678-01-01T00:00:00Z"},
      {"2261-12-31T23:59:59.999999999Z", "2261-12-31T23:59:59.999999999Z"},
      {"1677-12-31T23:30-00:30", "1678-01-01T00:00:00Z"},
  };
  for (const InstantTextCase& c : cases) EXPECT_EQ(ParsedInstant(c.text), c.expected) << c.text;
}

TEST(InstantTest, TheCountIsNanosecondsSince1970) {
  EXPECT_EQ(At("1970-01-01").nanos, 0);
  EXPECT_EQ(At("2001-09-09T01:46:40.000000007Z").nanos, 1'000'000'000'000'000'007);
  EXPECT_EQ(At("1969-12-31T23:59:59.999999999Z").nanos, -1);
}

TEST(InstantTest, WhatIsNoInstantHasNoValue) {
  const std::string cases[] = {"",
                               "2023",
                               "2023-08",
                               "2023-8-28",
                               "2023-08-28T",
                               "2023-08-28Z",
                               "2023-08-28T10",
                               "2023-08-28T10Z",
                               "2023-08-28T10:00",
                               "2023-08-28T10:00:00",
                               "2023-08-28 10:00Z",
                               "2023-08-28t10:00Z",
                               "2023-08-28T10:00z",
                               "2023-08-28T10:00:00.Z",
                               "2023-08-28T10:00:00.Z1",
                               "2023-08-28T10:00:00.1234567890Z",
                               "2023-08-28T10:00:00,5Z",
                               "2023-08-28T10:00.5Z",
                               "2023-08-28T10:00Z ",
                               " 2023-08-28T10:00Z",
                               "2023-08-28T10:00ZZ",
                               "2023-08-28T10:00+2:00",
                               "2023-08-28T10:00+0200",
                               "2023-08-28T10:00+02",
                               "2023-08-28T10:00+02:00Z",
                               "20230828T100000Z",
                               "2023-08-28T10:0:00Z",
                               "2023-08-28T10:00:0Z",
                               "2023/08/28",
                               "2023-08-28T+1:00Z",
                               "-023-08-28",
                               "2023-W35-1",
                               "+2023-08-28",
                               "12023-08-28",
                               "2023-08-28T10:00:00.5",
                               "2023-08-28T10:00+24:00",
                               "2023-08-28T10:00-02:60",
                               "2023-08-28T10:00+",
                               std::string("2023-08-28\0", 11)};
  for (const std::string& text : cases) EXPECT_EQ(ParsedInstant(text), "nothing") << text;
}

TEST(InstantTest, DatesAndTimesThatDoNotExistHaveNoValue) {
  const std::string cases[] = {"2023-00-10",           "2023-13-10",        "2023-01-00",
                               "2023-01-32",           "2023-04-31",        "2023-02-29",
                               "1900-02-29",           "2100-02-29",        "2024-02-30",
                               "2023-08-28T24:00Z",    "2023-08-28T10:60Z", "2023-08-28T10:00:60Z",
                               "2016-12-31T23:59:60Z", "2023-08-28T99:99Z"};
  for (const std::string& text : cases) EXPECT_EQ(ParsedInstant(text), "nothing") << text;
}

TEST(InstantTest, YearsOutsideTheRangeHaveNoValue) {
  const std::string cases[] = {"0000-01-01",
                               "1677-12-31",
                               "2262-01-01",
                               "9999-12-31",
                               "1678-01-01T00:00+00:01",
                               "2261-12-31T23:59:59.999999999-00:01"};
  for (const std::string& text : cases) EXPECT_EQ(ParsedInstant(text), "nothing") << text;
}

TEST(InstantTest, EveryCutAndEveryChangedByteIsReadWithoutHarm) {
  const std::string text = "2023-08-28T10:00:00.123456+02:00";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const bool is_date = size == 10;
    EXPECT_EQ(ParseInstant(text.substr(0, size)).has_value(), is_date) << size;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = text;
      changed[i] = static_cast<char>(byte);
      const std::optional<Instant> instant = ParseInstant(changed);
      const bool is_digit = byte >= '0' && byte <= '9';
      const bool may_stand = is_digit || byte == text[i] || byte == '-' || byte == '+';
      EXPECT_TRUE(may_stand || !instant) << i << " " << byte;
    }
  }
}

struct LaterCase {
  std::string start;
  Duration duration;
  std::string later;
  std::string earlier;
};

constexpr std::int64_t kHourInNanos = 3'600'000'000'000;
constexpr std::int64_t kDay = 24 * kHourInNanos;

TEST(InstantTest, MonthsKeepTheDayOrTakeTheLastOne) {
  const LaterCase cases[] = {
      {"2023-01-31", {1, 0}, "2023-02-28T00:00:00Z", "2022-12-31T00:00:00Z"},
      {"2024-01-31", {1, 0}, "2024-02-29T00:00:00Z", "2023-12-31T00:00:00Z"},
      {"2024-02-29", {12, 0}, "2025-02-28T00:00:00Z", "2023-02-28T00:00:00Z"},
      {"2024-02-29", {48, 0}, "2028-02-29T00:00:00Z", "2020-02-29T00:00:00Z"},
      {"2023-03-31", {1, 0}, "2023-04-30T00:00:00Z", "2023-02-28T00:00:00Z"},
      {"2023-12-15T10:30:00.5Z", {1, 0}, "2024-01-15T10:30:00.500Z", "2023-11-15T10:30:00.500Z"},
      {"1969-11-30T23:00Z", {3, 0}, "1970-02-28T23:00:00Z", "1969-08-30T23:00:00Z"},
      {"2023-01-31", {1, kDay}, "2023-03-01T00:00:00Z", "2022-12-30T00:00:00Z"},
      {"2023-01-01", {0, 36 * kHourInNanos}, "2023-01-02T12:00:00Z", "2022-12-30T12:00:00Z"},
      {"2261-12-01", {1, 0}, "nothing", "2261-11-01T00:00:00Z"},
      {"1678-01-01", {1, 0}, "1678-02-01T00:00:00Z", "nothing"},
      {"1678-01-01", {6'996, 0}, "2261-01-01T00:00:00Z", "nothing"},
      {"2261-12-31T23:59:59.999999999Z", {0, 1}, "nothing", "2261-12-31T23:59:59.999999998Z"},
      {"2261-12-31", {1, -31 * kDay}, "2261-12-31T00:00:00Z", "2261-12-31T00:00:00Z"},
      {"2023-01-01", {INT64_MAX, 0}, "nothing", "nothing"},
      {"2023-01-01", {0, INT64_MAX}, "nothing", "1730-09-22T00:12:43.145224193Z"},
  };
  for (const LaterCase& c : cases) {
    const std::string what = c.start + " and " + ToString(c.duration);
    EXPECT_EQ(Shown(Minus(At(c.start), c.duration)), c.earlier) << what;
    EXPECT_EQ(Shown(Plus(At(c.start), c.duration)), c.later) << what;
  }
}

TEST(InstantTest, TheEndsOfAllTimeAreNoInstantsToCountFrom) {
  EXPECT_EQ(Plus(Instant::Max(), Duration{0, 0}), std::nullopt);
  EXPECT_EQ(Plus(Instant::Min(), Duration{1, 0}), std::nullopt);
  EXPECT_EQ(Minus(Instant::Min(), Duration{0, 1}), std::nullopt);
  EXPECT_LT(Instant::Min(), At("1678-01-01"));
  EXPECT_GT(Instant::Max(), At("2261-12-31T23:59:59.999999999Z"));
}

TEST(InstantTest, ADifferenceIsExactAndBounded) {
  EXPECT_EQ(Difference(At("2023-03-01"), At("2023-02-28")), (Duration{0, kDay}));
  EXPECT_EQ(Difference(At("2023-02-28"), At("2023-03-01")), (Duration{0, -kDay}));
  EXPECT_EQ(Difference(At("2023-03-01"), At("2023-03-01")), (Duration{}));
  EXPECT_EQ(Difference(At("2261-12-31"), At("1678-01-01")), std::nullopt);
  EXPECT_EQ(Difference(Instant{0}, Instant::Min()), std::nullopt);
  EXPECT_EQ(Difference(Instant::Min(), Instant{0}), std::nullopt);
}

}  // namespace
}  // namespace abide::values
