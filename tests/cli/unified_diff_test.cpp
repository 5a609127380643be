#include "cli/unified_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace abide::cli {
namespace {

TEST(UnifiedDiff, OfEqualTextsIsEmpty) {
  EXPECT_EQ(UnifiedDiff("", "", "f"), "");
  EXPECT_EQ(UnifiedDiff("a\nb", "a\nb", "f"), "");
}

TEST(UnifiedDiff, ShowsThreeLinesAroundAChange) {
  EXPECT_EQ(UnifiedDiff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "a/f"),
            "--- a/a/f\n+++ b/a/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, ChangesNearEachOtherStandInOneHunk) {
  EXPECT_EQ(UnifiedDiff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n", "/f"),
            "--- a/f\n+++ b/f\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
  EXPECT_EQ(UnifiedDiff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n", "f"),
            "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n"
            "-b\n+B\n");
}

TEST(UnifiedDiff, TellsOfAMissingLastLineEnd) {
  EXPECT_EQ(UnifiedDiff("a", "a\n", "f"),
            "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST(UnifiedDiff, AddsToAndEmptiesAFile) {
  EXPECT_EQ(UnifiedDiff("", "a\nb\n", "f"), "--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(UnifiedDiff("a\n", "", "f"), "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// `before` with the diff applied, as `patch` would; `changed` counts its lines.
std::string Patched(const std::string& before, const std::string& diff, std::size_t& changed) {
  const std::vector<std::string> lines = LinesOf(before);
  std::string after;
  std::size_t at = 0;
  changed = 0;
  for (const std::string& line : LinesOf(diff)) {
    if (line.starts_with("---") || line.starts_with("+++")) continue;
    if (line.starts_with("@@")) {
      const std::size_t first = std::stoul(line.substr(4));
      const bool is_empty = line.find(",0 +") != std::string::npos;
      for (; at + (is_empty ? 0 : 1) < first; ++at) after += lines[at] + '\n';
      continue;
    }
    changed += line[0] == ' ' ? 0 : 1;
    if (line[0] != '+') {
      EXPECT_EQ(lines[at], line.substr(1));
      ++at;
    }
    if (line[0] != '-') after += line.substr(1) + '\n';
  }
  for (; at < lines.size(); ++at) after += lines[at] + '\n';
  return after;
}

std::string RandomText(std::mt19937& random, std::size_t length, unsigned letters) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i)
    text += std::string(1, char('a' + random() % letters)) + '\n';
  return text;
}

// The length of a longest common subsequence, by the table.
std::size_t Common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::vector<std::size_t>> length(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      length[i + 1][j + 1] =
          a[i] == b[j] ? length[i][j] + 1 : std::max(length[i][j + 1], length[i + 1][j]);
    }
  }
  return length[a.size()][b.size()];
}

TEST(UnifiedDiff, IsShortestAndGivesTheOtherText) {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const std::string before = RandomText(random, random() % 30, 2 + i % 5);
    const std::string after = RandomText(random, random() % 30, 2 + i % 5);
    std::size_t changed = 0;
    ASSERT_EQ(Patched(before, UnifiedDiff(before, after, "f"), changed), after) << before;
    const auto a = LinesOf(before);
    const auto b = LinesOf(after);
    ASSERT_EQ(changed, a.size() + b.size() - 2 * Common(a, b)) << before << '\n' << after;
  }
}

TEST(UnifiedDiff, OfTextsWithNothingInCommonEnds) {
  std::string before;
  std::string after;
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + '\n';
    after += "b" + std::to_string(i) + '\n';
  }
  std::size_t changed = 0;
  EXPECT_EQ(Patched(before, UnifiedDiff(before, after, "f"), changed), after);
  EXPECT_EQ(changed, 40'000U);
}

TEST(UnifiedDiff, OfManyChangesKeepsWhatIsTheSame) {
  std::string before;
  std::string after;
  for (int i = 0; i < 5'000; ++i) {
    before += "begin\na" + std::to_string(i) + "\nold\nend\n";
    after += "begin\na" + std::to_string(i) + "\nnew\nend\n";
  }
  std::size_t changed = 0;
  EXPECT_EQ(Patched(before, UnifiedDiff(before, after, "f"), changed), after);
  EXPECT_EQ(changed, 10'000U);
}

}  // namespace
}  // namespace abide::cli
