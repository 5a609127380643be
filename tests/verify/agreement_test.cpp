// Two programs, one answer: what the engine reports is what verification derives, and what nothing
// in its evidence speaks against.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
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
  const std::unique_ptr<Journal> records = RecordsOf(checked, *journal);
  const Outcome alone = Verifier(checked.rules, checked.sources, *records).Verify(checked.report);
  EXPECT_EQ(FalseOf(alone), "") << what << ", by its records alone";
}

// The rule files of all goldens, each by itself, in order.
std::vector<std::filesystem::path> RulesOfGoldens() {
  std::vector<std::filesystem::path> rules;
  for (const auto& folder : std::filesystem::directory_iterator("tests/testdata/cli")) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      if (file.path().extension() == ".abide") rules.push_back(file.path());
    }
  }
  std::sort(rules.begin(), rules.end());
  return rules;
}

// Those that have errors, as they are meant to.
const std::vector<std::string> kWithoutReport = {"fail_fmt_leaves_errors_alone/rules.abide"};
// Those of logs with garbage in records, past which a check reads that is not strict.
const std::vector<std::string> kNotConfirmed = {"verify_wants_whole_records/bob.abide"};

TEST(Agreement, EveryGoldenIsConfirmed) {
  std::vector<std::string> without_report, not_confirmed;
  std::size_t findings = 0;
  std::size_t confirmed = 0;
  const std::vector<std::filesystem::path> all = RulesOfGoldens();
  for (const std::filesystem::path& rules : all) {
    const std::string name = rules.lexically_relative("tests/testdata/cli").string();
    const auto checked =
        CheckLogs({rules.string()}, LogsOf(LogPathsOf(rules.parent_path().string())));
    if (checked == nullptr) {
      without_report.push_back(name);
    } else if (std::find(kNotConfirmed.begin(), kNotConfirmed.end(), name) != kNotConfirmed.end()) {
      const std::unique_ptr<Journal> journal = JournalOf(*checked);
      ASSERT_NE(journal, nullptr) << name;
      const Outcome outcome =
          Verifier(checked->rules, checked->sources, *journal).Verify(checked->report);
      if (!FalseOf(outcome).empty()) not_confirmed.push_back(name);
    } else {
      ExpectTrue(name, *checked);
      ++confirmed;
      findings += checked->report["findings"].size();
    }
  }
  EXPECT_EQ(without_report, kWithoutReport);
  EXPECT_EQ(not_confirmed, kNotConfirmed);
  EXPECT_EQ(confirmed + kWithoutReport.size() + kNotConfirmed.size(), all.size());
  EXPECT_GT(findings, 250U);
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
