#include "cli/shipped.h"

#include <filesystem>
#include <system_error>

namespace abide::cli {

std::optional<std::string> ShippedFolder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  const std::filesystem::path folder =
      (program.parent_path() / ".." / "share" / "abide").lexically_normal();
  if (!std::filesystem::is_directory(folder / "rules", error)) return std::nullopt;
  return folder.string();
}

}  // namespace abide::cli
