#include "lsp/text.h"

#include <gtest/gtest.h>

namespace abide::lsp {
namespace {

TEST(TextTest, CountsAsTheEncodingDoes) {
  const Text text("a\xC3\xA9\xF0\x9F\x98\x80z");  // a é 😀 z
  EXPECT_EQ(text.PositionOf(3, Encoding::kUtf16), (Position{0, 2}));
  EXPECT_EQ(text.PositionOf(7, Encoding::kUtf16), (Position{0, 4}));
  EXPECT_EQ(text.PositionOf(7, Encoding::kUtf8), (Position{0, 7}));
  EXPECT_EQ(text.OffsetOf({0, 4}, Encoding::kUtf16), 7U);
  EXPECT_EQ(text.OffsetOf({0, 7}, Encoding::kUtf8), 7U);
}

TEST(TextTest, TakesAPlaceInsideACharacterForItsBeginning) {
  const Text text("\xF0\x9F\x98\x80z");
  EXPECT_EQ(text.OffsetOf({0, 1}, Encoding::kUtf16), 0U);
  EXPECT_EQ(text.OffsetOf({0, 2}, Encoding::kUtf8), 0U);
  EXPECT_EQ(text.PositionOf(2, Encoding::kUtf16), (Position{0, 0}));
}

TEST(TextTest, EndsLinesAsTheProtocolDoes) {
  const Text text("a\r\nb\rc\n");
  EXPECT_EQ(text.line_count(), 4U);
  EXPECT_EQ(text.Line(0), "a");
  EXPECT_EQ(text.Line(1), "b");
  EXPECT_EQ(text.Line(2), "c");
  EXPECT_EQ(text.Line(3), "");
  EXPECT_EQ(text.PositionOf(3, Encoding::kUtf16), (Position{1, 0}));
}

TEST(TextTest, TakesWhatIsBehindTheEndForTheEnd) {
  const Text text("ab\ncd");
  EXPECT_EQ(text.OffsetOf({0, 99}, Encoding::kUtf16), 2U);
  EXPECT_EQ(text.OffsetOf({9, 0}, Encoding::kUtf16), 5U);
  EXPECT_EQ(text.PositionOf(99, Encoding::kUtf16), (Position{1, 2}));
  EXPECT_EQ(Text().OffsetOf({3, 3}, Encoding::kUtf8), 0U);
}

TEST(TextTest, ReplacesARange) {
  const Text text("one\ntwo\nthree");
  EXPECT_EQ(text.With({{0, 1}, {2, 2}}, "-", Encoding::kUtf16).bytes(), "o-ree");
  EXPECT_EQ(text.With({{1, 3}, {1, 3}}, "\nmore", Encoding::kUtf16).bytes(),
            "one\ntwo\nmore\nthree");
  // The end in front of the beginning.
  EXPECT_EQ(text.With({{1, 2}, {0, 0}}, "x", Encoding::kUtf16).bytes(), "one\ntwxo\nthree");
}

TEST(TextTest, CountsBytesThatAreNoUtf8OneEach) {
  const Text text("\xFF\xFE|");
  EXPECT_EQ(text.PositionOf(2, Encoding::kUtf16), (Position{0, 2}));
}

}  // namespace
}  // namespace abide::lsp
