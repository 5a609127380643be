#include "check/disk_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "diagnostics/diagnostic.h"

namespace abide::check {

namespace fs = std::filesystem;

namespace {

// Far more than anybody writes; what has no end, as /dev/zero, is told by it.
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

}  // namespace

diagnostics::Expected<std::string, std::string> DiskFiles::Read(const std::string& path) const {
  std::error_code error;
  if (fs::is_directory(path, error)) return diagnostics::Unexpected{std::string("is a folder")};
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return diagnostics::Unexpected{std::string(std::strerror(errno))};
  std::string text;
  std::array<char, 1 << 16> buffer;
  while (stream.read(buffer.data(), buffer.size()), stream.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kMostBytes) {
      return diagnostics::Unexpected{std::string("is larger than 256 MiB")};
    }
  }
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

std::optional<std::string> DiskFiles::Nearest(const std::string& path) const {
  // A folder of more is not searched for a slip.
  constexpr std::size_t kMostFiles = 10'000;
  std::error_code error;
  const fs::path missing(path);
  // What may not be looked at is not missing.
  if (fs::exists(missing, error) || error) return std::nullopt;
  const fs::path folder = missing.parent_path();
  std::vector<std::string> names;
  fs::directory_iterator it(folder.empty() ? "." : folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    if (names.size() == kMostFiles) return std::nullopt;
    names.push_back(it->path().filename().string());
  }
  const auto nearest = diagnostics::NearestName(missing.filename().string(), names);
  if (nearest) return (folder / *nearest).string();
  // In a folder above, where what all share stands.
  constexpr int kMostLevels = 3;
  fs::path above = folder;
  for (int level = 0; level < kMostLevels && above.has_relative_path(); ++level) {
    above = above.parent_path();
    const fs::path there = above / missing.filename();
    if (fs::is_regular_file(there, error)) return there.string();
  }
  return std::nullopt;
}

std::string DiskFiles::Canonical(const std::string& path) const {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? FileSystem::Canonical(path) : canonical.string();
}

}  // namespace abide::check
