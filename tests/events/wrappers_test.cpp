// Lists that records stand in, and lists that a record has for itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::SizeIs;
using ::testing::StartsWith;

class WrappersTest : public ::testing::Test {
 protected:
  Reading Read(std::string text) {
    const auto log = LogFile::OfText("a", std::move(text));
    return ReadAll({log.get()}, options);
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(WrappersTest, APageOfSeveralIsToldOf) {
  const std::string tick = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";
  const Reading reading = Read("{\"data\": [" + tick + "], \"has_more\": true}\n{\"data\": [" +
                               tick + "], \"has_more\": false}\n");
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems, ElementsAre(StartsWith("L0303 a:1@60 log is one part of several")));
  EXPECT_EQ(reading.bad_records, 0U);
}

TEST_F(WrappersTest, AListThatARecordHasForItselfStaysThere) {
  // `data` is a member that the source reads; `items` is not.
  SourceBuilder source("pages");
  SourceMapping& use = source.Maps(*schema.Find("use"));
  use.assignments = {{kTimeField, {}, source.Path("t")},
                     {*schema.Type(use.kind).FindField("model"), {}, source.Path("data.name")}};
  options.sources = {&source.source};
  options.source = "pages";
  const std::string record = R"({"t": "2024-05-01T10:00:00Z"})";
  EXPECT_THAT(Read("{\"items\": [" + record + "]}").events, SizeIs(1));
  const Reading kept = Read(R"({"t": "2024-05-01T10:00:00Z", "data": [)" + record + "]}");
  EXPECT_THAT(kept.events, ElementsAre(StartsWith("0:1@0+")));
}

TEST_F(WrappersTest, ARecordThatItsSourceReadsIsNoWrapper) {
  SourceBuilder source("kinds");
  SourceMapping& use = source.Maps(*schema.Find("use"));
  use.assignments = {{kTimeField, {}, source.Path("t")},
                     {*schema.Type(use.kind).FindField("model"), {}, source.Path("kind")}};
  options.sources = {&source.source};
  options.source = "kinds";
  for (const std::string text : {R"({"data": [], "kind": "k", "t": "2024-05-01T10:00:00Z"})",
                                 R"({"t": "2024-05-01T10:00:00Z", "data": [{}], "kind": "k"})"}) {
    EXPECT_THAT(Read(text).events, ElementsAre(EndsWith(" 2024-05-01T10:00:00Z use model=\"k\"")))
        << text;
  }
}

TEST_F(WrappersTest, TheSourceIsFoundInWhatEachSourceUnwraps) {
  SourceBuilder elements("elements");
  elements.Maps(*schema.Find("tick")).assignments = {{kTimeField, {}, elements.Path("t")}};
  SourceBuilder pages("pages");
  pages.Maps(*schema.Find("tick")).assignments = {
      {kTimeField,
       {},
       pages.Steps({{PathStep::Kind::kKey, "data", 0},
                    {PathStep::Kind::kIndex, "", 0},
                    {PathStep::Kind::kKey, "when", 0}})}};
  options.sources = {&elements.source, &pages.source};
  EXPECT_EQ(Read(R"({"data": [{"t": "2024-05-01T10:00:00Z"}]})").summaries[0].source, "elements");
  EXPECT_EQ(Read(R"({"data": [{"when": "2024-05-01T10:00:00Z"}]})").summaries[0].source, "pages");
  EXPECT_EQ(Read("t,x\n2024-05-01T10:00:00Z,1\n").summaries[0].source, "elements");
}

}  // namespace
}  // namespace abide::events
