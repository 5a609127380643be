#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "values/text.h"

namespace abide::values {
namespace {

std::shared_ptr<const Regex> PatternOf(const std::string& pattern,
                                       Case case_rule = Case::kRespect) {
  std::string error;
  std::shared_ptr<const Regex> regex = Regex::Compile(pattern, case_rule, &error);
  EXPECT_NE(regex, nullptr) << error;
  return regex;
}

TEST(RegexTest, AMatchIsFoundAnywhereInTheText) {
  EXPECT_TRUE(PatternOf("gpt-4")->Matches("azure/gpt-4o"));
  EXPECT_FALSE(PatternOf("^gpt-4")->Matches("azure/gpt-4o"));
  EXPECT_TRUE(PatternOf("")->Matches(""));
  EXPECT_TRUE(PatternOf("^.$")->Matches("é"));
  EXPECT_FALSE(PatternOf("a.b")->Matches("a\nb"));
}

TEST(RegexTest, CaseIsIgnoredIfWanted) {
  EXPECT_FALSE(PatternOf("straße")->Matches("STRAẞE"));
  EXPECT_TRUE(PatternOf("straße", Case::kIgnore)->Matches("STRAẞE"));
  EXPECT_TRUE(PatternOf("K", Case::kIgnore)->Matches("\u212A"));
}

TEST(RegexTest, TheFirstGroupIsCaptured) {
  EXPECT_EQ(PatternOf("(\\w+)@(\\w+)")->Capture("to: ada@example"), "ada");
  EXPECT_EQ(PatternOf("\\w+@\\w+")->Capture("to: ada@example"), "ada@example");
  EXPECT_EQ(PatternOf("x(y*)")->Capture("x"), "");
  EXPECT_EQ(PatternOf("x*")->Capture(""), "");
  EXPECT_EQ(PatternOf("x(y)?z")->Capture("xz"), std::nullopt);
  EXPECT_EQ(PatternOf("x(y)")->Capture("xz"), std::nullopt);
  EXPECT_EQ(PatternOf("(?:x)(?P<name>y)")->group_count(), 1);
}

TEST(RegexTest, WhatIsNoExpressionGivesTheReason) {
  std::string error;
  EXPECT_EQ(Regex::Compile("a(b", Case::kRespect, &error), nullptr);
  EXPECT_EQ(error, "missing ): a(b");
  EXPECT_EQ(Regex::Compile("(a)\\1", Case::kRespect, &error), nullptr);
  EXPECT_EQ(error, "invalid escape sequence: \\1");
  EXPECT_EQ(Regex::Compile("a{1001}", Case::kRespect, nullptr), nullptr);
  EXPECT_EQ(Regex::Compile("\xff", Case::kRespect, &error), nullptr);
}

TEST(RegexTest, AProgramThatWouldBeTooLargeIsRefused) {
  std::string error;
  EXPECT_EQ(Regex::Compile("((((\\pL{100}){100}){100}){100})", Case::kRespect, &error), nullptr);
  EXPECT_FALSE(error.empty());
  EXPECT_EQ(Regex::Compile("((\\pL{30}){30})", Case::kRespect, &error), nullptr);
  EXPECT_EQ(error, "pattern too large - compile failed");
}

TEST(RegexTest, TextThatIsNoUtf8IsReadWithoutHarm) {
  EXPECT_TRUE(PatternOf("b")->Matches("\xff\xfe b \xc3"));
  EXPECT_FALSE(PatternOf("^.$")->Matches("\xff"));
}

}  // namespace
}  // namespace abide::values
