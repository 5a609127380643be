// Records are found in documents, however these are shown.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "containers/json_cutter.h"
#include "cut.h"

namespace abide::containers {
namespace {

using testing::Cut;
using testing::CutBy;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// As text: a record as it is, `!` in front of a fault, `+` of a member that tells of more pages.
std::vector<std::string> Shown(std::string_view text, const WrapperRule& rule = {},
                               std::size_t limit = 1 << 20) {
  JsonCutter cutter(rule, limit);
  const Cut whole = CutBy(text, text.size() + 1, cutter, 100);
  const bool is_large = text.size() > 10'000;
  const std::vector<std::size_t> counts = is_large ? std::vector<std::size_t>{4095, 1 << 16}
                                                   : std::vector<std::size_t>{1, 2, 63, 64, 65};
  for (const std::size_t count : counts) {
    const Cut cut = CutBy(text, count, cutter, 100);
    EXPECT_EQ(cut.pieces, whole.pieces) << text << " by " << count;
    EXPECT_EQ(cut.open, whole.open) << text << " by " << count;
  }
  std::vector<std::string> shown;
  for (const Piece& piece : whole.pieces) {
    const auto at = std::to_string(piece.offset - 100);
    switch (piece.kind) {
      case Piece::Kind::kRecord:
        shown.emplace_back(text.substr(piece.offset - 100, piece.length));
        break;
      case Piece::Kind::kTooLong:
        shown.push_back("too long at " + at);
        break;
      case Piece::Kind::kFault:
        shown.push_back("!" + at + " " + std::string(piece.what));
        break;
      case Piece::Kind::kMixed:
        shown.push_back("mixed at " + at);
        break;
      case Piece::Kind::kMorePages:
        shown.push_back("+" + std::string(piece.what));
    }
  }
  if (!whole.open.empty()) shown.push_back("open " + std::string(whole.open));
  return shown;
}

TEST(JsonCutterTest, AListIsItsElements) {
  EXPECT_THAT(Shown(R"([{"a":1}, {"b":[{}]} ])"), ElementsAre(R"({"a":1})", R"({"b":[{}]})"));
  EXPECT_THAT(Shown("[\n  {\n    \"a\": 1\n  },\n  {}\n]\n"),
              ElementsAre("{\n    \"a\": 1\n  }", "{}"));
  EXPECT_THAT(Shown("[]"), IsEmpty());
  EXPECT_THAT(Shown(" [ ] \n"), IsEmpty());
  EXPECT_THAT(Shown(R"([{}, 7, "x,]", [1], null])"),
              ElementsAre("{}", "7", R"("x,]")", "[1]", "null"));
}

TEST(JsonCutterTest, ADocumentIsARecord) {
  EXPECT_THAT(Shown("{\n \"a\": {\"b\": 1}\n}"), ElementsAre("{\n \"a\": {\"b\": 1}\n}"));
  EXPECT_THAT(Shown("{\"a\":1}{\"b\":2}\n\n{}"), ElementsAre("{\"a\":1}", "{\"b\":2}", "{}"));
  EXPECT_THAT(Shown("{\"a\":1}[{\"b\":2}]"), ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_THAT(Shown(""), IsEmpty());
  EXPECT_THAT(Shown("nonsense\n{}"), ElementsAre("nonsense", "{}"));
}

TEST(JsonCutterTest, StringsHideBrackets) {
  EXPECT_THAT(Shown(R"([{"a":"}]\"}"},{"b\\":"\\"},{"c":"\\\""}])"),
              ElementsAre(R"({"a":"}]\"}"})", R"({"b\\":"\\"})", R"({"c":"\\\""})"));
  const std::string slashes(200, '\\');
  const std::string record = "{\"a\":\"" + slashes + "\"}";
  EXPECT_THAT(Shown("[" + record + "," + record + "]"), ElementsAre(record, record));
}

