// Goldens: each folder of tests/testdata/check holds rules.abide with what it imports and reads. A
// folder whose name begins with `fail_` holds the diagnostics that it must give (expected.txt), any
// other the checked rules (checked.txt), with warnings in front. ABIDE_UPDATE_GOLDENS=1 rewrites.
//
// An options.txt may name what `abide` is given: lines `path FILE`, `set NAME=VALUE`,
// `test FILE NUMBER`.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "gtest/gtest.h"

#include "check/check.h"
#include "check/disk_files.h"
#include "diagnostics/render.h"

namespace abide::check {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = "tests/testdata/check";

std::string ReadAll(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Files below a folder, named from there.
class FolderFiles : public FileSystem {
 public:
  explicit FolderFiles(fs::path root) : root_(std::move(root)) {}

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    return disk_.Read((root_ / path).string());
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const override {
    auto files = disk_.RuleFiles((root_ / path).string());
    if (!files) return files;
    for (std::string& each : *files) each = fs::path(each).lexically_relative(root_).string();
    return files;
  }

 private:
  fs::path root_;
  DiskFiles disk_;
};

CheckOptions OptionsOf(const fs::path& folder) {
  CheckOptions options;
  std::istringstream lines(ReadAll(folder / "options.txt"));
  for (std::string line; std::getline(lines, line);) {
    const std::string word = line.substr(0, line.find(' '));
    const std::string rest = line.substr(line.find(' ') + 1);
    if (word == "path") options.paths.push_back(rest);
    if (word == "set") {
      options.parameters[rest.substr(0, rest.find('='))] = rest.substr(rest.find('=') + 1);
    }
    if (word == "test") {
      const std::size_t blank = rest.find(' ');
      options.test = {rest.substr(0, blank),
                      static_cast<std::uint32_t>(std::stoul(rest.substr(blank)))};
    }
  }
  if (options.paths.empty()) options.paths.emplace_back("rules.abide");
  return options;
}

struct Outcome {
  std::string text;
  bool failed = false;
};

Outcome CheckFolder(const fs::path& folder) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const CheckedRules rules = Check(OptionsOf(folder), FolderFiles(folder), sources, sink);
  Outcome outcome;
  outcome.failed = sink.has_errors();
  outcome.text = diagnostics::RenderText(sink.Sorted(), sources, diagnostics::Colour::kOff);
  if (!outcome.failed) outcome.text += Dump(rules);
  return outcome;
}

std::vector<std::string> Folders() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class CheckGolden : public testing::TestWithParam<std::string> {};

TEST_P(CheckGolden, GivesWhatIsExpected) {
  const fs::path folder = kRoot / GetParam();
  const bool must_fail = GetParam().starts_with("fail_");
  const Outcome outcome = CheckFolder(folder);
  const fs::path golden = folder / (must_fail ? "expected.txt" : "checked.txt");
  if (std::getenv("ABIDE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(golden, std::ios::binary) << outcome.text;
  }
  EXPECT_EQ(outcome.failed, must_fail) << outcome.text;
  EXPECT_EQ(outcome.text, ReadAll(golden));
}

INSTANTIATE_TEST_SUITE_P(Folders, CheckGolden, testing::ValuesIn(Folders()),
                         [](const auto& each) { return each.param; });

// The codes of this room; those of the parser have goldens of their own.
TEST(CheckGoldens, ShowEveryCodeOfTheChecker) {
  std::set<std::string> missing;
  for (const diagnostics::CodeEntry& entry : diagnostics::AllCodes()) {
    const std::string id(entry.id);
    const bool own = (id >= "E0201" && id < "E0600") || (id >= "C0120" && id <= "C0123");
    if (own) missing.insert(id);
  }
  for (const std::string& name : Folders()) {
    const std::string text =
        ReadAll(kRoot / name / "expected.txt") + ReadAll(kRoot / name / "checked.txt");
    std::erase_if(missing, [&](const std::string& id) {
      return text.find("[" + id + "]") != std::string::npos;
    });
  }
  EXPECT_EQ(missing, std::set<std::string>{});
}

}  // namespace
}  // namespace abide::check
