#include "diagnostics/source.h"

#include <gtest/gtest.h>

namespace abide::diagnostics {
namespace {

struct PlaceCase {
  const char* sentence;
  std::string text;
  std::uint32_t offset;
  LineColumn place;
};

TEST(SourceFileTest, LocatesAnOffsetByLineAndCodePoint) {
  const PlaceCase cases[] = {
      {"an empty file", "", 0, {1, 1}},
      {"the first byte", "abc", 0, {1, 1}},
      {"the end", "abc", 3, {1, 4}},
      {"behind the end", "abc", 99, {1, 4}},
      {"a line end belongs to its line", "ab\ncd", 2, {1, 3}},
      {"the next line", "ab\ncd", 3, {2, 1}},
      {"behind the last line end", "ab\n", 3, {2, 1}},
      {"a carriage return counts as a column", "ab\r\ncd", 4, {2, 1}},
      {"a tab is one column", "\tx", 1, {1, 2}},
      {"a letter of two bytes is one column", "ü=", 2, {1, 2}},
      {"inside a letter is still that letter", "ü=", 1, {1, 1}},
      {"a letter of four bytes is one column", "\U0001F600x", 4, {1, 2}},
      {"a byte that is no UTF-8 is one column", "\xFF\xFEx", 2, {1, 3}},
      {"a byte order mark takes no column",
       "\xEF\xBB\xBF"
       "ab",
       4,
       {1, 2}},
      {"inside a byte order mark",
       "\xEF\xBB\xBF"
       "ab",
       0,
       {1, 1}},
  };
  for (const PlaceCase& each : cases) {
    EXPECT_EQ(SourceFile("f", each.text).Locate(each.offset), each.place) << each.sentence;
  }
}

TEST(SourceFileTest, GivesLinesWithoutTheirLineEnds) {
  const SourceFile file("f", "one\r\ntwo\n\nfour");
  EXPECT_EQ(file.line_count(), 4U);
  EXPECT_EQ(file.Line(1), "one");
  EXPECT_EQ(file.Line(2), "two");
  EXPECT_EQ(file.Line(3), "");
  EXPECT_EQ(file.Line(4), "four");
  EXPECT_EQ(file.Line(5), "");
  EXPECT_EQ(file.Line(0), "");
}

TEST(SourceSetTest, KeepsFilesInPlaceAndGivesTheWordsOfASpan) {
  SourceSet sources;
  const FileId first = sources.Add("a", "forbid train");
  const SourceFile* place = &sources.File(first);
  for (int i = 0; i < 1000; ++i) sources.Add("more", "");
  EXPECT_EQ(place, &sources.File(first));
  EXPECT_EQ(sources.size(), 1001U);
  EXPECT_EQ(sources.Text({first, 7, 12}), "train");
  EXPECT_EQ(sources.Text({first, 7, 99}), "train");
  EXPECT_EQ(sources.Text({first, 99, 100}), "");
}

TEST(SpanTest, CoverReachesFromTheFirstToTheLast) {
  EXPECT_EQ(Cover({FileId{2}, 3, 5}, {FileId{2}, 9, 12}), (Span{FileId{2}, 3, 12}));
}

}  // namespace
}  // namespace abide::diagnostics
