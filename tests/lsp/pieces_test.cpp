#include "lsp/pieces.h"

#include "syntax/parse.h"

#include <gtest/gtest.h>

#include <random>

namespace abide::lsp {
namespace {

constexpr std::string_view kText = R"(# Head.
event call
  user string

policy a.b "c"
clause x "y"
  forbid call where user == "z"
# Between.
clause broken "w"
  forbid
)";

std::string Dumped(const check::ParsedRules& rules) { return syntax::Dump(*rules.ast); }

TEST(PiecesTest, ParsesAgainOnlyWhatChanged) {
  diagnostics::SourceSet sources;
  Pieces pieces;
  pieces.Update("a", kText, sources);
  ASSERT_EQ(pieces.all().size(), 5U);
  std::vector<diagnostics::FileId> before;
  for (const Piece& piece : pieces.all()) before.push_back(piece.id);
  std::string edited(kText);
  edited.replace(edited.find("\"z\""), 3, "\"zz\"");
  const std::size_t texts = sources.size();
  pieces.Update("a", edited, sources);
  EXPECT_EQ(sources.size(), texts + 1);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(pieces.all()[i].id == before[i], i != 3) << i;
  }
  // A line in front moves all and changes one.
  pieces.Update("a", "\n" + edited, sources);
  EXPECT_EQ(sources.size(), texts + 2);
  EXPECT_EQ(pieces.all()[4].id, before[4]);
}

TEST(PiecesTest, TellsWhatCantBeParsed) {
  diagnostics::SourceSet sources;
  Pieces pieces;
  pieces.Update("a", kText, sources);
  const check::ParsedRules rules = pieces.Parsed("a", kText);
  EXPECT_EQ(rules.broken, std::vector<std::string>{"broken"});
  EXPECT_EQ(rules.faults.size(), 1U);
  EXPECT_EQ(rules.ast->declarations.size(), 3U);
}

TEST(PiecesTest, SeesASecondPolicy) {
  diagnostics::SourceSet sources;
  Pieces pieces;
  const std::string text = "policy a \"b\"\npolicy c \"d\"\n";
  pieces.Update("a", text, sources);
  ASSERT_EQ(pieces.Parsed("a", text).faults.size(), 1U);
  EXPECT_EQ(pieces.Parsed("a", text).faults[0].code, diagnostics::Code::kSecondPolicy);
}

// Whatever is edited: the same trees as those of the whole text, and as many faults.
TEST(PiecesTest, ComesToWhatTheWholeTextIs) {
  std::mt19937 random(1);
  const std::string words[] = {"\n", "event e\n  f string\n", "#", "\"",
                               " ",  "\xEF\xBB\xBF",          "}", "x"};
  diagnostics::SourceSet sources;
  Pieces pieces;
  std::string text(kText);
  for (int i = 0; i < 400; ++i) {
    const std::size_t at = random() % (text.size() + 1);
    text.replace(at, std::min<std::size_t>(random() % 4, text.size() - at), words[random() % 8]);
    if (text.size() > 600) text = std::string(kText);
    pieces.Update("a", text, sources);
    const check::ParsedRules rules = pieces.Parsed("a", text);
    diagnostics::SourceSet fresh;
    diagnostics::DiagnosticSink sink;
    const auto file = syntax::ParseFile(fresh, fresh.Add("a", text), sink);
    ASSERT_EQ(Dumped(rules), syntax::Dump(file)) << text;
    ASSERT_EQ(rules.faults.size(), sink.all().size()) << text;
  }
}

}  // namespace
}  // namespace abide::lsp
