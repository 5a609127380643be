// Two programs, one answer: what the engine reports is what verification derives.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "reference/generator.h"
#include "reference/rule_set.h"
#include "reference/setting.h"
#include "verify/checked.h"

namespace abide::verify {
namespace {

namespace fs = std::filesystem;

// Folders of goldens with `rules.abide` and logs beside it.
std::vector<std::string> Folders() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator("tests/testdata/cli")) {
    if (fs::exists(entry.path() / "rules.abide")) folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<std::string> LogPathsOf(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.find(".ndjson") != std::string::npos) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

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
  const auto bytedance =
      CheckLogs({"examples/bytedance/rules"}, LogsOf({"examples/bytedance/log.ndjson"}));
  ASSERT_NE(bytedance, nullptr);
  ExpectTrue("bytedance", *bytedance);
  std::vector<std::string> logs;
  for (const auto& entry : fs::directory_iterator("examples/chain/logs")) {
    logs.push_back(entry.path().string());
  }
  std::sort(logs.begin(), logs.end());
  const auto chain = CheckLogs({"examples/chain/rules"}, LogsOf(logs));
  ASSERT_NE(chain, nullptr);
  ExpectTrue("chain", *chain);
}

// Where events are uncertain in several ways at once, another event may be shown than the one that
// is expected (src/verify/README.md says so). True if that is so of a finding; all else is as the
// engine found it.
bool ShowsOtherEvidence(const std::string& what, const Checked& checked) {
  const std::unique_ptr<Journal> journal = JournalOf(checked);
  EXPECT_NE(journal, nullptr) << what;
  if (journal == nullptr) return false;
  const Outcome outcome = Verifier(checked.rules, checked.sources, *journal).Verify(checked.report);
  bool is_other = false;
  std::istringstream lines(FalseOf(outcome));
  for (std::string line; std::getline(lines, line); is_other = true) {
    EXPECT_NE(line.find(".evidence"), std::string::npos) << line << '\n' << what;
  }
  EXPECT_EQ(outcome.findings.size(), checked.report["findings"].size()) << what;
  return is_other;
}

// ABIDE_VERIFY_CASES and ABIDE_VERIFY_SEED make it longer, or another one.
TEST(Agreement, RandomRulesOnRandomLogsAreConfirmed) {
  const std::uint64_t cases = reference::Setting("ABIDE_VERIFY_CASES", 1000);
  const std::uint64_t seed = reference::Setting("ABIDE_VERIFY_SEED", 1);
  std::size_t findings = 0;
  std::size_t others = 0;
  for (std::uint64_t i = 0; i < cases && !::testing::Test::HasFailure(); ++i) {
    reference::Random random(seed + i);
    const reference::Theme theme = reference::RandomTheme(random);
    const std::string text = reference::Render(reference::RandomRules(theme, random));
    std::string errors;
    const auto set = reference::MakeRuleSet(text, &errors);
    if (set == nullptr) continue;
    reference::Shapes shapes(set->rules.schema);
    for (const std::string& shape : reference::RandomShapes(theme, 8, random)) shapes.Add(shape);
    const reference::Log log = reference::RandomLog(shapes.size(), 12, random);
    std::vector<std::unique_ptr<events::LogFile>> files;
    files.push_back(events::LogFile::OfText("log.ndjson", reference::Written(shapes, log)));
    auto own = std::make_unique<Checked>();
    own->sources = std::move(set->sources);
    own->rules = std::move(set->rules);
    const auto checked = Judge(std::move(own), std::move(files));
    ASSERT_NE(checked, nullptr) << set->text;
    const std::string what =
        "seed " + std::to_string(seed + i) + '\n' + text + '\n' + reference::Written(shapes, log);
    if (ShowsOtherEvidence(what, *checked)) ++others;
    findings += checked->report["findings"].size();
  }
  EXPECT_GT(findings, cases / 10);
  EXPECT_LE(others, 1 + cases / 10'000);
}

}  // namespace
}  // namespace abide::verify
