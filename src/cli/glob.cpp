#include "cli/glob.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;

class Expansion {
 public:
  explicit Expansion(const std::string& glob) {
    const fs::path path(glob);
    for (const fs::path& name : path.relative_path()) names_.push_back(name.string());
    Enter(path.root_path(), 0);
  }

  std::vector<std::string> Sorted() && {
    std::sort(files_.begin(), files_.end());
    // `**/**` leads to a file in several ways.
    files_.erase(std::unique(files_.begin(), files_.end()), files_.end());
    return std::move(files_);
  }

 private:
  // What lies in `folder` and matches the names from `next` on.
  void Enter(const fs::path& folder, std::size_t next) {
    if (next == names_.size()) return;
    const std::string& name = names_[next];
    if (name == "**") {
      Enter(folder, next + 1);
      for (const fs::directory_entry& entry : EntriesOf(folder)) {
        std::error_code error;
        if (IsHidden(entry) || entry.is_symlink(error) || !entry.is_directory(error)) continue;
        Enter(folder / entry.path().filename(), next);
      }
      return;
    }
    if (!IsGlob(name)) return Take(folder / name, next);
    for (const fs::directory_entry& entry : EntriesOf(folder)) {
      const std::string file = entry.path().filename().string();
      if (::fnmatch(name.c_str(), file.c_str(), FNM_PERIOD) == 0) Take(folder / file, next);
    }
  }

  void Take(const fs::path& path, std::size_t next) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (error || !fs::exists(status)) return;
    if (next + 1 < names_.size()) {
      if (fs::is_directory(status)) Enter(path, next + 1);
    } else if (!fs::is_directory(status)) {
      files_.push_back(path.string());
    }
  }

  static bool IsHidden(const fs::directory_entry& entry) {
    return entry.path().filename().string().starts_with('.');
  }

  static std::vector<fs::directory_entry> EntriesOf(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
    while (!error && at != fs::directory_iterator()) {
      entries.push_back(*at);
      at.increment(error);
    }
    return entries;
  }

  std::vector<std::string> names_;
  std::vector<std::string> files_;
};

}  // namespace

bool IsGlob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

std::vector<std::string> FilesOf(const std::string& glob) { return Expansion(glob).Sorted(); }

}  // namespace abide::cli
