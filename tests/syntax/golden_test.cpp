// Every folder of tests/testdata/syntax holds a rule file and what becomes of it: ast.txt, the dump
// of what could be parsed, and diagnostics.txt, what is said of the rest. A folder has the one file
// whose content is not empty, or both; its name begins with `fail_` exactly when there are errors.
// ABIDE_UPDATE_GOLDENS=1 rewrites them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "diagnostics/render.h"
#include "read_file.h"
#include "syntax/parse.h"

namespace abide::syntax {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> Folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator("tests/testdata/syntax")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

void CompareOrUpdate(const fs::path& golden, const std::string& actual) {
  if (std::getenv("ABIDE_UPDATE_GOLDENS") == nullptr) {
    EXPECT_EQ(ReadFile(golden), actual) << golden;
  } else if (actual.empty()) {
    fs::remove(golden);
  } else {
    std::ofstream(golden, std::ios::binary) << actual;
  }
}

// Of very many only the first and the last.
std::string Rendered(std::vector<diagnostics::Diagnostic> all,
                     const diagnostics::SourceSet& sources) {
  constexpr std::ptrdiff_t kShown = 20;
  if (all.size() > 2 * kShown) all.erase(all.begin() + kShown, all.end() - kShown);
  return RenderText(all, sources, diagnostics::Colour::kOff);
}

class SyntaxGoldenTest : public testing::TestWithParam<fs::path> {};

TEST_P(SyntaxGoldenTest, IsParsedAsTheGoldensSay) {
  const fs::path& folder = GetParam();
  ASSERT_TRUE(fs::exists(folder / "input.abide"));
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const auto id = sources.Add("input.abide", ReadFile(folder / "input.abide"));
  const File file = ParseFile(sources, id, sink);

  CompareOrUpdate(folder / "ast.txt", Dump(file));
  CompareOrUpdate(folder / "diagnostics.txt", Rendered(sink.Sorted(), sources));
  EXPECT_EQ(folder.filename().string().starts_with("fail_"), sink.has_errors());
}

INSTANTIATE_TEST_SUITE_P(Testdata, SyntaxGoldenTest, testing::ValuesIn(Folders()),
                         [](const auto& folder) { return folder.param.filename().string(); });

}  // namespace
}  // namespace abide::syntax
