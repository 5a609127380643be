// Which files a run reads, whatever names lead to them: none of them is written to.
#pragma once

#include "check/disk_files.h"
#include "cli/file_identity.h"
#include "cli/terminal.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace abide::cli {

// What names it on a command line.
inline constexpr const char* kStandardInput = "-";

// The disk, which notes what is read of it.
class Inputs : public check::DiskFiles {
 public:
  // The project file is read already.
  explicit Inputs(const Terminal& terminal);

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override;
  // The same, or all of standard input, if `path` is "-". It is read once.
  diagnostics::Expected<std::string, std::string> ReadOrStandardInput(
      const std::string& path) const;
  // From now on Read takes "-" for standard input, if it is one of `paths`: those that were named
  // on the command line, for a rule file may import one of that name.
  void Serve(const std::vector<std::string>& paths);
  // What is read by somebody else.
  void Note(const std::string& path) const;
  // "it is read as `log`", if `path` leads to one of those that were noted; else empty.
  std::string At(const std::string& path) const;

 private:
  mutable std::map<FileIdentity, std::string> names_;  // the first one each has
  mutable std::optional<std::string> standard_input_;  // once it is read
  bool serves_standard_input_ = false;
};

// What a run may read: how a message calls it where that is standard input, and what names it.
struct InputUse {
  const char* what;
  std::vector<std::string> paths;
};
// False, and said, if several of them are standard input, which can be read as one thing only.
bool HaveOneStandardInput(const std::vector<InputUse>& uses, diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
