// Logs as files: what can't be opened says why, what can't be read twice is copied.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <future>
#include <thread>

#include "events/reader.h"
#include "pack.h"

namespace abide::events {
namespace {

using ::testing::HasSubstr;

class LogFileTest : public ::testing::Test {
 protected:
  LogFileTest() {
    std::string name = ::testing::TempDir() + "abide-logs-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~LogFileTest() override { EXPECT_EQ(std::system(("rm -r " + folder_).c_str()), 0); }

  std::string Path(const std::string& name) const { return folder_ + "/" + name; }

  static std::string Whole(const LogFile& log) {
    std::string text;
    for (;;) {
      std::string piece(1'000'000, '?');
      const auto taken = log.Read(text.size(), piece.data(), piece.size());
      EXPECT_TRUE(taken);
      if (!taken || *taken == 0) return text;
      text.append(piece, 0, *taken);
    }
  }

  std::string folder_;
};

TEST_F(LogFileTest, WhoMayNotReadItIsToldWhatHelps) {
  const std::string help =
      "have its owner let you read it, and look into its folders, or run abide "
      "as a user who may";
  EXPECT_EQ(LogUnreadable("a", std::make_error_code(std::errc::permission_denied)).help, help);
  EXPECT_EQ(LogUnreadable("a", std::make_error_code(std::errc::operation_not_permitted)).help,
            help);
  EXPECT_EQ(LogUnreadable("a", std::make_error_code(std::errc::no_such_file_or_directory)).help,
            "");

  std::ofstream(Path("log")) << "0123456789";
  ASSERT_EQ(::chmod(Path("log").c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder_.c_str(), 0755), 0);
  // Root may read everything.
  constexpr uid_t kNobody = 65534;
  const uid_t user = ::geteuid();
  if (user == 0) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  const auto log = LogFile::Open(Path("log"));
  ASSERT_EQ(::seteuid(user), 0);
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().Message(),
            "the log `" + Path("log") + "` can't be read: Permission denied");
  EXPECT_EQ(log.error().help, help);
}

TEST_F(LogFileTest, ReadsAnywhereInAFile) {
  std::ofstream(Path("log")) << "0123456789";
  const auto log = LogFile::Open(Path("log"));
  ASSERT_TRUE(log);
  EXPECT_EQ((*log)->size(), 10U);
  EXPECT_EQ((*log)->path(), Path("log"));
  EXPECT_EQ(Whole(**log), "0123456789");
  char three[3];
  ASSERT_TRUE((*log)->Read(8, three, 3));
  EXPECT_EQ(*(*log)->Read(8, three, 3), 2U);
  EXPECT_EQ(std::string(three, 2), "89");
  EXPECT_EQ(*(*log)->Read(10, three, 3), 0U);
}

TEST_F(LogFileTest, SaysWhyAFileCanNotBeOpened) {
  const auto missing = LogFile::Open(Path("missing"));
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().Message(), HasSubstr("No such file"));
  const auto folder = LogFile::Open(folder_);
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().Message(), HasSubstr("Is a directory"));
}

TEST_F(LogFileTest, AFileThatIsTruncatedEndsEarly) {
  std::ofstream(Path("log")) << "0123456789";
  const auto log = LogFile::Open(Path("log"));
  ASSERT_TRUE(log);
  ASSERT_EQ(::truncate(Path("log").c_str(), 4), 0);
  EXPECT_EQ(Whole(**log), "0123");
}

TEST_F(LogFileTest, MoreLogsThanFilesMayBeOpenAreRead) {
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  struct rlimit few = before;
  few.rlim_cur = 64;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  std::vector<std::unique_ptr<LogFile>> logs;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string path = Path("log" + std::to_string(i));
    std::ofstream(path) << (i % 3 == 0 ? "" : std::to_string(i));
    auto log = LogFile::Open(path);
    ASSERT_TRUE(log) << log.error().Message();
    logs.push_back(std::move(*log));
  }
  for (std::size_t i = 0; i < 300; ++i)
    EXPECT_EQ(Whole(*logs[i]), i % 3 == 0 ? "" : std::to_string(i));
  // One that was not kept open, and is another file now.
  std::ofstream(Path("other")) << "other";
  ASSERT_EQ(::rename(Path("other").c_str(), Path("log299").c_str()), 0);
  char bytes[8];
  const auto replaced = logs[299]->Read(0, bytes, sizeof bytes);
  ASSERT_FALSE(replaced);
  EXPECT_THAT(replaced.error().Message(), HasSubstr("another file has taken its place"));
  EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST_F(LogFileTest, APathThatIsNoTextIsCalledByItsEscapes) {
  std::ofstream(Path("log\xFF")) << "0123";
  const auto log = LogFile::Open(Path("log\xFF"));
  ASSERT_TRUE(log);
  EXPECT_EQ((*log)->path(), Path("log\\x{FF}"));
  EXPECT_EQ(Whole(**log), "0123");
}

TEST_F(LogFileTest, APipeIsCopiedAndReadTwice) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  const std::string text(3'000'000, 'x');
  std::thread writer([&] { std::ofstream(Path("pipe")) << text; });
  const auto log = LogFile::Open(Path("pipe"));
  ASSERT_TRUE(log);
  EXPECT_EQ(Whole(**log), text);
  writer.join();
  EXPECT_EQ((*log)->size(), text.size());
  EXPECT_EQ(Whole(**log), text);
}

