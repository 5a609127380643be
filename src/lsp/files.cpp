#include "lsp/files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace abide::lsp {

using diagnostics::Expected;

Expected<std::string, std::string> EditedFiles::Read(const std::string& path) const {
  const auto open = open_.find(Canonical(path));
  if (open != open_.end()) return *open->second;
  // A pipe would keep the editor waiting.
  std::error_code error;
  if (std::filesystem::is_other(path, error)) {
    return diagnostics::Unexpected{std::string("is no file")};
  }
  return DiskFiles::Read(path);
}

std::optional<std::vector<std::string>> EditedFiles::RuleFiles(const std::string& path) const {
  const auto known = folders_.find(path);
  if (known != folders_.end()) return known->second;
  auto found = DiskFiles::RuleFiles(path);
  if (found) {
    // Documents that are on no disk yet.
    std::set<std::string> there;
    for (const std::string& each : *found) there.insert(Canonical(each));
    const std::string folder = Canonical(path) + "/";
    for (const auto& [file, text] : open_) {
      const bool is_inside = file.starts_with(folder) && file.ends_with(".abide");
      if (is_inside && !there.contains(file)) found->push_back(file);
    }
    std::sort(found->begin(), found->end());
  }
  return folders_.emplace(path, std::move(found)).first->second;
}

std::string EditedFiles::Canonical(const std::string& path) const {
  if (open_.contains(path)) return path;  // one that is no file, too
  const auto known = canonical_.find(path);
  if (known != canonical_.end()) return known->second;
  return canonical_.emplace(path, DiskFiles::Canonical(path)).first->second;
}

void EditedFiles::Open(const std::string& path, std::shared_ptr<const std::string> text) {
  const bool is_new = !open_.contains(path);
  open_[path] = std::move(text);
  if (is_new) Forget();
}

void EditedFiles::Close(const std::string& path) {
  open_.erase(path);
  Forget();
}

void EditedFiles::Forget() {
  canonical_.clear();
  folders_.clear();
}

}  // namespace abide::lsp
