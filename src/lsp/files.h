// Files as the editor sees them: those on the disk, with the texts of open documents in place of
// theirs.
#pragma once

#include "check/disk_files.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace abide::lsp {

// Remembers what folders hold and where paths lead until Forget is called, since editors check
// again at each key. Copies share nothing that changes.
class EditedFiles : public check::DiskFiles {
 public:
  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override;
  std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const override;
  std::string Canonical(const std::string& path) const override;

  // `path` is canonical.
  void Open(const std::string& path, std::shared_ptr<const std::string> text);
  void Close(const std::string& path);
  // Something changed on the disk.
  void Forget();

 private:
  std::map<std::string, std::shared_ptr<const std::string>> open_;  // by canonical path
  mutable std::map<std::string, std::string> canonical_;
  mutable std::map<std::string, std::optional<std::vector<std::string>>> folders_;
};

}  // namespace abide::lsp
