// Which form a log has is found out from its first records, and said where it can't be.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"
#include "events/detect.h"

namespace abide::events {
namespace {

using namespace testing;
using expressions::testing::Equal;
using expressions::testing::Text;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DetectTest : public ::testing::Test {
 protected:
  DetectTest() {
    const auto add = [&](SourceBuilder& source, const char* type) {
      SourceMapping& mapping =
          source.Maps(*schema.Find("tick"), Equal(source.Path("type"), Text(type)));
      mapping.assignments.push_back({kTimeField, {}, source.Path("at")});
      options.sources.push_back(&source.source);
    };
    add(first, "x");
    add(second, "y");
    add(third, "y");
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
  SourceBuilder first{"first"}, second{"second"}, third{"third"};
};

constexpr char kCanonicalLine[] = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
                                  "\n";
constexpr char kFirstLine[] = R"({"type": "x", "at": "2024-05-01T10:00:00Z"})"
                              "\n";
constexpr char kAmbiguousLine[] = R"({"type": "y", "at": "2024-05-01T10:00:00Z"})"
                                  "\n";
constexpr char kOtherLine[] = R"({"kind": "z", "at": "2024-05-01T10:00:00Z"})"
                              "\n";
// Of the form that all sources read, though none takes it.
constexpr char kQuietLine[] = R"({"type": "z", "at": "2024-05-01T10:00:00Z"})"
                              "\n";

TEST_F(DetectTest, CanonicalEventsComeFirst) {
  const Reading reading = ReadText(std::string(kOtherLine) + kCanonicalLine, options);
  EXPECT_EQ(reading.summaries[0].source, "");
  EXPECT_THAT(reading.events, SizeIs(1));
}

TEST_F(DetectTest, EachLogHasAFormOfItsOwn) {
  const Reading reading =
      ReadTexts({kCanonicalLine, std::string(kOtherLine) + kFirstLine}, options);
  EXPECT_EQ(reading.summaries[0].source, "");
  EXPECT_EQ(reading.summaries[1].source, "first");
  EXPECT_EQ(reading.summaries[1].skipped, 1U);
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems, IsEmpty());
}

TEST_F(DetectTest, ALogThatNoSourceFitsIsReportedAndCounted) {
  const Reading reading = ReadText(std::string("\n") + kOtherLine + kOtherLine, options);
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(
      reading.problems,
      ElementsAre("L0108 a:2@1 no source fits this log; keys of its first record: `kind`, `at`"));
  EXPECT_EQ(reading.summaries[0].records, 2U);
  EXPECT_EQ(reading.summaries[0].skipped, 2U);
  EXPECT_EQ(reading.bad_records, 1U);
}

TEST_F(DetectTest, ALogOfASourcesFormThatHasNothingForItIsSkipped) {
  const Reading reading = ReadText(std::string(kQuietLine) + kQuietLine + kOtherLine, options);
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.summaries[0].source, "first");
  EXPECT_EQ(reading.summaries[0].skipped, 3U);
  EXPECT_TRUE(reading.summaries[0].only_of_form);
  EXPECT_EQ(reading.bad_records, 0U);
}

TEST_F(DetectTest, AFormIsWhatMoreThanHalfOfTheRecordsHave) {
  const Reading reading = ReadText(std::string(kQuietLine) + kOtherLine, options);
  EXPECT_THAT(
      reading.problems,
      ElementsAre("L0108 a:1@0 no source fits this log; keys of its first record: `type`, `at`; "
                  "the nearest source is `first`"));
}

TEST_F(DetectTest, ARecordWhoseTimeCannotBeReadIsOfNoForm) {
  for (const char* line : {R"({"type": "z"})", R"({"type": "z", "at": "some day"})"}) {
    EXPECT_THAT(ReadText(line, options).problems, ElementsAre(::testing::StartsWith("L0108")));
  }
}

TEST_F(DetectTest, OfTheFormsOnesOwnGoesBeforeThoseThatShip) {
  first.source.ships = second.source.ships = true;
  EXPECT_EQ(ReadText(kQuietLine, options).summaries[0].source, "third");
}

TEST_F(DetectTest, AnotherLogOfTheSameKindSaysMoreThanTheForm) {
  first.source.ships = true;
  const Reading reading = ReadTexts({kQuietLine, kFirstLine}, options);
  EXPECT_EQ(reading.summaries[0].source, "first");
  EXPECT_FALSE(reading.summaries[0].only_of_form);
}

TEST_F(DetectTest, AnEmptyListToGoOverIsOfTheForm) {
  SourceBuilder pages("pages");
  SourceMapping& mapping = pages.Maps(*schema.Find("tick"));
  mapping.when = expressions::testing::Make(expressions::Has{pages.Path("at")});
  mapping.loops.push_back({expressions::LocalId{0}, pages.Path("results")});
  mapping.assignments = {{kTimeField, {}, pages.Path("at")}};
  options.sources = {&pages.source};
  const Reading reading = ReadText(R"({"at": "2024-05-01T10:00:00Z", "results": []})", options);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.summaries[0].source, "pages");
}

