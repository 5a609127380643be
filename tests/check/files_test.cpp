// Files in memory: what is loaded, how often, and under which digest.

#include "memory_files.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace abide::check {
namespace {

std::vector<std::string> PathsOf(const Outcome& outcome) {
  std::vector<std::string> paths;
  for (const LoadedFile& file : outcome.rules.files) paths.push_back(file.path);
  return paths;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Files, AreLoadedOnceByWhateverPathTheyAreNamed) {
  const Outcome outcome =
      CheckFiles({{"a.abide", "import \"lib/b.abide\"\nimport \"./lib/../lib/b.abide\"\n"},
                  {"lib/b.abide", "event use\n  org string\n"}},
                 {"a.abide", "lib/b.abide"});
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_THAT(PathsOf(outcome), ElementsAre("a.abide", "lib/b.abide"));
}

TEST(Files, OfAFolderAreAllLoaded) {
  const Outcome outcome = CheckFiles(
      {{"rules/a.abide", "event use\n"}, {"rules/x/b.abide", "clause c \"t\"\n  forbid use\n"}},
      {"rules"});
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_THAT(PathsOf(outcome), ElementsAre("rules/a.abide", "rules/x/b.abide"));
}

TEST(Files, HaveTheirSizeAndSha256) {
  const Outcome outcome = CheckFiles({{"a.abide", "# abc"}}, {"a.abide"});
  ASSERT_EQ(outcome.rules.files.size(), 1U);
  EXPECT_EQ(outcome.rules.files[0].bytes, 5U);
  EXPECT_EQ(outcome.rules.files[0].sha256,
            "ed88ccf8ca7ecff67c780a0dd5a06c8342cd8de02ba5d99d63a48c8ffc83f0ae");
}

TEST(Files, ThatACsvFileIsReadFromStandBehindTheRules) {
  const Outcome outcome = CheckFiles(
      {{"r/a.abide", "list l from \"x.csv\" column \"c\"\nlist m from \"x.csv\" column \"d\"\n"},
       {"r/x.csv", "c,d\n1,2\n"}},
      {"r/a.abide"});
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_THAT(PathsOf(outcome), ElementsAre("r/a.abide", "r/x.csv"));
}

TEST(Files, SeeTheListsOfWhatTheyImportOverAnyNumberOfFiles) {
  const std::map<std::string, std::string> files = {
      {"a.abide",
       "import \"b.abide\"\nevent use\n  org string\nclause c \"t\"\n  forbid use where "
       "org in orgs\n"},
      {"b.abide", "import \"c.abide\"\n"},
      {"c.abide", "list orgs = [\"x\"]\n"}};
  EXPECT_THAT(CheckFiles(files, {"a.abide"}).codes, IsEmpty());
}

TEST(Files, DoNotSeeTheListsOfOthers) {
  const std::map<std::string, std::string> files = {
      {"a.abide", "event use\n  org string\nclause c \"t\"\n  forbid use where org in orgs\n"},
      {"c.abide", "list orgs = [\"x\"]\n"}};
  EXPECT_THAT(CheckFiles(files, {"a.abide", "c.abide"}).codes, ElementsAre("E0202"));
}

TEST(Files, OfTwoVersionsMayHaveListsOfOneName) {
  const std::map<std::string, std::string> files = {
      {"v.abide", "event use\n  org string\n"},
      {"1.abide",
       "policy p \"P\"\n  effective 2020-01-01 until 2021-01-01\nlist orgs = "
       "[\"x\"]\nclause c \"t\"\n  forbid use where org in orgs\n"},
      {"2.abide",
       "policy p \"P\"\n  effective 2021-01-01\nlist orgs = [\"y\"]\nclause c \"t\"\n  "
       "forbid use where org in orgs\n"}};
  const Outcome outcome = CheckFiles(files, {"v.abide", "1.abide", "2.abide"});
  EXPECT_THAT(outcome.codes, IsEmpty());
  EXPECT_EQ(outcome.rules.clauses.size(), 2U);
}

TEST(Files, OfAFaultyTableAreReadOnceAndSaidAtOnePlace) {
  const MemoryFiles files({{"a.abide", "list l from \"x.csv\" column \"c\"\n"},
                           {"b.abide", "import \"a.abide\"\nevent use\n"},
                           {"x.csv", "c,d\n1,2,3\n"}});
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  Checker checker(files, sources);
  for (const char* path : {"a.abide", "b.abide"}) {
    CheckOptions options;
    options.paths = {path};
    EXPECT_EQ(checker.Check(options, sink).files.back().path, "x.csv");
  }
  EXPECT_EQ(sink.error_count(), 2U);
  ASSERT_EQ(sink.Sorted().size(), 1U);
  EXPECT_EQ(sink.Sorted().front().code, diagnostics::Code::kRaggedRow);
}

}  // namespace
}  // namespace abide::check
