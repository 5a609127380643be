// Logs as bytes. What can't be read twice (a pipe, standard input, a device) is copied into a
// temporary file as it is read: who asks for bytes that have not come in yet waits for them. Files
// are read, not mapped: one that is truncated meanwhile ends early, where a mapping would end the
// process.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>
#include <vector>

#include "diagnostics/printable.h"
#include "events/log_file.h"
#include "events/temporary_file.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::Unexpected;

constexpr std::size_t kCopyBytes = 1 << 20;

Diagnostic Unreadable(const std::string& path, int error) {
  return LogUnreadable(path, std::error_code(error, std::generic_category()));
}

// A log's own bytes, read and hashed in their order.
class PlainPass final : public LogPass {
 public:
  PlainPass(const LogFile& log, Hashes hashes) : log_(log), hash_(hashes) {}

  Expected<std::size_t, Diagnostic> Read(char* buffer, std::size_t count) override {
    const std::uint64_t size = log_.comes_in() ? UINT64_MAX : log_.size();
    const std::uint64_t left = size - std::min(size, offset_);
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, left));
    auto taken = log_.Read(offset_, buffer, wanted);
    if (!taken) return taken;
    if (*taken == 0 && count > 0) ended_early_ = left != 0 && !log_.comes_in();
    hash_.Add(buffer, *taken);
    offset_ += *taken;
    return taken;
  }
  std::uint64_t bytes_read() const override { return offset_; }
  std::string Digest() const override { return hash_.Digest(); }
  std::string Sha256() const override { return hash_.Sha256(); }
  std::string PlainDigest() const override { return offset_ == 0 ? "" : hash_.Digest(); }
  bool ended_early() const override { return ended_early_; }
  const std::optional<LogFault>& fault() const override { return fault_; }

 private:
  const LogFile& log_;
  std::uint64_t offset_ = 0;
  bool ended_early_ = false;
  ByteHash hash_;
  std::optional<LogFault> fault_;
};

// A folder may hold more files than a process may have open: half of those stay open, and the
// others are opened for each reading.
class DiskFile final : public LogFile {
 public:
  DiskFile(std::string path, std::string name, Descriptor file, const struct stat& status)
      : path_(std::move(path)),
        name_(std::move(name)),
        size_(static_cast<std::uint64_t>(status.st_size)),
        device_(status.st_dev),
        inode_(status.st_ino) {
    if (Held().fetch_add(1) < MostHeld()) {
      file_ = std::move(file);
    } else {
      --Held();
    }
  }
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;
  ~DiskFile() override {
    if (file_.valid()) --Held();
  }

  const std::string& path() const override { return name_; }
  std::uint64_t size() const override { return size_; }
  Expected<std::size_t, Diagnostic> Read(std::uint64_t offset, char* buffer,
                                         std::size_t count) const override {
    if (file_.valid()) return ReadOf(file_, offset, buffer, count);
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (!file.valid() || ::fstat(file.number(), &status) != 0) {
      return Unexpected{Unreadable(name_, errno)};
    }
    if (status.st_dev != device_ || status.st_ino != inode_) {
      return Unexpected{LogUnreadable(name_, "another file has taken its place",
                                      "judge a log that nobody is writing anew")};
    }
    return ReadOf(file, offset, buffer, count);
  }

 private:
  static std::atomic<std::uint64_t>& Held() {
    static std::atomic<std::uint64_t> held = 0;
    return held;
  }
  static std::uint64_t MostHeld() {
    struct rlimit limit {};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur / 2 : 0;
  }
  Expected<std::size_t, Diagnostic> ReadOf(const Descriptor& file, std::uint64_t offset,
                                           char* buffer, std::size_t count) const {
    const std::ptrdiff_t taken = ReadAt(file, offset, buffer, count);
    if (taken < 0) return Unexpected{Unreadable(name_, errno)};
    return static_cast<std::size_t>(taken);
  }

  std::string path_;
  std::string name_;
  std::uint64_t size_;
  dev_t device_;
  ino_t inode_;
  Descriptor file_{-1};
};

class TextFile final : public LogFile {
 public:
  TextFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return text_.size(); }
  Expected<std::size_t, Diagnostic> Read(std::uint64_t offset, char* buffer,
                                         std::size_t count) const override {
    if (offset >= text_.size()) return std::size_t{0};
    const std::size_t taken = std::min<std::size_t>(count, text_.size() - offset);
    std::memcpy(buffer, text_.data() + offset, taken);
    return taken;
  }

 private:
  std::string path_;
  std::string text_;
};

