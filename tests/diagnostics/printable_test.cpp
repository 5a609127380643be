#include "diagnostics/printable.h"

#include <gtest/gtest.h>

namespace abide::diagnostics {
namespace {

struct PrintableCase {
  const char* sentence;
  std::string_view text;
  std::string shown;
  std::size_t columns;
};

TEST(PrintableTest, AnExcerptHoldsWholeCharacters) {
  EXPECT_EQ(Excerpt("Größe", 7), "Größe");
  EXPECT_EQ(Excerpt("Größe", 6), "Größ…");
  EXPECT_EQ(Excerpt("Größe", 5), "Grö…");
  EXPECT_EQ(Excerpt("Größe", 3), "Gr…");
  EXPECT_EQ(Excerpt("模型", 5), "模…");
  EXPECT_EQ(Excerpt("模型", 1), "…");
  EXPECT_EQ(Excerpt("", 0), "");
}

TEST(PrintableTest, WhatHasNoPlainShapeIsEscaped) {
  const PrintableCase cases[] = {
      {"plain text stays", "model-1 ~", "model-1 ~", 9},
      {"letters of every script stay", "Größe模型", "Größe模型", 9},
      {"a combining mark takes no room", "e\u0301", "e\u0301", 1},
      {"an escape sequence", "\x1b[31mred", "\\u{001B}[31mred", 15},
      {"a null byte", std::string_view("a\0b", 3), "a\\u{0000}b", 10},
      {"a C1 control", "\u009B", "\\u{009B}", 8},
      {"delete", "\x7f", "\\u{007F}", 8},
      {"line ends and tabs", "a\n\r\tb", "a\\n\\r\\tb", 8},
      {"a bidi override", "\u202Eevil", "\\u{202E}evil", 12},
      {"a bidi isolate", "\u2066", "\\u{2066}", 8},
      {"a zero-width space", "a\u200Bb", "a\\u{200B}b", 10},
      {"a byte order mark", "\uFEFF", "\\u{FEFF}", 8},
      {"a tag character", "\U000E0041", "\\u{E0041}", 9},
      {"a line separator", "\u2028", "\\u{2028}", 8},
      {"a private character", "\uE000", "\\u{E000}", 8},
      {"a byte that is no UTF-8", "a\xFF", "a\\x{FF}", 7},
      {"an overlong form", "\xC0\xAF", "\\x{C0}\\x{AF}", 12},
      {"a surrogate", "\xED\xA0\x80", "\\x{ED}\\x{A0}\\x{80}", 18},
      {"a sequence cut short", "\xE6\xA8", "\\x{E6}\\x{A8}", 12},
  };
  for (const PrintableCase& each : cases) {
    const std::string shown = Printable(each.text);
    EXPECT_EQ(shown, each.shown) << each.sentence;
    EXPECT_EQ(ColumnsOf(shown), each.columns) << each.sentence;
  }
}

}  // namespace
}  // namespace abide::diagnostics
