// Which files a run reads, whatever names lead to them: none of them is written to.
#pragma once

#include "check/disk_files.h"
#include "cli/file_identity.h"
#include "cli/terminal.h"

#include <map>
#include <string>

namespace abide::cli {

// The disk, which notes what is read of it.
class Inputs : public check::DiskFiles {
 public:
  // The project file is read already.
  explicit Inputs(const Terminal& terminal);

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override;
  // The same, or all of standard input, if `path` is "-".
  diagnostics::Expected<std::string, std::string> ReadOrStandardInput(
      const std::string& path) const;
  // What is read by somebody else.
  void Note(const std::string& path) const;
  // "it is read as `log`", if `path` leads to one of those that were noted; else empty.
  std::string At(const std::string& path) const;

 private:
  mutable std::map<FileIdentity, std::string> names_;  // the first one each has
};

}  // namespace abide::cli
