// Where nodes and errors stand in the file.
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "parse_text.h"

namespace abide::syntax {
namespace {

const Clause& FirstClause(const Parsed& parsed) {
  return std::get<Clause>(parsed.file.declarations.at(0).node);
}

TEST(SpansTest, ADeclarationReachesFromItsFirstTokenToItsLast) {
  const Parsed parsed("# a\nlist a = [1] # b\n\n# c\nlist b = [2]\n  # d\n");
  ASSERT_EQ(parsed.Codes(), "");
  EXPECT_EQ(parsed.TextOf(parsed.file.declarations[0].span), "list a = [1]");
  EXPECT_EQ(parsed.TextOf(parsed.file.declarations[1].span), "list b = [2]");
}

TEST(SpansTest, ANodeEndsWithItsLastToken) {
  const Parsed parsed(
      "clause c \"T\"\n  forbid use u # x\n    where (a + b ) == \"c\" # y\n  severity high\n");
  ASSERT_EQ(parsed.Codes(), "");
  const Clause& clause = FirstClause(parsed);
  const Pattern& pattern = std::get<Forbid>(clause.norm.norm).pattern;
  EXPECT_EQ(parsed.TextOf(clause.title.span), "\"T\"");
  EXPECT_EQ(parsed.TextOf(clause.norm.span), "forbid use u # x\n    where (a + b ) == \"c\"");
  EXPECT_EQ(parsed.TextOf(pattern.variable->span), "u");
  EXPECT_EQ(parsed.TextOf(pattern.where->span), "(a + b ) == \"c\"");
  const Compare& compare = std::get<Compare>(pattern.where->node);
  EXPECT_EQ(parsed.TextOf(compare.left->span), "(a + b )");
  EXPECT_EQ(parsed.TextOf(compare.op_span), "==");
  EXPECT_EQ(parsed.TextOf(compare.right->span), "\"c\"");
  EXPECT_EQ(parsed.TextOf(clause.severity->span), "severity high");
}

TEST(SpansTest, AChainOfOperationsCoversItsOperands) {
  const Parsed parsed("define d(x) = x.a  -  1 + f(x) [\n");
  EXPECT_NE(parsed.Codes(), "");
  const Parsed good("define d(x) = x.a  -  1 + f(x)\n");
  const auto& define = std::get<Define>(good.file.declarations.at(0).node);
  const Binary& sum = std::get<Binary>(define.expression->node);
  EXPECT_EQ(good.TextOf(define.expression->span), "x.a  -  1 + f(x)");
  EXPECT_EQ(good.TextOf(sum.left->span), "x.a  -  1");
  EXPECT_EQ(good.TextOf(sum.op_span), "+");
  EXPECT_EQ(good.TextOf(std::get<Binary>(sum.left->node).op_span), "-");
}

TEST(SpansTest, AStepHasItsOwnPlace) {
  const Parsed parsed("define d(x) = x.abc[1, 2][*]");
  const auto& define = std::get<Define>(parsed.file.declarations.at(0).node);
  const Reference& reference = std::get<Reference>(define.expression->node);
  EXPECT_EQ(parsed.TextOf(reference.head->span), "x");
  EXPECT_EQ(parsed.TextOf(reference.steps.at(0).span), ".abc");
  EXPECT_EQ(parsed.TextOf(reference.steps.at(1).span), "[1, 2]");
  EXPECT_EQ(parsed.TextOf(reference.steps.at(2).span), "[*]");
}

TEST(SpansTest, AHoleOfAMessageStandsWhereItIsWrittenInTheFile) {
  const Parsed parsed(
      "clause c \"C\"\n  forbid use\n  message \"\\u{e9}\\n{{ {use.org} {f(\\\"a\\\", x)}\"\n");
  ASSERT_EQ(parsed.Codes(), "");
  const Message& message = *FirstClause(parsed).message;
  ASSERT_EQ(message.pieces.size(), 4U);
  EXPECT_EQ(std::get<std::string>(message.pieces[0]), "é\n{ ");
  const ExprPtr& reference = std::get<ExprPtr>(message.pieces[1]);
  EXPECT_EQ(parsed.TextOf(reference->span), "use.org");
  const ExprPtr& call = std::get<ExprPtr>(message.pieces[3]);
  EXPECT_EQ(parsed.TextOf(call->span), "f(\\\"a\\\", x)");
  const Call& arguments = std::get<Call>(call->node);
  EXPECT_EQ(parsed.TextOf(arguments.arguments.at(0)->span), "\\\"a\\\"");
}

TEST(SpansTest, AnErrorAtTheEndStandsBehindTheLastToken) {
  const Parsed parsed("clause c \"C\"\n  before use # why\n\n# next\nlist a = [1]\n");
  ASSERT_EQ(parsed.Codes(), "E0101");
  const Span where = std::get<Span>(parsed.sink.all()[0].where);
  EXPECT_EQ(where.begin, std::string("clause c \"C\"\n  before use").size());
  EXPECT_EQ(where.begin, where.end);
}

TEST(SpansTest, PiecesCoverTheFileFromTheFirstDeclarationOn) {
  const Parsed parsed("\xEF\xBB\xBF# head\n\nlist a = [1]\n # b\nlist c = [2]\r\n\r\n");
  ASSERT_EQ(parsed.Codes(), "");
  const auto pieces = CutDeclarations(parsed.sources, parsed.file.id);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(parsed.TextOf(pieces[0]), "list a = [1]\n # b\n");
  EXPECT_EQ(parsed.TextOf(pieces[1]), "list c = [2]\r\n\r\n");
}

TEST(SpansTest, AnEmptyFileHasNoDeclarationsAndNoErrors) {
  for (const char* text : {"", "\n", "# only this", "\xEF\xBB\xBF", "  \t\r\n  # x\n"}) {
    const Parsed parsed(text);
    EXPECT_EQ(parsed.Codes(), "") << text;
    EXPECT_TRUE(parsed.file.declarations.empty());
  }
}

}  // namespace
}  // namespace abide::syntax