TEST(JsonCutterTest, AWrapperIsItsList) {
  EXPECT_THAT(Shown(R"({"Records":[{"a":1},{"b":2}]})"), ElementsAre(R"({"a":1})", R"({"b":2})"));
  EXPECT_THAT(Shown(R"({"object":"list","data":[{"a":1}],"has_more":false})"),
              ElementsAre(R"({"a":1})"));
  EXPECT_THAT(
      Shown(R"({"resourceSpans":[{"a":1}],"x":{"y":"]}"},"resourceLogs":[{"b":1}]} {"c":1})"),
      ElementsAre(R"({"a":1})", R"({"b":1})", R"({"c":1})"));
  EXPECT_THAT(Shown(R"({"Records":[]})"), IsEmpty());
  EXPECT_THAT(Shown(R"({"object":"list","data":[],"has_more":false})"), IsEmpty());
  for (const char* name : {"runs", "attestations", "Documents", "Events", "value", "entries"}) {
    const std::string text = std::string("{\"") + name + R"(":[{"a":1}],"next_page_token":""})";
    EXPECT_THAT(Shown(text), ElementsAre(R"({"a":1})"));
  }
}

TEST(JsonCutterTest, WhatIsNoWrapperIsARecord) {
  for (const char* text :
       {R"({"id":"x","items":[]})", R"({"data":[1,2]})", R"({"other":[{"a":1}]})",
        R"({"a":{},"data":[{"a":1}]})", R"({"data":{"a":1}})", R"({"a":[],"data":[{}]})",
        R"({"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"data":[{}]})"}) {
    EXPECT_THAT(Shown(text), ElementsAre(text));
  }
}

TEST(JsonCutterTest, WhatItsReaderReadsIsNotUnwrapped) {
  const char* text = R"({"Records":[{"a":1}]})";
  EXPECT_THAT(Shown(text, {.none = false, .read = {"Records"}, .marks_records = {}}),
              ElementsAre(text));
  EXPECT_THAT(Shown(text, {.none = true, .read = {}, .marks_records = {}}), ElementsAre(text));
  EXPECT_THAT(Shown(text, {.none = false, .read = {"items"}, .marks_records = "event"}),
              ElementsAre(R"({"a":1})"));
  const char* event = R"({"event":"use","data":[{"a":1}]})";
  EXPECT_THAT(Shown(event, {.none = false, .read = {}, .marks_records = "event"}),
              ElementsAre(event));
}

TEST(JsonCutterTest, WhatMarksARecordMarksItBehindTheListToo) {
  const WrapperRule events{.none = false, .read = {}, .marks_records = "event", .keys = {"model"}};
  for (const char* text : {R"({"data":[],"event":"use","n":5})", R"({"data":[{}],"event":"use"})",
                           R"({"data":[{}],"x":{"y":[]},"rows":[{}],"z":1,"event":"use"})",
                           R"({"data":[{}],"\u0065vent":"use"})", R"({"data":[],"model":"m"})",
                           R"({"data":[],"event":7})", R"({"data":[],"payload":{"a":1}})"}) {
    EXPECT_THAT(Shown(text, events), ElementsAre(text));
  }
  EXPECT_THAT(Shown(R"({"data":[{"a":1}],"event":7,"model":"m","x":{"event":"use"}})", events),
              ElementsAre(R"({"a":1})"));
  EXPECT_THAT(Shown(R"({"data":[],"meta":{"page":1},"has_more":false,"n":0})", events), IsEmpty());
}

TEST(JsonCutterTest, WhatASourceReadsMarksItsRecords) {
  const WrapperRule rule{
      .none = false, .read = {}, .marks_records = {}, .keys = {"kind", "object"}};
  for (const char* text : {R"({"data":[],"kind":"t"})", R"({"data":[{}],"kind":{}})",
                           R"({"kind":"t","data":[{}]})", R"({"object":"t","data":[{}]})"}) {
    EXPECT_THAT(Shown(text, rule), ElementsAre(text));
  }
  EXPECT_THAT(Shown(R"({"object":"page","data":[{"a":1}]})", rule), ElementsAre(R"({"a":1})"));
  EXPECT_THAT(Shown(R"({"object":"list","data":[{"a":1}],"id":1})", rule),
              ElementsAre(R"({"a":1})"));
}

TEST(JsonCutterTest, ARecordAroundRecordsThatAreHandedOnIsToldOfOnce) {
  const WrapperRule rule{.none = false, .read = {}, .marks_records = "event"};
  const std::string large = "{\"a\":\"" + std::string(kWrapperSight, 'x') + "\"}";
  const std::string head = "{\"data\":[" + large;
  EXPECT_THAT(Shown(head + R"(],"event":"use","event":"use"}{"b":1})", rule),
              ElementsAre(large, "mixed at " + std::to_string(head.size() + 1), R"({"b":1})"));
}

