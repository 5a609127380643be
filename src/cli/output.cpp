#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <streambuf>
#include <utility>

namespace abide::cli {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::Unexpected;

Diagnostic CannotWrite(const std::string& name, const std::string& reason) {
  return {.code = Code::kCannotWrite,
          .where = {},
          .arguments = {name, reason},
          .labels = {},
          .fixes = {},
          .help = {}};
}

// Bytes to a descriptor; keeps the reason of the first failure, which an ofstream would not.
class Output::Buffer : public std::streambuf {
 public:
  enum class Held { kKept, kReplaced };

  // `made` is the path of a file that was not there before.
  Buffer(int descriptor, bool owns, Held held = Held::kKept, std::string made = {})
      : descriptor_(descriptor),
        owns_(owns),
        is_emptied_(held == Held::kKept),
        made_(std::move(made)) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  // A file whose writing was not finished keeps what it held, as far as nothing was written; one
  // that was made for it goes again.
  ~Buffer() override {
    if (owns_) {
      if (!made_.empty() && !is_begun() && IdentityOf(made_) == identity()) unlink(made_.c_str());
      close(descriptor_);
    } else {
      Flush();
    }
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  int error() const { return error_; }
  std::optional<FileIdentity> identity() const {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
  }
  bool is_begun() const { return pptr() != pbase() || is_emptied_; }

 protected:
  int_type overflow(int_type c) override {
    if (!Flush()) return traits_type::eof();
    if (c != traits_type::eof()) sputc(static_cast<char>(c));
    return traits_type::not_eof(c);
  }
  int sync() override { return Flush() ? 0 : -1; }

 private:
  bool Flush() {
    if (!std::exchange(is_emptied_, true)) Empty();
    for (const char* at = pbase(); at < pptr() && error_ == 0;) {
      const ssize_t count = write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
      if (count >= 0) {
        at += count;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0;
  }

  // Devices and pipes hold nothing that would have to go.
  void Empty() {
    struct stat status {};
    if (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode) &&
        ftruncate(descriptor_, 0) != 0) {
      error_ = errno;
    }
  }

  std::array<char, 1 << 16> bytes_{};
  int descriptor_;
  bool owns_;
  bool is_emptied_;  // or there is nothing to empty
  std::string made_;
  int error_ = 0;
};

Output::Output(int descriptor, std::string name)
    : buffer_(std::make_unique<Buffer>(descriptor, false)),
      stream_(buffer_.get()),
      name_(std::move(name)) {}

Output::~Output() = default;

Expected<std::unique_ptr<Output>, Diagnostic> Output::Open(const std::string& path, Mode mode) {
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mode == Mode::kAppend ? O_APPEND : 0);
  int descriptor = open(path.c_str(), flags | O_EXCL, 0666);
  const bool is_new = descriptor >= 0;
  if (errno == EEXIST && !is_new) descriptor = open(path.c_str(), flags, 0666);
  if (descriptor < 0) return Unexpected{CannotWrite(path, std::strerror(errno))};
  auto output = std::make_unique<Output>(descriptor, path);
  const auto held = mode == Mode::kAppend ? Buffer::Held::kKept : Buffer::Held::kReplaced;
  output->buffer_ = std::make_unique<Buffer>(descriptor, true, held, is_new ? path : "");
  output->stream_.rdbuf(output->buffer_.get());
  return output;
}

std::ostream& Output::stream() { return stream_; }

std::optional<FileIdentity> Output::identity() const { return buffer_->identity(); }

bool Output::is_begun() const { return buffer_->is_begun(); }

std::optional<Diagnostic> Output::Finish() {
  stream_.flush();
  const int error = buffer_->error();
  if (error == 0 || error == EPIPE) return std::nullopt;
  return CannotWrite(name_, std::strerror(error));
}

}  // namespace abide::cli
