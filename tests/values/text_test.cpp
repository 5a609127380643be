#include "values/text.h"

#include <string>

#include <gtest/gtest.h>

namespace abide::values {
namespace {

struct PairCase {
  std::string a;
  std::string b;
  bool respecting;
  bool ignoring;
};

TEST(TextTest, EqualityIgnoresCaseByCodePoint) {
  const PairCase cases[] = {
      {"", "", true, true},
      {"OpenAI", "OpenAI", true, true},
      {"OpenAI", "openai", false, true},
      {"openai", "openai ", false, false},
      {"Ärger", "äRGER", false, true},
      {"ΟΔΟΣ", "οδος", false, true},
      {"οδοσ", "οδος", false, true},
      {"K", "\u212A", false, true},
      // One code point stays one: sharp s is not two letters, dotted capital I has no fold.
      {"ß", "ẞ", false, true},
      {"ß", "ss", false, false},
      {"İ", "i", false, false},
      {"ﬁ", "fi", false, false},
      {"ᾈ", "ᾀ", false, true},
      {"𐐀", "𐐨", false, true},
      {"é", "e\u0301", false, false},
      {"\xff", "\xff", true, true},
      {"\xff", "\xfe", false, false},
      {"\xc3", "\xc3\xa9", false, false},
  };
  for (const PairCase& c : cases) {
    EXPECT_EQ(EqualText(c.a, c.b, Case::kRespect), c.respecting) << c.a << " and " << c.b;
    EXPECT_EQ(EqualText(c.a, c.b, Case::kIgnore), c.ignoring) << c.a << " and " << c.b;
    EXPECT_EQ(EqualText(c.b, c.a, Case::kIgnore), c.ignoring) << c.b << " and " << c.a;
    EXPECT_EQ(Fold(c.a) == Fold(c.b), c.ignoring) << c.a << " and " << c.b;
  }
}

TEST(TextTest, PrefixesSuffixesAndPartsIgnoreCaseByCodePoint) {
  const std::string text = "Große Straße";
  EXPECT_TRUE(StartsWith(text, "Groß", Case::kRespect));
  EXPECT_FALSE(StartsWith(text, "GROẞ", Case::kRespect));
  EXPECT_TRUE(StartsWith(text, "GROẞ", Case::kIgnore));
  EXPECT_FALSE(StartsWith("Gro", "große", Case::kIgnore));
  EXPECT_TRUE(EndsWith(text, "Straße", Case::kRespect));
  EXPECT_TRUE(EndsWith(text, "STRAẞE", Case::kIgnore));
  EXPECT_FALSE(EndsWith("ße", "Straße", Case::kIgnore));
  EXPECT_FALSE(EndsWith(text, "STRASSE", Case::kIgnore));
  EXPECT_TRUE(Contains(text, "ße S", Case::kRespect));
  EXPECT_FALSE(Contains(text, "ẞE s", Case::kRespect));
  EXPECT_TRUE(Contains(text, "ẞE s", Case::kIgnore));
  EXPECT_FALSE(Contains(text, "ẞE t", Case::kIgnore));
}

TEST(TextTest, NothingIsAPartOfEverything) {
  for (const Case case_rule : {Case::kRespect, Case::kIgnore}) {
    for (const std::string text : {"", "a"}) {
      EXPECT_TRUE(StartsWith(text, "", case_rule));
      EXPECT_TRUE(EndsWith(text, "", case_rule));
      EXPECT_TRUE(Contains(text, "", case_rule));
    }
    EXPECT_FALSE(StartsWith("", "a", case_rule));
    EXPECT_FALSE(EndsWith("", "a", case_rule));
    EXPECT_FALSE(Contains("", "a", case_rule));
  }
}

TEST(TextTest, BrokenTextIsComparedByteByByte) {
  EXPECT_TRUE(EndsWith("x\xa9", "\xa9", Case::kIgnore));
  EXPECT_TRUE(EndsWith("\xe2\x82", "\x82", Case::kIgnore));
  EXPECT_FALSE(EndsWith("\xc3\xa9", "\xa9", Case::kIgnore));
  EXPECT_TRUE(StartsWith("\xff\xfe", "\xff", Case::kIgnore));
  EXPECT_EQ(Fold("A\xff\xc3"), "a\xff\xc3");
  EXPECT_EQ(Lower("A\xff\xc3"), "a\xff\xc3");
}

TEST(TextTest, LowerCaseIsTheSimpleMapping) {
  EXPECT_EQ(Lower("ABCxyz019[]"), "abcxyz019[]");
  EXPECT_EQ(Lower("ÄÖÜẞ"), "äöüß");
  EXPECT_EQ(Lower("İ"), "i");
  EXPECT_EQ(Lower("ΟΔΟΣ"), "οδοσ");
  EXPECT_EQ(Lower("日本語"), "日本語");
}

TEST(TextTest, Utf8IsCheckedStrictly) {
  for (const std::string text :
       {"", "abc", "é", "日本語", "😀", "\xf4\x8f\xbf\xbf", "\xef\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  const std::string cases[] = {"\x80",
                               "\xc3",
                               "\xc3(",
                               "\xc0\x80",
                               "\xc1\xbf",
                               "\xe2\x82",
                               "\xe0\x80\x80",
                               "\xed\xa0\x80",
                               "\xf0\x80\x80\x80",
                               "\xf4\x90\x80\x80",
                               "\xf8\x88\x80\x80\x80",
                               "\xff",
                               "abc\xfe"};
  for (const std::string& text : cases) EXPECT_FALSE(IsUtf8(text)) << text;
}

TEST(TextTest, ALongSearchStaysLinear) {
  const std::string text(2'000'000, 'a');
  const std::string part = std::string(1'000'000, 'a') + "b";
  EXPECT_FALSE(Contains(text, part, Case::kRespect));
  EXPECT_FALSE(Contains(text, part, Case::kIgnore));
}

}  // namespace
}  // namespace abide::values
