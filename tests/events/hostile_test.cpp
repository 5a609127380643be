// What is made to break a reader: it is reported, bounded, and costs no more than its size.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class HostileTest : public ::testing::Test {
 protected:
  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(HostileTest, DeepNestingIsNoRecursion) {
  const std::string deep(2'000'000, '[');
  const std::string wrapped =
      R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "x": )" + deep + "}\n";
  for (const bool strict : {false, true}) {
    options.strict = strict;
    EXPECT_THAT(ReadText(wrapped, options).problems, ElementsAre(StartsWith("L0105")));
    options.limits.depth = 10'000'000;
    EXPECT_THAT(ReadText(wrapped, options).problems, ElementsAre(StartsWith("L0101")));
    options.limits.depth = 1000;
  }
}

// Brackets in texts, and those that stand beside one another, are not deep.
TEST_F(HostileTest, ManyBracketsAreNotDeep) {
  const std::string begin = R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "x": )";
  std::string wide = "[";
  for (int i = 0; i < 1000; ++i) wide += "[],{},";
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  const std::string text = begin + '"' + std::string(4000, '[') + "\"}\n" + begin + wide + "1]}\n" +
                           begin + nested(999) + "}\n" + begin + nested(1000) + "}\n";
  const Reading reading = ReadText(text, options);
  EXPECT_THAT(reading.events, SizeIs(3));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0105 a:4")));
}

TEST_F(HostileTest, ManyLinesThatDoNotEndAreReadInLinearTime) {
  // A first line that does not end would be the beginning of a document over many lines.
  std::string text = "{}\n";
  for (int i = 0; i < 200'000; ++i) text += "{\"a\":[\n";
  const Reading reading = ReadText(text, options);
  EXPECT_EQ(reading.bad_records, 200'001U);
}

TEST_F(HostileTest, OneObjectWithVeryManyKeys) {
  std::string text = R"({"event": "tick", "time": "2024-05-01T10:00:00Z")";
  for (int i = 0; i < 300'000; ++i) text += ", \"k" + std::to_string(i) + "\": 1";
  EXPECT_THAT(ReadText(text + "}\n", options).problems, IsEmpty());
  EXPECT_THAT(ReadText(text + ", \"k7\": 1}\n", options).problems,
              ElementsAre(StartsWith("L0106")));
}

TEST_F(HostileTest, KeysThatNeverComeTwiceInARow) {
  std::mt19937 random(1);
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += R"({"event": "tick", "x)" + std::to_string(random()) + R"(": 1, "y)" +
            std::to_string(random()) +
            R"(": 1, "time": "2024-05-01T10:00:00Z"})"
            "\n";
  }
  const Reading reading = ReadText(text, options);
  EXPECT_THAT(reading.events, SizeIs(20'000));
  EXPECT_THAT(reading.problems, IsEmpty());
}

TEST_F(HostileTest, NulBytesAreReported) {
  const std::string good = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
                           "\n";
  const Reading reading = ReadText(good + std::string(5000, '\0') + "\n" + good, options);
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0101 a:2@50")));
}

TEST_F(HostileTest, Utf16IsNotUtf8) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string("{\"event\": 1}\n")) text += {c, '\0'};
  EXPECT_THAT(ReadText(text, options).problems, ::testing::Contains(StartsWith("L0103 a:1@0")));
}

TEST_F(HostileTest, ANumberOfAMillionDigits) {
  const std::string text = R"({"event": "use", "time": "2024-05-01T10:00:00Z", "tokens": )" +
                           std::string(1'000'000, '9') + "}\n" +
                           R"({"event": "use", "time": "2024-05-01T10:00:00Z", "tokens": 0.)" +
                           std::string(1'000'000, '1') + "}\n";
  const Reading reading = ReadText(text, options);
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0205")));
  EXPECT_LT(reading.problems[0].size(), 200U);
}

TEST_F(HostileTest, RandomBytesBetweenGoodLines) {
  std::mt19937 random(9);
  const std::string alphabet = "{}[]:,\"\\ \n0tfn-e.\xC3\xA9u1";
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += alphabet[random() % alphabet.size()];
    options.strict = round % 2 == 0;
    const std::string good = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";
    const Reading reading = ReadText(good + "\n" + text + "\n" + good, options);
    EXPECT_GE(reading.events.size(), 2U);
  }
}

}  // namespace
}  // namespace abide::events
