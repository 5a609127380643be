#include "engine/course.h"

#include <gtest/gtest.h>

namespace abide::engine {
namespace {

values::Value ValueOf(std::int64_t number) {
  return values::Value::Of(*values::Decimal::Parse(std::to_string(number)));
}

Finding CourseOf(std::int64_t readings) {
  Course course;
  for (std::int64_t i = 0; i < readings; ++i) {
    course.Add(values::Instant{i}, ValueOf(i), ValueOf(7));
  }
  Finding finding;
  course.Give(finding);
  return finding;
}

TEST(Course, KeepsAllOfAFew) {
  const Finding finding = CourseOf(Course::kMost);
  EXPECT_EQ(finding.readings, Course::kMost);
  ASSERT_EQ(finding.course.size(), Course::kMost);
  EXPECT_EQ(finding.course[5].value, "5");
}

TEST(Course, KeepsTheFirstAndEvenlyOfTheRest) {
  for (const std::int64_t readings : {65, 127, 128, 129, 1'000, 100'000}) {
    const Finding finding = CourseOf(readings);
    EXPECT_EQ(finding.readings, static_cast<std::uint64_t>(readings));
    ASSERT_GT(finding.course.size(), Course::kMost / 2);
    ASSERT_LE(finding.course.size(), Course::kMost);
    const std::int64_t stride = finding.course[1].time.nanos;
    for (std::size_t i = 0; i < finding.course.size(); ++i) {
      EXPECT_EQ(finding.course[i].time.nanos, static_cast<std::int64_t>(i) * stride) << readings;
    }
    EXPECT_GE(finding.course.back().time.nanos + stride, readings)
        << "nothing is left out at the end";
  }
}

// However many there are: the limit is that of its reading, and none where it is as at first.
TEST(Course, TellsTheLimitWhereItIsAnotherThanAtFirst) {
  for (const std::int64_t readings : {1, 3, 64, 65, 1'000}) {
    Course course;
    const auto limit_at = [](std::int64_t i) { return i < 2 || i % 5 == 0 ? 7 : i; };
    for (std::int64_t i = 0; i < readings; ++i) {
      course.Add(values::Instant{i}, ValueOf(i), ValueOf(limit_at(i)));
    }
    Finding finding;
    course.Give(finding);
    for (const Reading& reading : finding.course) {
      const std::int64_t limit = limit_at(reading.time.nanos);
      EXPECT_EQ(reading.limit, limit == 7 ? "" : std::to_string(limit)) << readings;
    }
  }
  Course course;
  course.Add(values::Instant{0}, ValueOf(1), ValueOf(7));
  course.Add(values::Instant{1}, ValueOf(1), values::Value());
  Finding finding;
  course.Give(finding);
  EXPECT_EQ(finding.course[1].limit, "?");
}

TEST(Course, WhatIsAbsentIsNoReading) {
  Course course;
  course.Add(values::Instant{1}, values::Value(), ValueOf(7));
  Finding finding;
  course.Give(finding);
  EXPECT_EQ(finding.readings, 0U);
}

}  // namespace
}  // namespace abide::engine
