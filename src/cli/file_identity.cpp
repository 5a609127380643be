#include "cli/file_identity.h"

#include <sys/stat.h>
#include <unistd.h>

namespace abide::cli {

std::optional<FileIdentity> IdentityOf(const std::string& path) {
  struct stat status {};
  const int result = path == "-" ? ::fstat(STDIN_FILENO, &status) : ::stat(path.c_str(), &status);
  if (result != 0 || (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode))) return std::nullopt;
  return FileIdentity{status.st_dev, status.st_ino};
}

}  // namespace abide::cli
