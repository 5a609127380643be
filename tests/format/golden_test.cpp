// Every folder of tests/testdata/format holds a rule file, input.abide, and what it looks like when
// it is formatted, formatted.abide. A folder's name begins with `fail_` exactly when something in
// the file has errors and is left alone. ABIDE_UPDATE_GOLDENS=1 rewrites them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "format_text.h"

namespace abide::format {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> Folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator("tests/testdata/format")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

class FormatGoldenTest : public testing::TestWithParam<fs::path> {};

TEST_P(FormatGoldenTest, LooksAsTheGoldenSays) {
  const fs::path& folder = GetParam();
  ASSERT_TRUE(fs::exists(folder / "input.abide"));
  const std::string before = ReadFile(folder / "input.abide");
  const FormattedText after(before);

  if (std::getenv("ABIDE_UPDATE_GOLDENS") == nullptr) {
    EXPECT_EQ(ReadFile(folder / "formatted.abide"), after.text) << folder;
  } else {
    std::ofstream(folder / "formatted.abide", std::ios::binary) << after.text;
  }
  EXPECT_EQ(after.fault, "");
  EXPECT_EQ(folder.filename().string().starts_with("fail_"), after.has_errors);
  EXPECT_EQ(after.left_alone > 0, after.has_errors);
  EXPECT_EQ(TreeOf(after.text), TreeOf(before));
  EXPECT_EQ(FormattedText(after.text).text, after.text) << "a second time changes something";
}

INSTANTIATE_TEST_SUITE_P(Testdata, FormatGoldenTest, testing::ValuesIn(Folders()),
                         [](const auto& folder) { return folder.param.filename().string(); });

}  // namespace
}  // namespace abide::format
