// Rows are found in CSV, however it is shown.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "containers/csv.h"
#include "cut.h"

namespace abide::containers {
namespace {

using testing::Cut;
using testing::CutBy;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Rows(std::string_view text, std::size_t limit = 1000) {
  CsvCutter cutter(',', limit);
  const Cut whole = CutBy(text, text.size() + 1, cutter, 100);
  for (const std::size_t count : {1, 2, 5, 64}) {
    const Cut cut = CutBy(text, count, cutter, 100);
    EXPECT_EQ(cut.pieces, whole.pieces) << text << " by " << count;
    EXPECT_EQ(cut.open, whole.open) << text << " by " << count;
  }
  std::vector<std::string> rows;
  for (const Piece& piece : whole.pieces) {
    rows.emplace_back(piece.kind == Piece::Kind::kRecord
                          ? text.substr(piece.offset - 100, piece.length)
                          : "too long at " + std::to_string(piece.offset - 100));
  }
  if (!whole.open.empty()) rows.push_back("open " + std::string(whole.open));
  return rows;
}

TEST(CsvCutterTest, ARowIsALine) {
  EXPECT_THAT(Rows("a,b\n1,2\r\n\n3,4"), ElementsAre("a,b", "1,2", "3,4"));
  EXPECT_THAT(Rows(""), IsEmpty());
  EXPECT_THAT(Rows("\n\r\n"), IsEmpty());
}

TEST(CsvCutterTest, QuotedCellsHideLineEnds) {
  EXPECT_THAT(Rows("a,\"x\ny\"\n\"\"\"\n\",2\n"), ElementsAre("a,\"x\ny\"", "\"\"\"\n\",2"));
  EXPECT_THAT(Rows("a,\"x\n"), ElementsAre("open inside a quoted cell"));
  EXPECT_THAT(Rows("5\" pipe,1\n2,3"), ElementsAre("5\" pipe,1", "2,3"));
}

TEST(CsvCutterTest, ARowThatIsTooLongIsLeftOutUpToTheNextLine) {
  const std::string large(50, 'x');
  EXPECT_THAT(Rows("a,b\n" + large + "\n1,2", 20), ElementsAre("a,b", "too long at 4", "1,2"));
  EXPECT_THAT(Rows("a,b\n\"" + large + "\n1,2\n3,4", 20),
              ElementsAre("a,b", "too long at 4", "1,2", "3,4"));
}

TEST(CsvCutterTest, AnyTextIsCutInOneWay) {
  std::mt19937 random(13);
  const std::string_view parts[] = {"\"", "\"", ",", "\n", "\r\n", "\r", "x", "yy", "\"\""};
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += parts[random() % std::size(parts)];
    Rows(text, random() % 2 == 0 ? 7 : 1000);
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(CsvReaderTest, CellsSayWhetherTheyAreQuoted) {
  CsvReader reader("a,\"b\"\"c\",,\"\"\n", ',');
  ASSERT_TRUE(reader.Next());
  ASSERT_EQ(reader.cells().size(), 4U);
  EXPECT_EQ(reader.cells()[1].Content(), "b\"c");
  EXPECT_TRUE(reader.cells()[1].is_quoted);
  EXPECT_FALSE(reader.cells()[2].is_quoted);
  EXPECT_TRUE(reader.cells()[3].is_quoted);
  EXPECT_THAT(reader.cells()[3].text, IsEmpty());
}

TEST(CsvReaderTest, WhatIsKeptOfARowIsBounded) {
  const std::string text = "a" + std::string(1000, ',') + "\nx\"\"\"y,\"b\"c\n1,2\n";
  CsvReader reader(text, ',', 0, {2, 1});
  ASSERT_TRUE(reader.Next());
  EXPECT_EQ(reader.cells().size(), 2U);
  EXPECT_EQ(reader.count(), 1001U);
  EXPECT_EQ(reader.begin(), 0U);
  EXPECT_EQ(reader.end(), 1001U);
  ASSERT_TRUE(reader.Next());
  EXPECT_EQ(reader.count(), 2U);
  ASSERT_EQ(reader.faults().size(), 1U);
  EXPECT_EQ(reader.faults()[0].begin, 1003U);
  ASSERT_TRUE(reader.Next());
  EXPECT_THAT(reader.faults(), IsEmpty());
  EXPECT_EQ(reader.cells()[1].text, "2");
  EXPECT_FALSE(reader.Next());
}

}  // namespace
}  // namespace abide::containers
