// Canonical events: every type of field, only what is selected, exact places.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CanonicalTest : public ::testing::Test {
 protected:
  // The fields of one event, behind its time and name; a problem, if there is one.
  std::string FieldsOf(const std::string& members, const std::string& kind = "use") {
    const Reading reading =
        ReadText(R"({"event": ")" + kind + R"(", "time": "2024-05-01T10:00:00Z")" +
                     (members.empty() ? "" : ", " + members) + "}\n",
                 options);
    if (!reading.problems.empty()) return reading.problems.front();
    const std::string& event = reading.events.at(0);
    const std::size_t at = event.find(kind);
    return event.size() == at + kind.size() ? "" : event.substr(at + kind.size() + 1);
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(CanonicalTest, ReadsEveryTypeOfField) {
  const struct {
    const char* members;
    const char* fields;
  } rows[] = {
      {"", ""},
      {R"("model": "gpt-4o")", R"(model="gpt-4o")"},
      {R"("model": "")", R"(model="")"},
      {R"("model": "a \"b\" \u00e9")", R"(model="a "b" é")"},
      {R"("mod\u0065l": "x")", R"(model="x")"},
      {R"("tokens": 12)", "tokens=12"},
      {R"("tokens": -1.5e3)", "tokens=-1500"},
      {R"("tokens": 0.000000000000000001)", "tokens=0.000000000000000001"},
      {R"("cached": true)", "cached=true"},
      {R"("cached": false)", "cached=false"},
      {R"("sent": "2024-05-01")", "sent=2024-05-01T00:00:00Z"},
      {R"("took": "90 seconds")", "took=90 seconds"},
      {R"("usage": {"input": 3, "other": [1, {"input": 9}], "output": 4})",
       "usage.input=3 usage.output=4"},
      {R"("usage": null)", ""},
      {R"("usage": {})", ""},
      {R"("model": null)", ""},
      {R"("id": "e-1")", R"(id="e-1")"},
      {R"("id": 17)", R"(id="17")"},
      {R"("unknown": {"model": "inner"}, "model" : "outer" )", R"(model="outer")"},
      {"\"model\"\t:\t\"blank\"\t", R"(model="blank")"},
  };
  for (const auto& row : rows) EXPECT_EQ(FieldsOf(row.members), row.fields) << row.members;
}

TEST_F(CanonicalTest, AnIdIsATextOrANumber) {
  for (const char* id : {"true", "false", "{\"a\": 1}", "[\"x\"]"}) {
    EXPECT_THAT(
        FieldsOf(std::string("\"id\": ") + id),
        ::testing::AllOf(::testing::StartsWith("L0204"), ::testing::HasSubstr("`id` of `use` is "),
                         ::testing::HasSubstr("expected string")));
  }
  EXPECT_EQ(FieldsOf("\"id\": null"), "");
  EXPECT_THAT(FieldsOf("\"id\": tru"), ::testing::StartsWith("L0101"));
}

TEST_F(CanonicalTest, ReadsListsAndListsOfRecords) {
  const struct {
    const char* members;
    const char* fields;
  } rows[] = {
      {R"("model": "m", "datasets": [])", R"(model="m" datasets=[])"},
      {R"("model": "m", "datasets": ["a", null, "b"])", R"(model="m" datasets=["a", ?, "b"])"},
      {R"("model": "m", "purpose": "evaluation")", R"(model="m" purpose="evaluation")"},
      {R"("model": "m", "resources": [{"arn": "1"}, {"owner": {"name": "o"}, "arn": "2", "x": 1}])",
       R"(model="m" resources=[{"1", ?}, {"2", "o"}])"},
      {R"("model": "m", "resources": [null])", R"(model="m" resources=[?])"},
  };
  for (const auto& row : rows) EXPECT_EQ(FieldsOf(row.members, "train"), row.fields) << row.members;
}

TEST_F(CanonicalTest, TheNameAndTheTimeMayComeLast) {
  const Reading reading = ReadText(
      R"({"model": "m", "tokens": 1, "time": "2024-05-01T10:00:00Z", "event": "use"})", options);
  EXPECT_THAT(reading.events,
              ElementsAre("0:1@0+75 2024-05-01T10:00:00Z use model=\"m\" tokens=1"));
}

TEST_F(CanonicalTest, OnlySelectedFieldsAreRead) {
  options.selection = FieldSelection(schema);
  options.selection.Add(*schema.Find("use"), *schema.Type(*schema.Find("use")).FindField("model"));
  // What is not selected may be of any type, and absent.
  EXPECT_EQ(FieldsOf(R"("model": "m", "tokens": "many", "id": "1")"), R"(id="1" model="m")");
  EXPECT_EQ(FieldsOf("", "train"), "");
}

TEST_F(CanonicalTest, PlacesAreExact) {
  const std::string first = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})";
  const std::string text = "\xEF\xBB\xBF" + first + "\r\n\n  \t\r\n " + first + " \n" + first;
  const Reading reading = ReadText(text, options);
  EXPECT_THAT(reading.events, ElementsAre("0:1@3+49 2024-05-01T10:00:00Z tick",
                                          "0:4@60+51 2024-05-01T10:00:00Z tick",
                                          "0:5@112+49 2024-05-01T10:00:00Z tick"));
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.summaries[0].records, 3U);
  EXPECT_EQ(reading.summaries[0].bytes, text.size());
}

