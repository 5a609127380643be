#include "cli/replace_file.h"

#include "cli/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace abide::cli {
namespace {

using diagnostics::Diagnostic;

bool WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(descriptor, text.data(), text.size());
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// The content and the mode of `status`, safe on the disk. False with `errno` set.
bool Fill(int descriptor, std::string_view text, const struct stat& status) {
  if (!WriteAll(descriptor, text)) return false;
  // Another's file stays his where we may say so; the mode comes behind it, as this can clear bits.
  const bool is_owner_kept = fchown(descriptor, status.st_uid, status.st_gid) == 0;
  const mode_t mode = status.st_mode & (is_owner_kept ? 07777U : 0777U);
  return fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
}

struct Freed {
  void operator()(char* text) const { std::free(text); }  // NOLINT: realpath takes it by malloc
};

}  // namespace

std::optional<Diagnostic> ReplaceFile(const std::string& path, std::string_view text) {
  const std::unique_ptr<char, Freed> target(realpath(path.c_str(), nullptr));
  struct stat status {};
  if (target == nullptr || stat(target.get(), &status) != 0 || access(target.get(), W_OK) != 0) {
    return CannotWrite(path, std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) return CannotWrite(path, "it is no regular file");
  std::string temporary = std::string(target.get()) + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return CannotWrite(path, std::strerror(errno));
  bool is_done = Fill(descriptor, text, status);
  int error = errno;
  if (close(descriptor) != 0 && is_done) {
    is_done = false;
    error = errno;
  }
  if (is_done && rename(temporary.c_str(), target.get()) != 0) {
    is_done = false;
    error = errno;
  }
  if (is_done) return std::nullopt;
  unlink(temporary.c_str());
  return CannotWrite(path, std::strerror(error));
}

}  // namespace abide::cli
