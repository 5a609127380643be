#include "engine/course.h"

#include <gtest/gtest.h>

namespace abide::engine {
namespace {

Finding CourseOf(std::int64_t readings) {
  Course course;
  for (std::int64_t i = 0; i < readings; ++i) {
    course.Add(values::Instant{i}, values::Value::Of(*values::Decimal::Parse(std::to_string(i))));
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

TEST(Course, WhatIsAbsentIsNoReading) {
  Course course;
  course.Add(values::Instant{1}, values::Value());
  Finding finding;
  course.Give(finding);
  EXPECT_EQ(finding.readings, 0U);
}

}  // namespace
}  // namespace abide::engine