TEST(JsonCutterTest, WhatStandsFarBehindTheListIsSeen) {
  const std::string aside = R"(],"x":{"y":")" + std::string(3 * kWrapperSight, 'y') + R"("},)";
  EXPECT_THAT(Shown(R"({"data":[{"a":1})" + aside + R"("rows":[{"b":2}],"has_more":true})"),
              ElementsAre(R"({"a":1})", R"({"b":2})", "+has_more"));
  const std::string text = R"(],"x":")" + std::string(kWrapperSight, 'y') + R"(","has_more":true})";
  EXPECT_THAT(Shown(R"({"data":[{"a":1})" + text + "{}"),
              ElementsAre(R"({"a":1})", "!17 expected a shorter member", "{}"));
}

TEST(JsonCutterTest, AWrappersOwnMembersAreJson) {
  EXPECT_THAT(Shown(R"({"a":nope,"data":[{"b":1}],"z":01,"y":-1.5e+3,"w":null})"),
              ElementsAre("!5 expected a value", R"({"b":1})", "!31 expected a value"));
}

TEST(JsonCutterTest, TellsOfMorePages) {
  EXPECT_THAT(Shown(R"({"data":[{"a":1}],"has_more":true})"),
              ElementsAre(R"({"a":1})", "+has_more"));
  EXPECT_THAT(Shown(R"({"nextToken":"t","events":[{"a":1}]})"),
              ElementsAre("+nextToken", R"({"a":1})"));
  EXPECT_THAT(Shown(R"({"value":[{"a":1}],"@odata.nextLink":""})"), ElementsAre(R"({"a":1})"));
}

TEST(JsonCutterTest, FaultsBetweenRecordsLoseNone) {
  EXPECT_THAT(Shown(R"([{"a":1} {"b":2}])"),
              ElementsAre(R"({"a":1})", "!9 expected `,` or `]`", R"({"b":2})"));
  EXPECT_THAT(Shown(R"([,{"a":1},,{"b":2},])"),
              ElementsAre("!1 expected a record", R"({"a":1})", "!10 expected a record",
                          R"({"b":2})", "!19 expected a record"));
  EXPECT_THAT(Shown(R"([{"a":1}}])"), ElementsAre(R"({"a":1})", "!8 expected `,` or `]`"));
  EXPECT_THAT(Shown(R"({"data":[{"a":1}] x} {"b":1})"),
              ElementsAre(R"({"a":1})", "!18 expected `,` or `}`", R"({"b":1})"));
}

TEST(JsonCutterTest, ATextThatEndsTooEarlySaysWhere) {
  EXPECT_THAT(Shown(R"([{"a":1},{"b":)"), ElementsAre(R"({"a":1})", "open inside a record"));
  EXPECT_THAT(Shown(R"([{"a":1},{"b":"x)"), ElementsAre(R"({"a":1})", "open inside a text"));
  EXPECT_THAT(Shown(R"([{"a":1},)"), ElementsAre(R"({"a":1})", "open inside a list of records"));
  EXPECT_THAT(Shown(R"({"data":[{"a":1}],"n)"),
              ElementsAre(R"({"a":1})", "open inside the object that holds the records"));
  EXPECT_THAT(Shown(R"({"data":[)"), ElementsAre("open inside a record"));
}

TEST(JsonCutterTest, WhatIsTooLongIsLeftOutAlone) {
  const std::string large = "{\"a\":\"" + std::string(300, 'x') + "\"}";
  EXPECT_THAT(Shown("[{\"a\":1}," + large + ",{\"b\":2}]", {}, 100),
              ElementsAre("{\"a\":1}", "too long at 9", "{\"b\":2}"));
}

// Any bytes: nothing is cut in two, whatever the pieces in which they come.
TEST(JsonCutterTest, AnyTextIsCutInOneWay) {
  std::mt19937 random(11);
  const std::string_view parts[] = {
      "{",  "}", "[",  "]", ",",           ":",         "\"",
      "\\", " ", "\n", "1", "{\"data\":[", "{\"a\":1}", "\"has_more\":true",
      "x"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += parts[random() % std::size(parts)];
    Shown(text, {}, random() % 2 == 0 ? 20 : 1000);
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace abide::containers