TEST_F(CanonicalTest, CountsWhatItDoesNotHandOut) {
  options.selection = FieldSelection(schema);
  options.selection.AddKind(*schema.Find("tick"));
  options.wanted_only = true;
  options.as_of = *values::ParseInstant("2024-05-02");
  const Reading reading = ReadText(
      R"({"event": "tick", "time": "2024-05-01T10:00:00Z"}
{"event": "use", "time": "2024-05-01T11:00:00Z", "tokens": "many"}
{"event": "nobody_declared_it"}
{"event": "tick", "time": "2024-05-02T00:00:00Z"}
{"event": "train", "time": "2024-05-03T00:00:00Z"}
{"event": "tick", "time": "2024-05-02T00:00:00.000000001Z"}
)",
      options);
  EXPECT_THAT(reading.events, SizeIs(2));
  EXPECT_THAT(reading.problems, IsEmpty());
  const LogSummary& summary = reading.summaries[0];
  EXPECT_EQ(summary.records, 6U);
  EXPECT_EQ(summary.events, 3U);
  EXPECT_EQ(summary.unwanted, 1U);
  EXPECT_EQ(summary.unknown_events, 1U);
  EXPECT_THAT(summary.undeclared.in_order(),
              ElementsAre(UndeclaredKinds::Kind{"nobody_declared_it", 1, 3, 117}));
  EXPECT_EQ(summary.later_than_present, 2U);
  EXPECT_EQ(values::ToString(*summary.first), "2024-05-01T10:00:00Z");
  EXPECT_EQ(values::ToString(*summary.last), "2024-05-02T00:00:00Z");
}

TEST_F(CanonicalTest, AValueOfOneRecordIsNotKeptForTheNext) {
  const Reading reading = ReadText(
      R"({"event": "use", "time": "2024-05-01T10:00:00Z", "model": "m", "id": "1"}
{"event": "use", "time": "2024-05-01T11:00:00Z"}
)",
      options);
  EXPECT_THAT(reading.events, ElementsAre("0:1@0+73 2024-05-01T10:00:00Z use id=\"1\" model=\"m\"",
                                          "0:2@74+48 2024-05-01T11:00:00Z use"));
}

TEST_F(CanonicalTest, AnEmptyLogHasNoEventsAndNoProblems) {
  for (const char* text : {"", "\n", "\r\n \n", "\xEF\xBB\xBF"}) {
    const Reading reading = ReadText(text, options);
    EXPECT_THAT(reading.events, IsEmpty());
    EXPECT_THAT(reading.problems, IsEmpty());
    EXPECT_EQ(reading.summaries[0].records, 0U);
    EXPECT_EQ(reading.summaries[0].first, std::nullopt);
  }
}

}  // namespace
}  // namespace abide::events