// What can be read once only, with a copy of what has been read.
class SpooledFile final : public LogFile {
 public:
  SpooledFile(std::string path, Descriptor from, Descriptor copy)
      : path_(std::move(path)), from_(std::move(from)), copy_(std::move(copy)) {}

  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return size_; }
  bool comes_in() const override { return true; }
  Expected<std::size_t, Diagnostic> Read(std::uint64_t offset, char* buffer,
                                         std::size_t count) const override {
    const std::scoped_lock lock(mutex_);
    while (size_ - std::min<std::uint64_t>(size_, offset) < count && !at_end_ && !failure_)
      TakeIn();
    const std::ptrdiff_t taken = ReadAt(copy_, offset, buffer, count);
    if (taken < 0) return Unexpected{Unreadable(path_, errno)};
    if (taken == 0 && failure_) return Unexpected{*failure_};
    return static_cast<std::size_t>(taken);
  }
  void TakeAllIn() {
    while (!at_end_ && !failure_) TakeIn();
  }
  const std::optional<Diagnostic>& failure() const { return failure_; }

 private:
  void TakeIn() const {
    piece_.resize(kCopyBytes);
    const ssize_t taken = ::read(from_.number(), piece_.data(), piece_.size());
    if (taken < 0 && errno == EINTR) return;
    if (taken < 0) {
      failure_ = Unreadable(path_, errno);
    } else if (taken == 0) {
      at_end_ = true;
      std::vector<char>().swap(piece_);
    } else if (!WriteAll(copy_, piece_.data(), static_cast<std::size_t>(taken))) {
      failure_ = LogUnreadable(path_, "the temporary file can't be written", kNameTmpdir);
    } else {
      size_ += static_cast<std::uint64_t>(taken);
    }
  }

  std::string path_;
  Descriptor from_;
  Descriptor copy_;
  mutable std::mutex mutex_;  // of all below, but for the size
  mutable std::atomic<std::uint64_t> size_ = 0;
  mutable bool at_end_ = false;
  mutable std::optional<Diagnostic> failure_;
  mutable std::vector<char> piece_;
};

Expected<std::unique_ptr<SpooledFile>, Diagnostic> Spool(const std::string& path, Descriptor from) {
  Descriptor copy = NamelessFile();
  if (!copy.valid())
    return Unexpected{LogUnreadable(path, "no temporary file can be made", kNameTmpdir)};
  return std::make_unique<SpooledFile>(path, std::move(from), std::move(copy));
}

// What reports and messages call it: a path may have any bytes, and they have text.
std::string NameOf(const std::string& path) {
  for (std::size_t at = 0; at < path.size();) {
    const diagnostics::CodePoint next = diagnostics::DecodeUtf8(path, at);
    if (!next.valid) return diagnostics::Printable(path);
    at += next.length;
  }
  return path;
}

// Linux' /dev/zero, full, random and urandom.
bool NeverEnds(const struct stat& status) {
  constexpr unsigned kMemoryDevices = 1;
  if (!S_ISCHR(status.st_mode) || major(status.st_rdev) != kMemoryDevices) return false;
  const unsigned number = minor(status.st_rdev);
  return number == 5 || (number >= 7 && number <= 9);
}

}  // namespace

Diagnostic LogUnreadable(const std::string& path, std::string reason, std::string help) {
  return {Code::kLogUnreadable, diagnostics::PathPlace{path}, {path, std::move(reason)}, {}, {},
          std::move(help)};
}

Diagnostic LogUnreadable(const std::string& path, const std::error_code& error) {
  const bool is_forbidden =
      error == std::errc::permission_denied || error == std::errc::operation_not_permitted;
  return LogUnreadable(path, error.message(),
                       is_forbidden
                           ? "have its owner let you read it, and look into its folders, or "
                             "run abide as a user who may"
                           : "");
}

std::unique_ptr<LogPass> LogFile::Begin(Hashes hashes) const {
  return std::make_unique<PlainPass>(*this, hashes);
}

Expected<std::unique_ptr<LogFile>, Diagnostic> LogFile::Open(const std::string& path) {
  Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return Unexpected{Unreadable(path, errno)};
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return Unexpected{Unreadable(path, errno)};
  if (S_ISDIR(status.st_mode)) return Unexpected{Unreadable(path, EISDIR)};
  if (NeverEnds(status)) {
    return Unexpected{LogUnreadable(path, "it is a device that never ends",
                                    "name a file, a folder, a pipe or `-`")};
  }
  // A file that says it is empty may be one that the system makes while it is read. Standard input
  // that is a file may stand in its middle.
  const bool is_plain = S_ISREG(status.st_mode) && path != "-";
  const std::string name = NameOf(path);
  if (is_plain && status.st_size > 0) {
    return std::unique_ptr<LogFile>(
        std::make_unique<DiskFile>(path, name, std::move(file), status));
  }
  auto spooled = Spool(name, std::move(file));
  if (!spooled) return Unexpected{spooled.error()};
  if (is_plain) (*spooled)->TakeAllIn();
  if ((*spooled)->failure()) return Unexpected{*(*spooled)->failure()};
  if (is_plain && (*spooled)->size() == 0) return OfText(name, "");
  return std::unique_ptr<LogFile>(std::move(*spooled));
}

std::unique_ptr<LogFile> LogFile::OfText(std::string path, std::string text) {
  return std::make_unique<TextFile>(std::move(path), std::move(text));
}

}  // namespace abide::events
