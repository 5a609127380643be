// Where texts repeat values that are hidden.
#include "report/secrets.h"

#include "values/decimal.h"
#include "values/time.h"

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

std::string LettersOf(std::size_t length, unsigned seed) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    seed = seed * 1103515245 + 12345;
    text += static_cast<char>('a' + (seed >> 16) % 26);
  }
  return text;
}

TEST(Secrets, OfLongValuesNoByteIsShown) {
  for (const std::size_t length : {127, 128, 129, 255, 256, 257, 1000}) {
    const std::string value = LettersOf(length, 7);
    const std::vector<Secrets::Span> spans = Of({value}).FindIn("<" + value + ">");
    EXPECT_EQ(spans, (std::vector<Secrets::Span>{{1, length + 1, Hide::kMark}})) << length;
  }
}

TEST(Secrets, LongValuesSideBySideStayTwo) {
  Secrets secrets;
  const std::string first = LettersOf(300, 1);
  const std::string second = LettersOf(300, 2);
  secrets.Add(Value::Of(first), Hide::kMark);
  secrets.Add(Value::Of(second), Hide::kPseudonym);
  const std::vector<Secrets::Span> spans = secrets.FindIn(first + " " + second);
  EXPECT_EQ(spans,
            (std::vector<Secrets::Span>{{0, 300, Hide::kMark}, {301, 601, Hide::kPseudonym}}));
}

// Values of every length that begin like the text and end otherwise: none is there, and all would
// be tried at each byte.
TEST(Secrets, SearchIsLinearInTheText) {
  Secrets secrets;
  for (std::size_t length = 4; length < 6000; ++length) {
    secrets.Add(Value::Of(std::string(length - 1, 'a') + "b"), Hide::kMark);
  }
  std::string text;
  while (text.size() < 1'000'000) text += std::string(100, 'a') + "c";
  EXPECT_TRUE(secrets.FindIn(text).empty());
}

TEST(Secrets, WhatALogMaySpellOtherwiseIsFound) {
  Secrets secrets;
  secrets.Add(Value::Of(*values::Decimal::Parse("4711.5")), Hide::kMark);
  secrets.Add(Value::Of(*values::ParseInstant("2023-11-11T11:11:11Z")), Hide::kMark);
  secrets.Add(Value::Of(*values::ParseDuration("2 days")), Hide::kMark);
  const auto hides = [&](const std::string& text) {
    return Shown(secrets, "a " + text + ", b") == "a " + std::string(text.size(), '#') + ", b";
  };
  for (const char* text :
       {"4711.5", "4711.50", "47115e-1", "4.7115E+3", "2023-11-11T11:11:11Z",
        "2023-11-11T12:11:11+01:00", "2023-11-11T11:11:11.000Z", "2023-11-11 12:11:11",
        "2023-11-11T16:41:11", "1699701071", "1699701071.0", "1699701071000", "638352978710000000",
        "48 hours", "2880 minutes", "2.0 days"}) {
    EXPECT_TRUE(hides(text)) << text << ": " << Shown(secrets, text);
  }
  for (const char* text : {"4711.51", "x4711.50", "4711.50x", "49 hours", "2023-11-11T12:11:11Z",
                           "1699701072", "2023-11-11T12:11:12+01:00", "4711"}) {
    EXPECT_EQ(Shown(secrets, text), text);
  }
}

TEST(Secrets, TextsAreFoundAsJsonEscapesThem) {
  const Secrets secrets = Of({"J\u00fcrgen \"Q\"", "a/b\\c"});
  EXPECT_EQ(Shown(secrets, R"(x J\u00FCrgen \"Q\" y)"), "x " + std::string(17, '#') + " y");
  EXPECT_EQ(Shown(secrets, R"(a/b\\c)"), "######");
}

}  // namespace
}  // namespace abide::report
