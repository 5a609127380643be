#include "events/temporary_file.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace abide::events {

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

bool WriteAll(const Descriptor& file, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t written = ::write(file.number(), bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

std::ptrdiff_t ReadAt(const Descriptor& file, std::uint64_t offset, char* bytes,
                      std::size_t count) {
  std::size_t done = 0;
  while (done < count) {
    const ssize_t taken =
        ::pread(file.number(), bytes + done, count - done, static_cast<off_t>(offset + done));
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return -1;
    if (taken == 0) break;
    done += static_cast<std::size_t>(taken);
  }
  return static_cast<std::ptrdiff_t>(done);
}

}  // namespace abide::events
