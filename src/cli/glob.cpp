#include "cli/glob.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;

class Expansion {
 public:
  Expansion(const fs::path& root, std::vector<std::string> names) : names_(std::move(names)) {
    Enter(root, 0);
  }

  Matches Sorted() && {
    std::vector<std::string>& files = matches_.files;
    std::sort(files.begin(), files.end());
    // `**/**` leads to a file in several ways.
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return std::move(matches_);
  }

 private:
  // What lies in `folder` and matches the names from `next` on.
  void Enter(const fs::path& folder, std::size_t next) {
    if (next == names_.size()) return;
    const std::string& name = names_[next];
    if (name == "**") {
      if (!IsNew(folder, next)) return;
      Enter(folder, next + 1);
      for (const fs::directory_entry& entry : EntriesOf(folder)) {
        const fs::path path = folder / entry.path().filename();
        if (!IsHidden(entry) && StatusOf(path).type() == fs::file_type::directory) {
          Enter(path, next);
        }
      }
      return;
    }
    if (!IsGlob(name)) return Take(folder / name, next);
    for (const fs::directory_entry& entry : EntriesOf(folder)) {
      const std::string file = entry.path().filename().string();
      if (::fnmatch(name.c_str(), file.c_str(), FNM_PERIOD) == 0) Take(folder / file, next);
    }
  }

  // Whether `**` has not been in that folder before, by whatever way.
  bool IsNew(const fs::path& folder, std::size_t next) {
    std::error_code error;
    const fs::path whole = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
    return error || entered_.emplace(next, whole.string()).second;
  }

  void Take(const fs::path& path, std::size_t next) {
    const fs::file_status status = StatusOf(path);
    if (next + 1 < names_.size()) {
      if (fs::is_directory(status)) Enter(path, next + 1);
    } else if (fs::is_regular_file(status)) {
      matches_.files.push_back(path.string());
    }
  }

  // Of what a link leads to. One that leads nowhere, and what may not be looked at, is noted.
  fs::file_status StatusOf(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    std::error_code ignored;
    if (status.type() == fs::file_type::not_found && fs::is_symlink(path, ignored)) {
      matches_.faults.emplace(path.string(), std::error_code());
    } else if (status.type() == fs::file_type::none) {
      matches_.faults.emplace(path.string(), error);
    }
    return status;
  }

  static bool IsHidden(const fs::directory_entry& entry) {
    return entry.path().filename().string().starts_with('.');
  }

  std::vector<fs::directory_entry> EntriesOf(const fs::path& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
    while (!error && at != fs::directory_iterator()) {
      entries.push_back(*at);
      at.increment(error);
    }
    if (error && error != std::errc::not_a_directory &&
        error != std::errc::no_such_file_or_directory) {
      matches_.faults.emplace(folder.string(), error);
    }
    return entries;
  }

  std::vector<std::string> names_;
  std::set<std::pair<std::size_t, std::string>> entered_;
  Matches matches_;
};

}  // namespace

bool IsGlob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

Matches FilesOf(const std::string& glob) {
  const fs::path path(glob);
  std::vector<std::string> names;
  for (const fs::path& name : path.relative_path()) names.push_back(name.string());
  return Expansion(path.root_path(), std::move(names)).Sorted();
}

Matches FilesBelow(const std::string& folder) { return Expansion(folder, {"**", "*"}).Sorted(); }

}  // namespace abide::cli