TEST_F(DetectTest, ALogThatSeveralSourcesFitIsReported) {
  const Reading reading = ReadText(std::string(kAmbiguousLine), options);
  EXPECT_THAT(reading.events, IsEmpty());
  EXPECT_THAT(
      reading.problems,
      ElementsAre("L0109 a:1@0 several sources fit this log: `second`, `third`; keys of its "
                  "first record: `type`, `at`"));
}

TEST_F(DetectTest, ASourceOfOnesOwnGoesBeforeThoseThatShip) {
  second.source.ships = true;
  const Reading reading = ReadText(std::string(kAmbiguousLine), options);
  EXPECT_THAT(reading.events, SizeIs(1));
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.summaries[0].source, "third");
  EXPECT_THAT(reading.summaries[0].passed_over, ElementsAre("second"));
}

TEST_F(DetectTest, SourcesThatShipGoBeforeNone) {
  second.source.ships = third.source.ships = true;
  EXPECT_THAT(ReadText(std::string(kAmbiguousLine), options).problems,
              ElementsAre(::testing::StartsWith("L0109")));
}

TEST_F(DetectTest, OfSeveralOfOnesOwnNoneIsChosen) {
  SourceBuilder shipped("shipped");
  shipped.Maps(*schema.Find("tick")).assignments = {{kTimeField, {}, shipped.Path("at")}};
  shipped.source.ships = true;
  options.sources.push_back(&shipped.source);
  EXPECT_THAT(
      ReadText(std::string(kAmbiguousLine), options).problems,
      ElementsAre(::testing::HasSubstr("several sources fit this log: `second`, `third`;")));
}

TEST_F(DetectTest, WhatShipsReadsWhatOnesOwnDoesNotTake) {
  first.source.ships = true;
  const Reading reading = ReadText(kFirstLine, options);
  EXPECT_EQ(reading.summaries[0].source, "first");
  EXPECT_THAT(reading.summaries[0].passed_over, IsEmpty());
}

TEST_F(DetectTest, WhatFindsNoTimeIsTheNearest) {
  EXPECT_THAT(
      ReadText(R"({"type": "x", "at": "some day"})", options).problems,
      ElementsAre(::testing::EndsWith("the nearest source is `first`, which can't read it")));
}

TEST_F(DetectTest, ASourceFitsOnlyIfItFindsATime) {
  const Reading reading = ReadText(R"({"type": "x", "at": "some day"})"
                                   "\n",
                                   options);
  EXPECT_THAT(reading.problems, ElementsAre(::testing::StartsWith("L0108")));
}

TEST_F(DetectTest, ABadRecordIsNotAmongThoseThatAMappingTook) {
  SourceBuilder source("timed");
  source.Maps(*schema.Find("tick")).assignments = {{kTimeField, {}, source.Path("at")}};
  options.sources = {&source.source};
  const auto log = LogFile::OfText("a", "{\"at\": \"2024-05-01\"}\n{\"at\": \"some day\"}\n");
  const LogFit fit = FitSources(*log, options, Sample{});
  ASSERT_THAT(fit.sources, SizeIs(1));
  EXPECT_EQ(fit.sources[0].taken, 1U);
  EXPECT_EQ(fit.sources[0].bad, 1U);
  EXPECT_EQ(fit.sources[0].tally.mappings[0].taken, 1U);
}

TEST_F(DetectTest, TheSourceMayBeNamed) {
  options.source = "third";
  EXPECT_THAT(ReadText(kAmbiguousLine, options).events, SizeIs(1));
  options.source = "canonical";
  EXPECT_THAT(ReadText(kFirstLine, options).problems, ElementsAre(::testing::StartsWith("L0201")));
}

TEST_F(DetectTest, ALogWithoutARecordThatCanBeReadIsTakenAsCanonical) {
  EXPECT_THAT(ReadText("nonsense\n", options).problems,
              ElementsAre(::testing::StartsWith("L0101")));
  EXPECT_THAT(ReadText("", options).problems, IsEmpty());
}

TEST_F(DetectTest, WhatIsSaidOfAFormSurvivesTheSecondReading) {
  const std::string disordered = std::string(kCanonicalLine) +
                                 R"({"event": "tick", "time": "2020-01-01"})"
                                 "\n";
  options.chunk_bytes = 1;  // a line
  const Reading reading = ReadTexts({kOtherLine, disordered}, options);
  EXPECT_EQ(reading.restarts, 1);
  EXPECT_THAT(reading.problems, ElementsAre(::testing::StartsWith("L0108 a:1@0")));
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_EQ(reading.bad_records, 1);
}

TEST_F(DetectTest, WhatIsWrongWithALogInNoFormIsCountedOnceInTwoReadings) {
  const std::string disordered = std::string(kCanonicalLine) +
                                 R"({"event": "tick", "time": "2020-01-01"})"
                                 "\n";
  options.chunk_bytes = 1;  // a line
  const Reading reading = ReadTexts({std::string(kOtherLine) + "nonsense\n", disordered}, options);
  EXPECT_EQ(reading.restarts, 1);
  EXPECT_THAT(reading.problems, ElementsAre(::testing::StartsWith("L0101 a:2"),
                                            ::testing::StartsWith("L0108 a:1@0")));
  EXPECT_EQ(reading.bad_records, 2);
}

}  // namespace
}  // namespace abide::events
