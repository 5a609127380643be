#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "diagnostics/printable.h"
#include "diagnostics/render.h"

namespace abide::diagnostics {
namespace {

// A diagnostic at the range of `marked` in `text`, which stands there once.
class RenderTextTest : public testing::Test {
 protected:
  Span Find(FileId file, std::string_view words) {
    const std::size_t at = sources_.File(file).text().find(words);
    EXPECT_NE(at, std::string_view::npos) << words;
    const auto begin = static_cast<std::uint32_t>(at);
    return {file, begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  Diagnostic At(Span span) {
    return Diagnostic{Code::kUnexpected, span, {"`a`", "`b`"}, {}, {}, "do this"};
  }

  std::string Render(const Diagnostic& diagnostic) {
    return '\n' + RenderText(diagnostic, sources_, Colour::kOff);
  }

  SourceSet sources_;
};

TEST_F(RenderTextTest, MarksTheExactRange) {
  const FileId file = sources_.Add("a.abide", "clause x \"t\"\n  forbid train wher y\n");
  EXPECT_EQ(Render(At(Find(file, "wher"))), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:2:16
  |
2 |   forbid train wher y
  |                ^^^^
  |
  = help: do this
)");
}

TEST_F(RenderTextTest, AnEmptyRangeIsMarkedByOneCaretAlsoAtTheEndOfALine) {
  const FileId file = sources_.Add("a.abide", "forbid\n");
  EXPECT_EQ(Render(At({file, 6, 6})), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:1:7
  |
1 | forbid
  |       ^
  |
  = help: do this
)");
}

TEST_F(RenderTextTest, AnEmptyFileIsNoHindrance) {
  const FileId file = sources_.Add("a.abide", "");
  EXPECT_EQ(Render(At({file, 0, 0})), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:1:1
  |
1 |
  | ^
  |
  = help: do this
)");
}

TEST_F(RenderTextTest, CaretsStandUnderWideCombiningAndEscapedCharacters) {
  const FileId file = sources_.Add("a.abide", "\t模型 e\u0301 \x1b[0m \u202E bad");
  EXPECT_EQ(Render(At(Find(file, "bad"))), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:1:15
  |
1 |     模型 )"
                                           "e\u0301"
                                           R"( \u{001B}[0m \u{202E} bad
  |                                 ^^^
  |
  = help: do this
)");
}

TEST_F(RenderTextTest, AWideRangeHasAsManyCaretsAsItTakesColumns) {
  const FileId file = sources_.Add("a.abide", "\"模型\" x");
  EXPECT_NE(Render(At(Find(file, "\"模型\""))).find("  | ^^^^^^\n"), std::string::npos);
}

TEST_F(RenderTextTest, ARangeOverAFewLinesMarksEachOfThem) {
  const FileId file = sources_.Add("a.abide", "a (\n  b\n  c) d\n");
  EXPECT_EQ(Render(At(Find(file, "(\n  b\n  c)"))), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:1:3
  |
1 | a (
  |   ^
2 |   b
  |   ^
3 |   c) d
  |   ^^
  |
  = help: do this
)");
}

TEST_F(RenderTextTest, ARangeOverManyLinesMarksTheFirstAndTheLast) {
  std::string text = "begin\n";
  for (int i = 0; i < 10; ++i) text += "  more\n";
  text += "  end\n";
  const FileId file = sources_.Add("a.abide", text);
  EXPECT_EQ(Render(At({file, 0, static_cast<std::uint32_t>(text.size() - 1)})), R"(
error[E0101]: expected `a`, found `b`
  --> a.abide:1:1
   |
 1 | begin
   | ^^^^^
...
12 |   end
   |   ^^^
   |
   = help: do this
)");
}

TEST_F(RenderTextTest, LabelsStandBesideTheRangeOnOtherLinesAndInOtherFiles) {
  const FileId other = sources_.Add("vocabulary.abide", "event train\n  model artifact\n");
  const FileId file = sources_.Add("a.abide", "one\ntwo\nthree four five\nsix\nseven\neight\n");
  Diagnostic diagnostic = At(Find(file, "four"));
  diagnostic.WithLabel(Find(file, "three"), "first")
      .WithLabel(Find(file, "five"), "last")
      .WithLabel(Find(file, "one"), "above")
      .WithLabel(Find(file, "eight"), "below")
      .WithLabel(Find(other, "train"), "declared here")
      .WithFix(Find(file, "four"), "4");
  EXPECT_EQ(Render(diagnostic), R"(
error[E0101]: expected `a`, found `b`
 --> a.abide:3:7
  |
1 | one
  | --- above
2 | two
3 | three four five
  | ----- ^^^^ ---- last
  | |
  | first
...
6 | eight
  | ----- below
  |
 ::: vocabulary.abide:1:7
  |
1 | event train
  |       ----- declared here
  |
  = help: do this
  = fix: write `4` instead of `four`
)");
}

TEST_F(RenderTextTest, TwoLabelsAtOnePlaceAreBothSaid) {
  const FileId file = sources_.Add("a.abide", "word\n");
  Diagnostic diagnostic = At({file, 0, 4});
  diagnostic.WithLabel({file, 0, 4}, "one").WithLabel({file, 0, 4}, "two");
  const std::string text = Render(diagnostic);
  EXPECT_NE(text.find("one\n"), std::string::npos);
  EXPECT_NE(text.find("two\n"), std::string::npos);
}

TEST_F(RenderTextTest, ALongLineIsCutToAWindowAroundTheRange) {
  const FileId file =
      sources_.Add("a.abide", std::string(5'000'000, 'x') + "HERE" + std::string(5'000'000, 'y'));
  const std::string text = Render(At(Find(file, "HERE")));
  EXPECT_LT(text.size(), 1000U);
  EXPECT_NE(text.find("a.abide:1:5000001\n"), std::string::npos);
  EXPECT_NE(text.find("1 | …" + std::string(36, 'x') + "HEREyyy"), std::string::npos);
  EXPECT_NE(text.find("  | " + std::string(37, ' ') + "^^^^\n"), std::string::npos);
  EXPECT_NE(text.find("yyy…\n"), std::string::npos);
}

TEST_F(RenderTextTest, ALongRangeIsMarkedAsFarAsItIsShown) {
  const FileId file = sources_.Add("a.abide", std::string(100'000, 'x'));
  EXPECT_LT(Render(At({file, 0, 100'000})).size(), 1000U);
}

TEST_F(RenderTextTest, ManyMarksWithoutWidthDoNotGrowTheWindow) {
  std::string text = "e";
  for (int i = 0; i < 100'000; ++i) text += "\u0301";
  const FileId file = sources_.Add("a.abide", text + " bad");
  EXPECT_LT(Render(At(Find(file, "bad"))).size(), 3000U);
}

TEST_F(RenderTextTest, NothingOfARangeAPathOrAMessageControlsTheTerminal) {
  const FileId file = sources_.Add("a\x1b[2J.abide", "x \x1b]0;evil\x07 \u202E\u009B\x7f\xFF y");
  Diagnostic diagnostic{Code::kUnexpected, Span{file, 0, 20}, {"\x1b[31m", "a\nb"}, {}, {}, "\x1b"};
  diagnostic.WithLabel({file, 0, 1}, "\x1b").WithFix({file, 2, 12}, "\u2066\x1b");
  const std::string text = RenderText(diagnostic, sources_, Colour::kOff);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    EXPECT_TRUE(point.valid && (point.value == U'\n' || IsPrintable(point.value))) << at;
    at += point.length;
  }
}

TEST_F(RenderTextTest, PlacesWithoutARange) {
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 17, 1234}, {"a", "b"}).WithHelp("h");
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 0, 5}, {"a", "b"}).WithHelp("h");
  sink.Add(Code::kUnexpected, PathPlace{"rules"}, {"a", "b"}).WithHelp("h");
  sink.Add(Code::kUnexpected, {"a", "b"}).WithHelp("h");
  EXPECT_EQ('\n' + RenderText(sink.all(), sources_, Colour::kOff), R"(
error[E0101]: expected a, found b
 --> x.ndjson:17 (byte 1234)
  = help: h

error[E0101]: expected a, found b
 --> x.ndjson (byte 5)
  = help: h

error[E0101]: expected a, found b
 --> rules
  = help: h

error[E0101]: expected a, found b
  = help: h
)");
}

TEST_F(RenderTextTest, FixesSayWhatToInsertAndWhatToRemove) {
  const FileId file = sources_.Add("a.abide", "one two");
  Diagnostic diagnostic = At({file, 0, 3});
  diagnostic.WithFix({file, 4, 4}, "and ").WithFix({file, 4, 7}, "");
  const std::string text = Render(diagnostic);
  EXPECT_NE(text.find("= fix: insert `and `\n"), std::string::npos);
  EXPECT_NE(text.find("= fix: remove `two`\n"), std::string::npos);
}

TEST_F(RenderTextTest, ColourAddsSequencesAndNoOtherWords) {
  const FileId file = sources_.Add("a.abide", "one two three");
  Diagnostic diagnostic = At(Find(file, "two"));
  diagnostic.WithLabel(Find(file, "one"), "here");
  const std::string plain = RenderText(diagnostic, sources_, Colour::kOff);
  std::string coloured = RenderText(diagnostic, sources_, Colour::kAnsi);
  EXPECT_TRUE(coloured.starts_with("\x1b[1;31merror[E0101]\x1b[0m"));
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos;
       at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  EXPECT_EQ(coloured, plain);
}

}  // namespace
}  // namespace abide::diagnostics
