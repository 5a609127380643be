// Rules that nobody would write: each ends with a diagnostic or a result, soon.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "memory_files.h"

namespace abide::check {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUse = "event use\n  org string\n  cost number\n";

std::vector<std::string> CodesOf(const std::string& text) {
  return CheckFiles({{"r.abide", kUse + text}}, {"r.abide"}).codes;
}

std::string Numbered(int number) { return std::to_string(number); }

TEST(HostileRules, OfAThousandImportsInARow) {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 1000; ++i) {
    files[Numbered(i) + ".abide"] = "import \"" + Numbered(i + 1) + ".abide\"\n";
  }
  files["1000.abide"] = kUse;
  EXPECT_THAT(CheckFiles(files, {"0.abide"}).codes, IsEmpty());
}

TEST(HostileRules, OfDefinitionsThatLeadOnForThousandsOfSteps) {
  std::string text = "define d0(x) = x\n";
  for (int i = 1; i < 3000; ++i) {
    text += "define d" + Numbered(i) + "(x) = d" + Numbered(i - 1) + "(x)\n";
  }
  EXPECT_THAT(CodesOf(text + "clause c \"t\"\n  forbid use where d50(cost) > 1\n"), IsEmpty());
  EXPECT_THAT(CodesOf(text + "clause c \"t\"\n  forbid use where d2999(cost) > 1\n"),
              ElementsAre("E0224"));
}

TEST(HostileRules, OfDefinitionsDeclaredFromTheLastToTheFirst) {
  std::string text;
  for (int i = 3000; i > 0; --i) {
    text += "define d" + Numbered(i) + "(x) = d" + Numbered(i - 1) + "(x)\n";
  }
  EXPECT_THAT(CodesOf(text + "define d0(x) = x\n"), Contains("E0224"));
}

TEST(HostileRules, OfPatternDefinitionsThatDouble) {
  std::string text = "define p0 = use or use\n";
  for (int i = 1; i < 40; ++i) {
    text += "define p" + Numbered(i) + " = p" + Numbered(i - 1) + " or p" + Numbered(i - 1) + "\n";
  }
  EXPECT_THAT(CodesOf(text + "clause c \"t\"\n  forbid p39\n"), ElementsAre("E0224"));
}

TEST(HostileRules, OfADefinitionThatIsUsedInItsOwnArgumentAHundredTimes) {
  std::string use = "cost";
  for (int i = 0; i < 40; ++i) use = "d(" + use + ")";
  EXPECT_THAT(
      CodesOf("define d(x) = x + x + x\nclause c \"t\"\n  forbid use where " + use + " > 1\n"),
      IsEmpty());
}

TEST(HostileRules, OfPatternsThatDefineEachOther) {
  EXPECT_THAT(CodesOf("define a = b\ndefine b = use where preceded by a\n"
                      "define c = c or use\nclause x \"t\"\n  forbid a\n"),
              ElementsAre("E0223", "E0223"));
}

TEST(HostileRules, OfAnImportOfItself) {
  EXPECT_THAT(CheckFiles({{"r.abide", "import \"r.abide\"\n"}}, {"r.abide"}).codes,
              ElementsAre("E0502"));
}

TEST(HostileRules, OfATableWithTenThousandRowsForOneKey) {
  std::string csv = "org,ceiling\n";
  for (int i = 0; i < 10000; ++i) csv += "acme," + Numbered(i) + "\n";
  const auto codes =
      CheckFiles(
          {{"r.abide", std::string(kUse) + "table t from \"t.csv\" key \"org\"\n"}, {"t.csv", csv}},
          {"r.abide"})
          .codes;
  EXPECT_FALSE(codes.empty());
  EXPECT_LE(codes.size(), 100U);
}

}  // namespace
}  // namespace abide::check
