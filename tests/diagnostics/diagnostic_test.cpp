#include "diagnostics/diagnostic.h"

#include <gtest/gtest.h>

namespace abide::diagnostics {
namespace {

Diagnostic Unexpected(std::string expected, std::string found) {
  return {Code::kUnexpected, std::monostate{}, {std::move(expected), std::move(found)}, {}, {}, {}};
}

TEST(DiagnosticTest, TheMessageHasItsHolesFilledInOrder) {
  EXPECT_EQ(Unexpected("a duration", "`soon`").Message(), "expected a duration, found `soon`");
}

TEST(DiagnosticTest, AnArgumentThatLooksLikeAHoleIsNotFilled) {
  EXPECT_EQ(Unexpected("{}", "x").Message(), "expected {}, found x");
}

TEST(DiagnosticTest, AMissingArgumentIsAMistakeOfOurOwn) {
  const Diagnostic diagnostic{Code::kUnexpected, std::monostate{}, {"one"}, {}, {}, {}};
  EXPECT_EXIT(diagnostic.Message(), testing::ExitedWithCode(70), "an argument for each hole");
}

TEST(DiagnosticTest, HelpOfItsOwnComesBeforeTheCatalogues) {
  Diagnostic diagnostic = Unexpected("a", "b");
  EXPECT_EQ(diagnostic.Help(), Entry(Code::kUnexpected).help);
  EXPECT_EQ(diagnostic.WithHelp("write `a`").Help(), "write `a`");
}

TEST(DiagnosticSinkTest, CountsErrors) {
  DiagnosticSink sink;
  EXPECT_FALSE(sink.has_errors());
  sink.Add(Code::kUnexpected, Span{}, {"a", "b"}).WithFix({}, "a");
  EXPECT_TRUE(sink.has_errors());
  EXPECT_EQ(sink.error_count(), 1U);
  EXPECT_EQ(sink.all()[0].fixes.size(), 1U);
}

TEST(DiagnosticSinkTest, SortsByFileThenPlaceThenWordsAndDropsRepetitions) {
  DiagnosticSink sink;
  sink.Add(Code::kUnexpected, Span{FileId{1}, 0, 1}, {"e", ""});
  sink.Add(Code::kUnexpected, Span{FileId{0}, 7, 9}, {"d", ""});
  sink.Add(Code::kUnexpected, Span{FileId{0}, 2, 3}, {"c", ""});
  sink.Add(Code::kUnexpected, Span{FileId{0}, 2, 3}, {"b", ""});
  sink.Add(Code::kUnexpected, Span{FileId{0}, 2, 3}, {"c", ""});
  sink.Add(Code::kUnexpected, {"a", ""});
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 3, 90}, {"g", ""});
  sink.Add(Code::kUnexpected, LogPlace{"x.ndjson", 2, 40}, {"f", ""});
  std::string order;
  for (const Diagnostic& diagnostic : sink.Sorted()) order += diagnostic.arguments[0];
  EXPECT_EQ(order, "abcdefg");
}

}  // namespace
}  // namespace abide::diagnostics
