// Rule files and tables on the disk.
#pragma once

#include "check/check.h"

namespace abide::check {

class DiskFiles : public FileSystem {
 public:
  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override;
  // Does not follow links to folders, so that a circle of them ends.
  std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const override;
  std::string Canonical(const std::string& path) const override;
  std::optional<std::string> Nearest(const std::string& path) const override;
};

}  // namespace abide::check
