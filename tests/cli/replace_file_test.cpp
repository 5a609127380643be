#include "cli/replace_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ReplaceFileTest : public testing::Test {
 protected:
  ReplaceFileTest() {
    std::string name = (fs::temp_directory_path() / "abide-replace-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~ReplaceFileTest() override { fs::remove_all(folder_); }

  std::string Make(const char* name, const char* text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  static std::string Slurp(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t Files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(ReplaceFileTest, KeepsTheModeAndLeavesNothingBeside) {
  const std::string path = Make("a", "a longer text than the new one");
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  EXPECT_FALSE(ReplaceFile(path, "new"));
  EXPECT_EQ(Slurp(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
  EXPECT_EQ(Files(), 1U);
}

TEST_F(ReplaceFileTest, FollowsLinks) {
  const std::string path = Make("a", "old");
  fs::create_symlink("a", folder_ / "link");
  fs::create_symlink("link", folder_ / "link_to_link");
  EXPECT_FALSE(ReplaceFile((folder_ / "link_to_link").string(), "new"));
  EXPECT_EQ(Slurp(path), "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "link_to_link"));
}

TEST_F(ReplaceFileTest, WhoHasTheOldFileOpenGoesOnReadingIt) {
  const std::string path = Make("a", "old");
  std::ifstream reader(path);
  EXPECT_FALSE(ReplaceFile(path, "new"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old");
}

TEST_F(ReplaceFileTest, TakesNoFolderNorWhatIsNotThere) {
  const auto folder = ReplaceFile(folder_.string(), "new");
  ASSERT_TRUE(folder);
  EXPECT_THAT(folder->Message(), HasSubstr("it is no regular file"));
  const auto missing = ReplaceFile((folder_ / "none").string(), "new");
  ASSERT_TRUE(missing);
  EXPECT_THAT(missing->Message(), HasSubstr("No such file"));
  EXPECT_EQ(Files(), 0U);
}

TEST_F(ReplaceFileTest, LeavesAFileThatMayNotBeWritten) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write to every file";
  const std::string path = Make("a", "old");
  ASSERT_EQ(chmod(path.c_str(), 0440), 0);
  EXPECT_TRUE(ReplaceFile(path, "new"));
  EXPECT_EQ(Slurp(path), "old");
  EXPECT_EQ(Files(), 1U);
}

}  // namespace
}  // namespace abide::cli
