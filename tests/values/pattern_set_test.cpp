#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "values/text.h"

namespace abide::values {
namespace {

std::vector<int> Find(const PatternSet& set, std::string_view text) {
  std::vector<int> found;
  EXPECT_TRUE(set.Find(text, found));
  std::sort(found.begin(), found.end());
  return found;
}

TEST(PatternSetTest, FindsAllThatATextHas) {
  PatternSet set(Case::kRespect);
  EXPECT_EQ(set.AddText("a.c"), 0U);
  EXPECT_EQ(set.AddRegex("^a.c$"), 1U);
  EXPECT_EQ(set.AddText(""), 2U);
  EXPECT_EQ(set.AddText("É"), 3U);
  EXPECT_EQ(set.AddRegex("(?i)é"), 4U);
  EXPECT_EQ(set.size(), 5U);
  ASSERT_TRUE(set.Compile());
  EXPECT_EQ(Find(set, "a.c"), (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(Find(set, "abc"), (std::vector<int>{1, 2}));
  EXPECT_EQ(Find(set, "xÉa.c"), (std::vector<int>{0, 2, 3, 4}));
  EXPECT_EQ(Find(set, ""), (std::vector<int>{2}));
}

TEST(PatternSetTest, IgnoresCase) {
  PatternSet set(Case::kIgnore);
  EXPECT_EQ(set.AddRegex("^straße"), 0U);
  EXPECT_EQ(set.AddRegex("k$"), 1U);
  ASSERT_TRUE(set.Compile());
  EXPECT_EQ(Find(set, "STRAẞE\u212A"), (std::vector<int>{0, 1}));
}

TEST(PatternSetTest, TakesNoPatternThatGoesOnOverAnyText) {
  PatternSet set(Case::kRespect);
  for (const char* pattern :
       {"a.*b", "[a-z]+", "(ab)*", "\\w{3,}", "\\S+$", "\\pL+", "(", "\\Qa"}) {
    EXPECT_EQ(set.AddRegex(pattern), std::nullopt) << pattern;
  }
  for (const char* pattern : {"a.b", "a*b", "a\\.*b", "\\d+", "[*+]", "\\(+"}) {
    EXPECT_NE(set.AddRegex(pattern), std::nullopt) << pattern;
  }
}

TEST(PatternSetTest, SaysIfThePatternsAreTooMany) {
  PatternSet set(Case::kRespect);
  const std::string many(900, 'x');
  for (int i = 0; i < 4000; ++i) ASSERT_TRUE(set.AddText(std::to_string(i) + many));
  EXPECT_FALSE(set.Compile());
  std::vector<int> found;
  EXPECT_FALSE(set.Find("1" + many, found));
}

}  // namespace
}  // namespace abide::values
