#include "cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace abide::cli {
namespace {

class OutputFile : public testing::Test {
 protected:
  OutputFile() {
    std::string name = (std::filesystem::temp_directory_path() / "abide-output-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~OutputFile() override { std::filesystem::remove_all(folder_); }

  std::string PathOf(const char* name) const { return (folder_ / name).string(); }
  static std::string Slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  std::filesystem::path folder_;
};

TEST_F(OutputFile, HoldsWhatWasWrittenAndNothingFromBefore) {
  const std::string path = PathOf("report");
  std::ofstream(path) << std::string(1000, 'x');
  const auto output = Output::Open(path);
  ASSERT_TRUE(output);
  const std::string text(300'000, 'y');
  (*output)->stream() << text;
  EXPECT_FALSE((*output)->Finish());
  EXPECT_EQ(Slurp(path), text);
}

TEST_F(OutputFile, IsEmptyIfNothingWasWritten) {
  const std::string path = PathOf("report");
  std::ofstream(path) << "before";
  EXPECT_FALSE((*Output::Open(path))->Finish());
  EXPECT_EQ(Slurp(path), "");
}

TEST_F(OutputFile, KeepsItsContentIfTheRunEndsBeforeItIsWritten) {
  const std::string path = PathOf("report");
  std::ofstream(path) << "before";
  { const auto output = Output::Open(path); }
  EXPECT_EQ(Slurp(path), "before");
}

TEST_F(OutputFile, GoesAgainIfItWasMadeAndTheRunEndsBeforeItIsWritten) {
  const std::string path = PathOf("report");
  {
    const auto output = Output::Open(path);
    ASSERT_TRUE(std::filesystem::exists(path));
    const auto same = Output::Open(PathOf("./report"));
    ASSERT_TRUE(same);
    EXPECT_EQ((*same)->identity(), (*output)->identity());
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(OutputFile, StaysIfAnotherHasTakenItsPlace) {
  const std::string path = PathOf("report");
  {
    const auto output = Output::Open(path);
    std::filesystem::rename(path, PathOf("away"));
    std::ofstream(path) << "other";
  }
  EXPECT_EQ(Slurp(path), "other");
}

TEST_F(OutputFile, StaysIfItIsEmptyAndFinished) {
  const std::string path = PathOf("report");
  EXPECT_FALSE((*Output::Open(path))->Finish());
  EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(OutputFile, OfAFolderThatIsNotThereCantBeOpened) {
  const auto output = Output::Open(PathOf("missing/report"));
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().code, diagnostics::Code::kCannotWrite);
}

TEST_F(OutputFile, SaysThatADiskIsFull) {
  const auto output = Output::Open("/dev/full");
  ASSERT_TRUE(output);
  (*output)->stream() << "text";
  const auto failure = (*output)->Finish();
  ASSERT_TRUE(failure);
  EXPECT_THAT(failure->Message(), testing::HasSubstr("No space left on device"));
}

TEST_F(OutputFile, SaysNothingOfAReaderThatHasGoneAway) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  Output output(ends[1], "standard output");
  output.stream() << "text";
  EXPECT_FALSE(output.Finish());
  close(ends[1]);
}

}  // namespace
}  // namespace abide::cli
