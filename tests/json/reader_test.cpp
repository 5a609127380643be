#include "json/reader.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "json/writer.h"

namespace abide::json {
namespace {

std::string Compact(const Json& tree) {
  std::ostringstream out;
  Writer writer(out, Layout::kCompact);
  writer.Tree(tree);
  std::string text = out.str();
  text.pop_back();
  return text;
}

TEST(ReaderTest, WhatWasReadIsWrittenTheSame) {
  const std::string cases[] = {
      R"({})",
      R"([])",
      R"("text")",
      R"(true)",
      R"(null)",
      R"(-9223372036854775808)",
      R"(18446744073709551615)",
      R"(0.5)",
      R"({"z":1,"a":[{"b":[]},{"b":{}}],"":""})",
      R"(["\u0000","\u202e","\"\\","é😀"])",
  };
  for (const std::string& text : cases) {
    const auto tree = Read(text);
    ASSERT_TRUE(tree.has_value()) << text << ": " << tree.error().message;
    EXPECT_EQ(Compact(*tree), text);
  }
}

TEST(ReaderTest, BlanksAndEscapesAreUnderstood) {
  const auto tree = Read(" \n\t{ \"a\\u00e9\" : [ 1 , \"\\ud83d\\ude00\\/\" ] }\r\n");
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(Compact(*tree), R"({"aé":[1,"😀/"]})");
}

struct FaultCase {
  std::string text;
  std::string message;
  std::size_t offset;
};

TEST(ReaderTest, AFaultIsNamedWithItsPlace) {
  const FaultCase cases[] = {
      {"", "the text ends too early", 0},
      {"  ", "the text ends too early", 2},
      {"[1,", "the text ends too early", 3},
      {"{\"a\":", "the text ends too early", 5},
      {"[1,]", "no JSON: `[1,]`", 4},
      {"[1 2]", "no JSON: `[1 2]`", 5},
      {"{\"a\" 1}", "no JSON: `{\"a\" 1}`", 7},
      {"{a:1}", "no JSON: `{a`", 2},
      {"{} {}", "no JSON: `{} {`", 4},
      {"nul", "no JSON: `nul`", 3},
      {"'a'", "no JSON: `'`", 1},
      {"01", "no JSON: `01`", 2},
      {"1.", "no JSON: `1.`", 2},
      {"NaN", "no JSON: `N`", 1},
      {"// c\n1", "no JSON: `/`", 1},
      {"\"\xff\"", "no JSON: `\"\\x{FF}`", 2},
      {"\"\\ud800\"", "no JSON: `\"\\ud800\"`", 8},
      {"\"a\nb\"", "no JSON: `\"a\\n`", 3},
      {"{\"a\":1,\"b\":2,\"a\":3}", "the name `a` stands twice in one object", 19},
      {"[{\"\\u0061\":1,\"a\":{}}]", "the name `a` stands twice in one object", 20},
      {"\"\xE2\x80\xAE", "the text ends too early", 4},
  };
  for (const FaultCase& c : cases) {
    const auto tree = Read(c.text);
    ASSERT_FALSE(tree.has_value()) << c.text;
    EXPECT_EQ(tree.error().message, c.message) << c.text;
    EXPECT_EQ(tree.error().offset, c.offset) << c.text;
  }
}

TEST(ReaderTest, OnlyTheEndOfWhatWasReadIsShown) {
  const auto tree = Read("[\"" + std::string(100'000, 'x') + "日本語日本語日本語\"+]");
  ASSERT_FALSE(tree.has_value());
  EXPECT_EQ(tree.error().message, "no JSON: `語日本語日本語\"+`");
  const std::string twice = "\"" + std::string(100'000, 'x') + "\":1";
  EXPECT_LT(Read("{" + twice + "," + twice + "}").error().message.size(), 80U);
}

TEST(ReaderTest, NestingIsBounded) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(Read(nested(100)).has_value());
  const auto deeper = Read(nested(101));
  ASSERT_FALSE(deeper.has_value());
  EXPECT_EQ(deeper.error().message, "nested more than 100 deep");
  EXPECT_EQ(deeper.error().offset, 101U);
  std::string objects;
  for (int i = 0; i < 1'000'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(Read(objects).error().message, "nested more than 100 deep");
  EXPECT_TRUE(Read(nested(3), {.depth = 3}).has_value());
  EXPECT_FALSE(Read(nested(4), {.depth = 3}).has_value());
}

TEST(ReaderTest, LengthIsBounded) {
  EXPECT_TRUE(Read("[1,2]", {.bytes = 5}).has_value());
  const auto longer = Read("[1,2] ", {.bytes = 5});
  ASSERT_FALSE(longer.has_value());
  EXPECT_EQ(longer.error().message, "longer than 5 bytes");
}

TEST(ReaderTest, ManyNamesInOneObjectAreReadInAMoment) {
  std::string text = "{";
  for (int i = 0; i < 200'000; ++i) text += "\"name " + std::to_string(i) + "\":0,";
  const auto tree = Read(text + "\"last\":1}");
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->size(), 200'001U);
  EXPECT_EQ(Read(text + "\"name 7\":1}").error().message,
            "the name `name 7` stands twice in one object");
}

TEST(ReaderTest, ElementsOfOneArrayAreHandedOver) {
  std::vector<std::string> taken;
  const auto tree =
      ReadElements(R"({"a": [1, 2], "x": [{"b": [1]}, 3, [4, [5]], "6", null], "c": {"x": [7]}})",
                   "x", [&taken](const Json& element) { taken.push_back(element.dump()); });
  ASSERT_TRUE(tree.has_value());
  EXPECT_EQ(tree->dump(), R"({"a":[1,2],"x":[],"c":{"x":[7]}})");
  EXPECT_EQ(taken, (std::vector<std::string>{R"({"b":[1]})", "3", "[4,[5]]", R"("6")", "null"}));
}

TEST(ReaderTest, OnlyAnArrayAtTheTopIsHandedOver) {
  for (const char* text :
       {R"([["x"], {"x": [1]}])", R"({"x": {"x": [1]}})", R"({"x": 1})", "[1]"}) {
    const auto tree = ReadElements(text, "x", [](const Json&) { FAIL() << "nothing to take"; });
    ASSERT_TRUE(tree.has_value()) << text;
    EXPECT_EQ(tree->dump(), Read(text)->dump());
  }
}

}  // namespace
}  // namespace abide::json
