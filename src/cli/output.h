// Something that a report is written to: standard output, or a file that the user named.
#pragma once

#include "cli/file_identity.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"

#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace abide::cli {

// That a file or a stream can't be written to, and why.
diagnostics::Diagnostic CannotWrite(const std::string& name, const std::string& reason);

class Output {
 public:
  // A descriptor that is open and stays so; `name` for messages.
  Output(int descriptor, std::string name);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  enum class Mode {
    kReplace,  // what the file holds is kept until the first byte is written
    kAppend,
  };
  // A file, made if it is not there; what was made goes again if nothing is written or finished.
  static diagnostics::Expected<std::unique_ptr<Output>, diagnostics::Diagnostic> Open(
      const std::string& path, Mode mode = Mode::kReplace);

  std::ostream& stream();
  // Of a file; what holds nothing, as a device or pipe does, may be written to twice.
  std::optional<FileIdentity> identity() const;
  // Something was written to it, even if it stands in the buffer.
  bool is_begun() const;
  // Writes what is left; the error if anything could not be written. That the reader has gone away
  // (a closed pipe) is none.
  std::optional<diagnostics::Diagnostic> Finish();

 private:
  class Buffer;
  std::unique_ptr<Buffer> buffer_;
  std::ostream stream_;
  std::string name_;
};

}  // namespace abide::cli
