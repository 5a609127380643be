// Every folder below tests/testdata with a file `cmd` is a run: its lines go through bash in that
// folder, with `abide` on the path, nothing on standard input, and an empty folder $SCRATCH for
// what the run writes. What comes out is compared with the files `stdout`, `stderr` and `exit`
// beside it; one that is not there stands for nothing (for exit code 0).
//
// ABIDE_UPDATE_GOLDENS=1 writes these files anew. All runs that are wanted are made at once, as
// many side by side as there are processors.
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::string out, err, exit;
};

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> AllCases() {
  std::vector<std::string> cases;
  for (const auto& entry : fs::recursive_directory_iterator("tests/testdata")) {
    if (entry.path().filename() == "cmd") cases.push_back(entry.path().parent_path().string());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

fs::path MakeFolder() {
  std::string name = (fs::temp_directory_path() / "abide-golden-XXXXXX").string();
  return mkdtemp(name.data());
}

Outcome RunCase(const std::string& folder) {
  const fs::path scratch = MakeFolder();
  const fs::path streams = MakeFolder();
  const std::string command = "cd '" + folder +
                              "' && env -u NO_COLOR LC_ALL=C.UTF-8 SCRATCH=" + scratch.string() +
                              " timeout 60 bash -o pipefail cmd </dev/null >" +
                              (streams / "out").string() + " 2>" + (streams / "err").string();
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c): a shell is the point
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  Outcome outcome{Slurp(streams / "out"), Slurp(streams / "err"),
                  code == 0 ? "" : std::to_string(code) + '\n'};
  fs::remove_all(scratch);
  fs::remove_all(streams);
  return outcome;
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  static std::string NameOf(const std::string& folder) {
    std::string name = fs::path(folder).lexically_relative("tests/testdata").string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
    return name;
  }

  static void SetUpTestSuite() {
    const std::string path = std::getenv("PATH");
    const char* build = std::getenv("ABIDE_BUILD_DIR");
    ASSERT_NE(build, nullptr) << "run me through ctest";
    ASSERT_TRUE(fs::exists(fs::path(build) / "bin/abide")) << "build the command first";
    setenv("PATH", (std::string(build) + "/bin:" + path).c_str(), 1);
    std::vector<std::string> wanted;
    const auto* suite = testing::UnitTest::GetInstance()->current_test_suite();
    for (int i = 0; i < suite->total_test_count(); ++i) {
      const testing::TestInfo* test = suite->GetTestInfo(i);
      if (test->should_run()) wanted.push_back(test->name());
    }
    std::vector<std::string> cases;
    for (const std::string& folder : AllCases()) {
      const std::string name = "JudgesAsWritten/" + NameOf(folder);
      if (std::count(wanted.begin(), wanted.end(), name) != 0) cases.push_back(folder);
    }
    RunAll(cases);
  }

  static void RunAll(const std::vector<std::string>& cases) {
    for (const std::string& folder : cases) outcomes_[folder];
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
      workers.emplace_back([&cases, &next] {
        for (std::size_t at = next++; at < cases.size(); at = next++) {
          outcomes_.at(cases[at]) = RunCase(cases[at]);
        }
      });
    }
  }

  static void Compare(const fs::path& golden, const std::string& actual) {
    const char* update = std::getenv("ABIDE_UPDATE_GOLDENS");
    if (update != nullptr && std::string(update) == "1") {
      if (actual.empty()) {
        fs::remove(golden);
      } else {
        std::ofstream(golden, std::ios::binary) << actual;
      }
    }
    EXPECT_EQ(actual, Slurp(golden)) << golden.string();
  }

  static std::map<std::string, Outcome> outcomes_;

  friend std::string CaseName(const testing::TestParamInfo<std::string>& info);
};

std::map<std::string, Outcome> Golden::outcomes_;

std::string CaseName(const testing::TestParamInfo<std::string>& info) {
  return Golden::NameOf(info.param);
}

TEST_P(Golden, JudgesAsWritten) {
  const Outcome& outcome = outcomes_.at(GetParam());
  const fs::path folder = GetParam();
  Compare(folder / "exit", outcome.exit);
  Compare(folder / "stdout", outcome.out);
  Compare(folder / "stderr", outcome.err);
  EXPECT_NE(outcome.exit, "70\n") << "an internal error is never expected";
}

INSTANTIATE_TEST_SUITE_P(Run, Golden, testing::ValuesIn(AllCases()), CaseName);

}  // namespace
