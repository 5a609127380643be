#include "check/disk_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace abide::check {

namespace fs = std::filesystem;

diagnostics::Expected<std::string, std::string> DiskFiles::Read(const std::string& path) const {
  std::error_code error;
  if (fs::is_directory(path, error)) return diagnostics::Unexpected{std::string("is a folder")};
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return diagnostics::Unexpected{std::string(std::strerror(errno))};
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return diagnostics::Unexpected{std::string(std::strerror(errno))};
  return text;
}

std::optional<std::vector<std::string>> DiskFiles::RuleFiles(const std::string& path) const {
  std::error_code error;
  if (!fs::is_directory(path, error)) return std::nullopt;
  std::vector<std::string> found;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code no_file;
    if (it->path().extension() == ".abide" && it->is_regular_file(no_file)) {
      found.push_back(it->path().lexically_normal().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string DiskFiles::Canonical(const std::string& path) const {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? FileSystem::Canonical(path) : canonical.string();
}

}  // namespace abide::check
