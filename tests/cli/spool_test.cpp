#include "cli/spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

namespace abide::cli {
namespace {

std::string TextOf(const Spool& spool) {
  std::ostringstream out;
  spool.CopyTo(out);
  EXPECT_TRUE(out.good());
  return out.str();
}

// Adds numbered lines, and gives what they are together.
std::string Fill(Spool& spool, int lines) {
  std::string all;
  for (int i = 0; i < lines; ++i) {
    const std::string line = std::to_string(i) + '\n';
    spool.Add(line);
    all += line;
  }
  return all;
}

TEST(SpoolTest, GivesBackWhatWasAdded) {
  Spool spool;
  EXPECT_EQ(TextOf(spool), "");
  const std::string all = Fill(spool, 100);
  EXPECT_EQ(spool.filed(), 0U);
  EXPECT_EQ(TextOf(spool), all);
}

TEST(SpoolTest, WhatIsTooMuchForMemoryGoesToAFile) {
  Spool spool(1000);
  const std::string all = Fill(spool, 100'000);
  EXPECT_GT(spool.filed(), all.size() - 1000);
  EXPECT_EQ(TextOf(spool), all);
}

TEST(SpoolTest, ClearedItIsAsNew) {
  Spool spool(1000);
  Fill(spool, 5'000);
  spool.Clear();
  EXPECT_EQ(TextOf(spool), "");
  const std::string all = Fill(spool, 3'000);
  EXPECT_EQ(TextOf(spool), all);
}

TEST(SpoolTest, WithoutAFileItIsKeptInMemory) {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere/at/all", 1);
  Spool spool(1000);
  const std::string all = Fill(spool, 5'000);
  before == nullptr ? unsetenv("TMPDIR") : setenv("TMPDIR", kept.c_str(), 1);
  EXPECT_EQ(spool.filed(), 0U);
  EXPECT_EQ(TextOf(spool), all);
}

}  // namespace
}  // namespace abide::cli
