// A strict reader takes exactly the lines that another parser takes, less those with a key twice.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::StartsWith;

class StrictTest : public ::testing::Test {
 protected:
  StrictTest() {
    options.strict = true;
    options.chunk_bytes = 1 << 12;
  }
  // The problems of a record that has this beside its event and its time.
  std::vector<std::string> ProblemsOf(std::string_view rest) {
    return ReadText(Line(rest), options).problems;
  }
  static std::string Line(std::string_view rest) {
    return R"({"event": "tick", "time": "2024-05-01T10:00:00Z", )" + std::string(rest) + "}";
  }
  static bool IsJson(const std::string& line) {
    simdjson::dom::parser parser;
    return parser.parse(line).error() == simdjson::SUCCESS;
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(StrictTest, TakesWhatOfALineIsJson) {
  const std::string rows[] = {
      R"("a" : -0.5e+10 , "b":0)",
      R"("a":[1,-2,3.25,4E2,true,false,null,"",{},[]])",
      R"("a":{"b":{"c":{}},"d":[[[]]]},"b":{"b":1})",
      R"("a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","\"":"no")",
      R"("a\\b":"\u0041","a\u005cc":["x","\\","y"])",
      R"("a":[{"k":1},{"k":2},{"k":{"k":3}}])",
      "\"" + std::string(300, 'k') + "\":{\"" + std::string(300, 'k') + "\":1}",
  };
  for (const std::string& row : rows) {
    EXPECT_THAT(ProblemsOf(row), ElementsAre()) << row;
    EXPECT_TRUE(IsJson(Line(row))) << row;
  }
}

TEST_F(StrictTest, TellsAKeyThatStandsTwiceAtAnyDepth) {
  const std::string rows[] = {
      R"("x":1,"y":2,"x":3)",
      R"("x":{"event":1,"a":{},"event":2})",
      R"("x":[[{"a":1},{"a":1,"b":[],"a":2}]])",
      R"("x":{"caf\u00e9":1,"café":2})",
  };
  // The second time, all keys are known.
  for (int round = 0; round < 2; ++round) {
    for (const std::string& row : rows) {
      EXPECT_THAT(ReadText(Line(row) + "\n" + Line(row), options).problems,
                  ElementsAre(StartsWith("L0106 a:1@"), StartsWith("L0106 a:2@")))
          << row;
    }
  }
}

TEST_F(StrictTest, AgreesWithSimdjsonOnLinesWithMistakes) {
  const std::string seeds[] = {
      R"("a":"b\n\u00e9","c":[1,-2.5,3e1,true],"d":{"e":null,"f":{}}, "g":[]   )",
      R"("n":-0,"o":{"p":[{"q":false},{"q":"\\"}],"r":"\"s\""},"t":[[],[0.1]])",
      R"("u" : "" , "v" : [ "w" , 10 , { } ] , "x" : "\ud83d\ude00" )",
  };
  const std::string alphabet = "{}[]:,\"\\ 01tn-+e.u/\t\r";
  std::mt19937 random(11);
  int taken = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string rest = seeds[random() % std::size(seeds)];
    for (std::size_t mistakes = random() % 4; mistakes > 0; --mistakes) {
      const std::size_t at = random() % rest.size();
      const char c = alphabet[random() % alphabet.size()];
      const auto kind = random() % 3;
      rest.replace(at, kind == 0 ? 0 : 1, kind == 1 ? "" : std::string(1, c));
    }
    const std::vector<std::string> problems = ProblemsOf(rest);
    if (!IsJson(Line(rest))) {
      EXPECT_FALSE(problems.empty()) << rest;
    } else if (!problems.empty()) {
      EXPECT_THAT(problems, ElementsAre(StartsWith("L0106"))) << rest;
    } else {
      ++taken;
    }
  }
  EXPECT_GT(taken, 8'000);
}

}  // namespace
}  // namespace abide::events
