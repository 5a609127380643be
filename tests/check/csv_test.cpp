#include "check/csv.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace abide::check {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells CellsOf(std::string_view text) {
  Cells cells;
  for (const CsvRow& row : ReadCsv(text).rows) {
    auto& line = cells.emplace_back();
    for (const CsvCell& cell : row.cells) line.push_back(cell.text);
  }
  return cells;
}

struct Case {
  const char* name;
  std::string_view text;
  Cells cells;
};

class CsvReads : public testing::TestWithParam<Case> {};

TEST_P(CsvReads, ItsCells) {
  EXPECT_EQ(CellsOf(GetParam().text), GetParam().cells);
  EXPECT_TRUE(ReadCsv(GetParam().text).faults.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Texts, CsvReads,
    testing::Values(Case{"NothingIsNoRow", "", {}}, Case{"OneCell", "a", {{"a"}}},
                    Case{"LinesEndWithLf", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
                    Case{"LinesEndWithCrLf", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
                    Case{"TheLastLineNeedsNoEnd", "a\nb", {{"a"}, {"b"}}},
                    Case{"EmptyCells", ",\na,\n,b", {{"", ""}, {"a", ""}, {"", "b"}}},
                    Case{"EmptyLinesAreNoRows", "a\n\n\r\nb\n", {{"a"}, {"b"}}},
                    Case{"QuotedComma", "\"a,b\",c", {{"a,b", "c"}}},
                    Case{"DoubledQuote", "\"a\"\"b\"", {{"a\"b"}}},
                    Case{"QuotedLineEnd", "\"a\nb\",c\nd,e", {{"a\nb", "c"}, {"d", "e"}}},
                    Case{"QuotedNothing", "\"\",b", {{"", "b"}}},
                    Case{"BlanksAreKept", " a , b", {{" a ", " b"}}},
                    Case{"AByteOrderMarkIsSkipped",
                         "\xEF\xBB\xBF"
                         "a,b",
                         {{"a", "b"}}},
                    Case{"ALoneCarriageReturnIsText", "a\rb,c", {{"a\rb", "c"}}}),
    [](const auto& each) { return std::string(each.param.name); });

struct FaultCase {
  const char* name;
  std::string_view text;
  std::string what;
  std::uint32_t begin;
};

class CsvReports : public testing::TestWithParam<FaultCase> {};

TEST_P(CsvReports, ItsFaultWithItsPlace) {
  const Csv csv = ReadCsv(GetParam().text);
  ASSERT_EQ(csv.faults.size(), 1U);
  EXPECT_EQ(csv.faults[0].what, GetParam().what);
  EXPECT_EQ(csv.faults[0].begin, GetParam().begin);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, CsvReports,
    testing::Values(FaultCase{"AQuoteInsideACell", "a,b\"c\nd,e", "a quote inside an unquoted cell",
                              3},
                    FaultCase{"AQuoteThatStaysOpen", "a,\"b\nc", "a quote that is not closed", 2},
                    FaultCase{"TextBehindAQuote", "\"a\"b,c", "text behind a closing quote", 3}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Csv, KnowsTheLineOnWhichARowStarts) {
  const Csv csv = ReadCsv("h\n\n\"a\nb\"\nc\n");
  ASSERT_EQ(csv.rows.size(), 3U);
  EXPECT_EQ(csv.rows[1].line, 3U);
  EXPECT_EQ(csv.rows[2].line, 5U);
}

TEST(Csv, KnowsTheBytesOfACellWithItsQuotes) {
  const Csv csv = ReadCsv("a,\"b\"\n");
  EXPECT_EQ(csv.rows[0].cells[1].begin, 2U);
  EXPECT_EQ(csv.rows[0].cells[1].end, 5U);
}

}  // namespace
}  // namespace abide::check
