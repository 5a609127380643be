// Where texts repeat values that are hidden.
#include "report/secrets.h"

#include "values/decimal.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace abide::report {
namespace {

using values::Value;

// `text` with `#` for each byte that is redacted, and `~` for each that has a pseudonym.
std::string Shown(const Secrets& secrets, std::string text) {
  for (const Secrets::Span& span : secrets.FindIn(text)) {
    const char mark = span.how == Hide::kMark ? '#' : '~';
    for (std::size_t i = span.begin; i < span.end; ++i) text[i] = mark;
  }
  return text;
}

Secrets Of(const std::vector<std::string_view>& texts) {
  Secrets secrets;
  for (const std::string_view text : texts) secrets.Add(Value::Of(text), Hide::kMark);
  return secrets;
}

TEST(Secrets, LongTextsAreFoundWithinWords) {
  EXPECT_EQ(Shown(Of({"alice"}), "xalicey alice s3://alice/"), "x#####y ##### s3://#####/");
}

TEST(Secrets, ShortTextsAreFoundAsWords) {
  EXPECT_EQ(Shown(Of({"a", "42"}), "a cat a_ (42) 420 a"), "# cat a_ (##) 420 #");
}

TEST(Secrets, TheLongestIsTaken) {
  EXPECT_EQ(Shown(Of({"team", "team-one", "one"}), "team-one team one"), "######## #### ###");
}

TEST(Secrets, ThoseThatOverlapAreOne) {
  const Secrets secrets = Of({"abcdef", "defghi"});
  const std::vector<Secrets::Span> spans = secrets.FindIn("abcdefghi");
  EXPECT_EQ(spans, (std::vector<Secrets::Span>{{0, 9, Hide::kMark}}));
}

TEST(Secrets, CaseDoesNotMatter) { EXPECT_EQ(Shown(Of({"Alice"}), "ALICE alice"), "##### #####"); }

TEST(Secrets, EmptyAndAbsentValuesAreNone) {
  Secrets secrets = Of({""});
  secrets.Add(Value(), Hide::kMark);
  EXPECT_EQ(secrets.size(), 0U);
  EXPECT_TRUE(secrets.FindIn("").empty());
}

TEST(Secrets, NumbersAndBooleansAreWordsHoweverLong) {
  Secrets secrets;
  secrets.Add(Value::Of(*values::Decimal::Parse("123456")), Hide::kMark);
  secrets.Add(Value::Of(true), Hide::kMark);
  EXPECT_EQ(Shown(secrets, "123456 x123456 true untrue"), "###### x123456 #### untrue");
}

TEST(Secrets, WhatIsRedactedHasNoPseudonym) {
  Secrets secrets;
  secrets.Add(Value::Of("alice"), Hide::kPseudonym);
  secrets.Add(Value::Of("bobby"), Hide::kPseudonym);
  secrets.Add(Value::Of("alice"), Hide::kMark);
  EXPECT_EQ(Shown(secrets, "alice bobby"), "##### ~~~~~");
}

TEST(Secrets, ElementsOfListsAreValues) {
  const std::vector<Value> elements = {Value::Of("first"), Value::Of("second")};
  Secrets secrets;
  secrets.Add(Value::ListOf(elements), Hide::kMark);
  EXPECT_EQ(Shown(secrets, "first, second"), "#####, ######");
}

}  // namespace
}  // namespace abide::report
