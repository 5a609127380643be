#include "lsp/tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace abide::lsp {
namespace {

// Each token between bars, with the first letter of its kind; an open string has a `~`.
std::string Shown(std::string_view text) {
  constexpr std::string_view kLetters = "csrntws";
  std::string shown;
  for (const Token& token : Tokens(text)) {
    shown += kLetters[static_cast<std::size_t>(token.kind)];
    if (token.is_open) shown += '~';
    shown += std::string(token.In(text)) + "|";
  }
  return shown;
}

TEST(TokensTest, CutsRules) {
  EXPECT_EQ(Shown("forbid call where x >= 1.5 # why\n"),
            "wforbid|wcall|wwhere|wx|s>=|n1.5|c# why|");
  EXPECT_EQ(Shown("waive acme.use/no-x until 2026-01-01"),
            "wwaive|wacme|s.|wuse|s/|wno-x|wuntil|t2026-01-01|");
  EXPECT_EQ(Shown("a - b -> c => d == e"), "wa|s-|wb|s->|wc|s=>|wd|s==|we|");
  EXPECT_EQ(Shown("within 30 days"), "wwithin|n30|wdays|");
}

TEST(TokensTest, KnowsRegularExpressionsByWhatStandsBefore) {
  EXPECT_EQ(Shown("x matches /a b/i"), "wx|wmatches|r/a b/i|");
  EXPECT_EQ(Shown("capture(x, /(a)/)"), "wcapture|s(|wx|s,|r/(a)/|s)|");
  EXPECT_EQ(Shown("a / b / c"), "wa|s/|wb|s/|wc|");
}

TEST(TokensTest, EndsStringsAtTheirLine) {
  EXPECT_EQ(Shown("title \"half\nnext"), "wtitle|s~\"half|wnext|");
  EXPECT_EQ(Shown("\"a \\\" b\" c"), "s\"a \\\" b\"|wc|");
  EXPECT_EQ(Shown("\"bad \\q\" c"), "s\"bad \\q\"|wc|");
  EXPECT_EQ(Shown("\"open \\"), "s~\"open \\|");
  EXPECT_EQ(Shown("\""), "s~\"|");
}

TEST(TokensTest, TakesAnyCharacter) {
  EXPECT_EQ(Shown("\xF0\x9F\x98\x80 a"), "s\xF0\x9F\x98\x80|wa|");
  EXPECT_EQ(Shown(""), "");
}

}  // namespace
}  // namespace abide::lsp
