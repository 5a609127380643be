// Logs as bytes. What can't be read twice (a pipe, standard input, a device) is copied into a
// temporary file that has no name, so that nobody else sees it and nothing is left behind. Files
// are read, not mapped: one that is truncated meanwhile ends early, where a mapping would end the
// process.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "events/reader.h"

namespace abide::events {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::PathPlace;
using diagnostics::Unexpected;

constexpr std::size_t kCopyBytes = 1 << 20;

Diagnostic Unreadable(const std::string& path, std::string reason) {
  return {Code::kLogUnreadable, PathPlace{path}, {path, std::move(reason)}, {}, {}, {}};
}
Diagnostic Unreadable(const std::string& path, int error) {
  return Unreadable(path, std::generic_category().message(error));
}

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  int number() const { return number_; }
  bool valid() const { return number_ >= 0; }

 private:
  int number_;
};

class DiskFile final : public LogFile {
 public:
  DiskFile(std::string path, Descriptor file, std::uint64_t size)
      : path_(std::move(path)), file_(std::move(file)), size_(size) {}

  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return size_; }
  Expected<std::size_t, Diagnostic> Read(std::uint64_t offset, char* buffer,
                                         std::size_t count) const override {
    for (;;) {
      const ssize_t taken = ::pread(file_.number(), buffer, count, static_cast<off_t>(offset));
      if (taken >= 0) return static_cast<std::size_t>(taken);
      if (errno != EINTR) return Unexpected{Unreadable(path_, errno)};
    }
  }

 private:
  std::string path_;
  Descriptor file_;
  std::uint64_t size_;
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

Descriptor NamelessFile() {
  const char* named = std::getenv("TMPDIR");
  const std::string folder = named != nullptr && *named != '\0' ? named : "/tmp";
  Descriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid()) return file;
  // Not every file system knows O_TMPFILE.
  std::string name = folder + "/abide-XXXXXX";
  Descriptor named_file(::mkostemp(name.data(), O_CLOEXEC));
  if (named_file.valid()) ::unlink(name.c_str());
  return named_file;
}

bool WriteAll(int file, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = ::write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

Expected<std::unique_ptr<LogFile>, Diagnostic> Spool(const std::string& path,
                                                     const Descriptor& from) {
  Descriptor copy = NamelessFile();
  if (!copy.valid()) return Unexpected{Unreadable(path, "no temporary file can be made")};
  const auto buffer = std::make_unique<char[]>(kCopyBytes);
  std::uint64_t size = 0;
  for (;;) {
    const ssize_t taken = ::read(from.number(), buffer.get(), kCopyBytes);
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return Unexpected{Unreadable(path, errno)};
    if (taken == 0) break;
    if (!WriteAll(copy.number(), buffer.get(), static_cast<std::size_t>(taken))) {
      return Unexpected{Unreadable(path, "the temporary file can't be written")};
    }
    size += static_cast<std::uint64_t>(taken);
  }
  return std::unique_ptr<LogFile>(std::make_unique<DiskFile>(path, std::move(copy), size));
}

}  // namespace

Expected<std::unique_ptr<LogFile>, Diagnostic> LogFile::Open(const std::string& path) {
  Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return Unexpected{Unreadable(path, errno)};
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return Unexpected{Unreadable(path, errno)};
  if (S_ISDIR(status.st_mode)) return Unexpected{Unreadable(path, EISDIR)};
  // A file that says it is empty may be one that the system makes while it is read. Standard input
  // that is a file may stand in its middle.
  if (!S_ISREG(status.st_mode) || status.st_size == 0 || path == "-") return Spool(path, file);
  return std::unique_ptr<LogFile>(std::make_unique<DiskFile>(
      path, std::move(file), static_cast<std::uint64_t>(status.st_size)));
}

std::unique_ptr<LogFile> LogFile::OfText(std::string path, std::string text) {
  return std::make_unique<TextFile>(std::move(path), std::move(text));
}

}  // namespace abide::events
