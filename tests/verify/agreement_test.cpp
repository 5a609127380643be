// Two programs, one answer: what the engine reports is what verification derives.
#include <gtest/gtest.h>

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