TEST_F(LogFileTest, APipeIsReadWhileItComesIn) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  std::promise<void> first_is_read;
  std::thread writer([&] {
    std::ofstream pipe(Path("pipe"));
    pipe << "first " << std::flush;
    first_is_read.get_future().wait();
    pipe << "second";
  });
  const auto log = LogFile::Open(Path("pipe"));
  ASSERT_TRUE(log);
  EXPECT_TRUE((*log)->comes_in());
  char six[6];
  EXPECT_EQ(*(*log)->Read(0, six, 6), 6U);
  EXPECT_EQ(std::string(six, 6), "first ");
  first_is_read.set_value();
  EXPECT_EQ(*(*log)->Read(6, six, 6), 6U);
  EXPECT_EQ(std::string(six, 6), "second");
  writer.join();
  EXPECT_EQ(Whole(**log), "first second");
}

TEST_F(LogFileTest, AFileThatTheSystemMakesIsReadWhole) {
  const auto log = LogFile::Open("/proc/self/status");
  ASSERT_TRUE(log);
  EXPECT_GT((*log)->size(), 0U);
}

TEST_F(LogFileTest, ADeviceThatNeverEndsIsRefused) {
  for (const char* path : {"/dev/zero", "/dev/urandom"}) {
    const auto log = LogFile::Open(path);
    ASSERT_FALSE(log);
    EXPECT_THAT(log.error().Message(), HasSubstr("never ends"));
  }
  EXPECT_TRUE(LogFile::Open("/dev/null"));
}

TEST_F(LogFileTest, APackedPipeIsReadForwardAndBackward) {
  ASSERT_EQ(::mkfifo(Path("pipe").c_str(), 0600), 0);
  std::string text;
  for (int i = 0; i < 500'000; ++i) text += std::to_string(i) + "\n";
  std::thread writer([&] { std::ofstream(Path("pipe")) << containers::testing::Gzip(text); });
  auto packed = LogFile::Open(Path("pipe"));
  ASSERT_TRUE(packed);
  const auto log = Unpack(std::move(*packed));
  ASSERT_TRUE(log);
  EXPECT_EQ(Whole(**log), text);
  writer.join();
  std::string piece(100, '?');
  for (const std::size_t at : {3'000'000, 1'000'000, 2'000'000, 0}) {
    ASSERT_EQ(*(*log)->Read(at, piece.data(), piece.size()), piece.size());
    EXPECT_EQ(piece, text.substr(at, piece.size()));
  }
}

TEST_F(LogFileTest, WhereNoCopyCanBeMadeAPackedLogIsStillReadForward) {
  std::string text;
  for (int i = 0; i < 500'000; ++i) text += std::to_string(i) + "\n";
  const auto log = Unpack(LogFile::OfText("a", containers::testing::Gzip(text)));
  ASSERT_TRUE(log);
  std::string piece(100, '?');
  ASSERT_EQ(*(*log)->Read(1'000'000, piece.data(), piece.size()), piece.size());
  // The copy takes a part of it, then no more.
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1'500'000, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto failed = (*log)->Read(500'000, piece.data(), piece.size());
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, ignored);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().Message(), HasSubstr("can't be written"));
  ASSERT_EQ(*(*log)->Read(2'000'000, piece.data(), piece.size()), piece.size());
  EXPECT_EQ(piece, text.substr(2'000'000, piece.size()));
}

// There may be thousands of them, each open until its last event has come.
TEST_F(LogFileTest, TheEndOfASmallPackedLogIsKnownWithItsFirstBytes) {
  const auto log = Unpack(LogFile::OfText("a", containers::testing::Gzip("text")));
  ASSERT_TRUE(log);
  const auto pass = (*log)->Begin();
  char bytes[10];
  EXPECT_EQ(*pass->Read(bytes, 2), 2U);
  EXPECT_EQ(pass->bytes_read(), (*log)->size());
  EXPECT_EQ(*pass->Read(bytes, 10), 2U);
  EXPECT_EQ(*pass->Read(bytes, 10), 0U);
  EXPECT_FALSE(pass->fault());
}

// FIPS 180-2, B.1; and the same packed, of which the packed bytes are hashed.
TEST_F(LogFileTest, Sha256IsOfTheLogsOwnBytesAndOnlyWhereItIsAskedFor) {
  const std::string of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto digest_of = [](const LogFile& log, Hashes hashes) {
    const auto pass = log.Begin(hashes);
    char byte;
    while (*pass->Read(&byte, 1) > 0) {
      EXPECT_EQ(pass->Sha256(), pass->Sha256());  // telling it ends nothing
    }
    return pass->Sha256();
  };
  EXPECT_EQ(digest_of(*LogFile::OfText("a", "abc"), Hashes::kXxh3AndSha256), of_abc);
  EXPECT_EQ(digest_of(*LogFile::OfText("a", "abc"), Hashes::kXxh3), "");
  const std::string packed = containers::testing::Gzip("abc");
  const std::string of_packed = digest_of(*LogFile::OfText("a", packed), Hashes::kXxh3AndSha256);
  EXPECT_EQ(of_packed.size(), 64U);
  EXPECT_NE(of_packed, of_abc);
  EXPECT_EQ(digest_of(**Unpack(LogFile::OfText("a", packed)), Hashes::kXxh3AndSha256), of_packed);
}

TEST_F(LogFileTest, ALogInMemoryIsALogLikeAnyOther) {
  const auto log = LogFile::OfText("name", "text");
  EXPECT_EQ(log->path(), "name");
  EXPECT_EQ(Whole(*log), "text");
  char byte;
  EXPECT_EQ(*log->Read(4, &byte, 1), 0U);
  EXPECT_EQ(*log->Read(400, &byte, 1), 0U);
}

}  // namespace
}  // namespace abide::events
