// Scalars of JSON: numbers exactly, strings unescaped.

#include "events/json_text.h"

#include <gtest/gtest.h>

namespace abide::events {
namespace {

TEST(ReadNumberTest, TakesExactlyTheNumbersOfJson) {
  const struct {
    const char* raw;
    const char* number;  // null: no number of JSON
  } rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"12", "12"},
      {"-12.50", "-12.5"},
      {"0.000000000000000001", "0.000000000000000001"},
      {"0.0000000000000000005", "0"},
      {"0.0000000000000000015", "0.000000000000000002"},
      {"123456789012345678", "123456789012345678"},
      {"1234567890123456789", "1234567890123456789"},
      {"100000000000000000000", "100000000000000000000"},
      {"2.2500000000000002e-4", "0.000225"},
      {"1E3", "1000"},
      {"1e+2", "100"},
      {"", nullptr},
      {"-", nullptr},
      {"+1", nullptr},
      {"01", nullptr},
      {".5", nullptr},
      {"1.", nullptr},
      {"1e", nullptr},
      {"1e+", nullptr},
      {"0x10", nullptr},
      {"1_000", nullptr},
      {"NaN", nullptr},
      {"1 2", nullptr},
  };
  for (const auto& row : rows) {
    values::Decimal number;
    const NumberFault fault = ReadNumber(row.raw, number);
    if (row.number == nullptr) {
      EXPECT_EQ(fault, NumberFault::kGrammar) << row.raw;
    } else {
      EXPECT_EQ(fault, NumberFault::kNone) << row.raw;
      EXPECT_EQ(number.ToString(), row.number);
    }
  }
}

TEST(ReadNumberTest, SaysWhatIsOutOfRange) {
  values::Decimal number;
  EXPECT_EQ(ReadNumber("100000000000000000001", number), NumberFault::kRange);
  EXPECT_EQ(ReadNumber("-1e400", number), NumberFault::kRange);
  EXPECT_EQ(ReadNumber("1e-400", number), NumberFault::kNone);
}

TEST(ReadStringTest, UnescapesWhatIsEscaped) {
  const struct {
    const char* quoted;
    const char* text;  // null: a bad escape
  } rows[] = {
      {R"("")", ""},
      {R"("plain")", "plain"},
      {R"("a\"b\\c\/d")", "a\"b\\c/d"},
      {R"("\b\f\n\r\t")", "\b\f\n\r\t"},
      {R"("\u00e9\u20AC")", "é€"},
      {R"("\ud83d\ude00!")", "😀!"},
      {R"("longer than eight bytes \u0041")", "longer than eight bytes A"},
      {R"("\x41")", nullptr},
      {R"("\u12")", nullptr},
      {R"("\u12G4")", nullptr},
      {R"("\ud83d")", nullptr},
      {R"("\ud83d\u0041")", nullptr},
      {R"("\ude00")", nullptr},
  };
  for (const auto& row : rows) {
    values::Arena arena;
    const std::optional<std::string_view> text = ReadString(row.quoted, arena);
    EXPECT_EQ(text.has_value(), row.text != nullptr) << row.quoted;
    EXPECT_EQ(text.value_or(""), row.text == nullptr ? "" : row.text);
  }
}

TEST(ReadStringTest, ATextWithoutEscapesIsAView) {
  values::Arena arena;
  const std::string_view quoted = "\"view\"";
  EXPECT_EQ(ReadString(quoted, arena)->data(), quoted.data() + 1);
}

TEST(ReadStringTest, ANulIsATextLikeAnyOther) {
  values::Arena arena;
  EXPECT_EQ(ReadString(R"("a\u0000b")", arena), std::string_view("a\0b", 3));
}

TEST(ShortenedTest, CutsBetweenCodePoints) {
  EXPECT_EQ(Shortened("short"), "short");
  std::string text;
  for (int i = 0; i < 50; ++i) text += "é";
  std::string cut;
  for (int i = 0; i < 40; ++i) cut += "é";
  EXPECT_EQ(Shortened(text), cut + "…");
  EXPECT_EQ(Shortened("x" + text), "x" + cut.substr(2) + "…");
}

}  // namespace
}  // namespace abide::events
