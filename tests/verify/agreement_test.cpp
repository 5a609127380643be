// Two programs, one answer: what the engine reports is what verification derives.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "reference/setting.h"
#include "verify/checked.h"

namespace abide::verify {
namespace {

void ExpectTrue(const std::string& what, const Checked& checked) {
  const std::unique_ptr<Journal> journal = JournalOf(checked);
  ASSERT_NE(journal, nullptr) << what;
  const Outcome outcome = Verifier(checked.rules, checked.sources, *journal).Verify(checked.report);
  EXPECT_EQ(FalseOf(outcome), "") << what;
  EXPECT_EQ(outcome.findings.size(), checked.report["findings"].size()) << what;
}

TEST(Agreement, EveryGoldenIsConfirmed) {
  std::size_t findings = 0;
  for (const std::string& folder : Folders()) {
    const auto checked = CheckLogs({folder + "/rules.abide"}, LogsOf(LogPathsOf(folder)));
    if (checked == nullptr) continue;  // a golden of what goes wrong
    ExpectTrue(folder, *checked);
    findings += checked->report["findings"].size();
  }
  EXPECT_GT(findings, 100U);
}

TEST(Agreement, TheExamplesAreConfirmed) {
  for (const std::string name : {"bytedance", "chain"}) {
    const auto checked = CheckExample(name);
    ASSERT_NE(checked, nullptr) << name;
    EXPECT_FALSE(checked->report["findings"].empty()) << name;
    ExpectTrue(name, *checked);
  }
}

std::string BytesOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Agreement, EveryBeginningOfALogInEveryContainerIsConfirmed) {
  const std::string folder = "tests/testdata/cli/logs_in_every_container/";
  std::size_t problems = 0;
  for (const std::string name : {"lines.gz", "lines.zst", "list", "pretty", "page", "glued",
                                 "wrapped_lines", "one", "rows", "tabs.zst"}) {
    const std::string whole = BytesOf(folder + name);
    ASSERT_FALSE(whole.empty()) << name;
    for (std::size_t size = 1; size <= whole.size(); ++size) {
      auto plain = events::Unpack(events::LogFile::OfText("log", whole.substr(0, size)));
      ASSERT_TRUE(plain.has_value()) << name << ", of " << size << " bytes";
      std::vector<std::unique_ptr<events::LogFile>> files;
      files.push_back(std::move(*plain));
      Wish strict;
      strict.options.strict = true;
      const auto checked = CheckLogs({folder + "rules.abide"}, std::move(files), strict);
      ASSERT_NE(checked, nullptr) << name << ", of " << size << " bytes";
      ExpectTrue(name + ", of " + std::to_string(size) + " bytes", *checked);
      problems += checked->report["problems"].size();
    }
  }
  EXPECT_GT(problems, 1000U);
}

// ABIDE_VERIFY_CASES and ABIDE_VERIFY_SEED make it longer, or another one.
TEST(Agreement, RandomRulesOnRandomLogsAreConfirmed) {
  const std::uint64_t cases = reference::Setting("ABIDE_VERIFY_CASES", 1000);
  const std::uint64_t seed = reference::Setting("ABIDE_VERIFY_SEED", 1);
  std::size_t findings = 0;
  for (std::uint64_t i = 0; i < cases && !::testing::Test::HasFailure(); ++i) {
    std::string what;
    const auto checked = CheckRandom(seed + i, &what);
    if (checked == nullptr) continue;
    ExpectTrue(what, *checked);
    findings += checked->report["findings"].size();
  }
  EXPECT_GT(findings, cases / 10);
}

}  // namespace
}  // namespace abide::verify
