// A log as bytes: its own, or those that it was packed from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "containers/packing.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"
#include "events/byte_hash.h"

namespace abide::events {

// Where the unpacking of a log stops: one that is made to fill a disk or a day.
struct UnpackLimits {
  std::uint64_t bytes = std::uint64_t{1} << 40;  // unpacked
  // Unpacked bytes for each packed one, once there are more than `floor` of them. gzip reaches 1032
  // with zeros alone.
  std::uint64_t ratio = 1000;
  std::uint64_t floor = std::uint64_t{1} << 30;
};

// What makes the reading of a log stop before its end, and is a fault of the log: it is told, and
// what was read before is judged.
struct LogFault {
  diagnostics::Code code{};
  std::string detail;  // fills the message's hole
};

// One reading of a log from its start to its end: the plain bytes in their order.
class LogPass {
 public:
  virtual ~LogPass() = default;
  // Up to `count` bytes; the number read, 0 at the end. A read error is an error. What was written
  // to the log since it was opened is left for the next run.
  virtual diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(char* buffer,
                                                                           std::size_t count) = 0;
  // Of the log's own bytes, packed if they are: how many were read, and at the end their XXH3-128
  // in hex, of all of them, whatever faults they have.
  virtual std::uint64_t bytes_read() const = 0;
  virtual std::string Digest() const = 0;
  // The same as SHA-256; empty unless it was asked for.
  virtual std::string Sha256() const = 0;
  // At the end, of the plain bytes as far as they were read; empty if there were none.
  virtual std::string PlainDigest() const = 0;
  // The log ended before the size that it had when it was opened.
  virtual bool ended_early() const = 0;
  // At the end: why there is no more.
  virtual const std::optional<LogFault>& fault() const = 0;
};

// A log that can be read from its start more than once. Standard input and pipes are copied to a
// temporary file as they are read.
class LogFile {
 public:
  // "-" is standard input. Its bytes are those that stand in the file: see Unpack.
  static diagnostics::Expected<std::unique_ptr<LogFile>, diagnostics::Diagnostic> Open(
      const std::string& path);
  virtual ~LogFile() = default;

  // As given; bytes of it that are no UTF-8 as escapes.
  virtual const std::string& path() const = 0;
  // Of the file itself.
  virtual std::uint64_t size() const = 0;
  // It comes through a pipe: its size is what has come in so far, and reading waits for more.
  virtual bool comes_in() const { return false; }
  virtual containers::Packing packing() const { return containers::Packing::kNone; }
  // Reads up to `count` plain bytes at `offset`; the number read, 0 at the end. A read error is an
  // error. Several threads may read at once.
  virtual diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(
      std::uint64_t offset, char* buffer, std::size_t count) const = 0;
  // The file outlives the reading.
  virtual std::unique_ptr<LogPass> Begin(Hashes hashes) const;
  std::unique_ptr<LogPass> Begin() const { return Begin(Hashes::kXxh3); }
  // A log in memory, for tests.
  static std::unique_ptr<LogFile> OfText(std::string path, std::string text);
};

// The log as it is, if its first bytes are plain; one that is packed as what it was packed from. An
// error if it is packed twice or is of a kind that can't be read (an archive, a program, text in
// UTF-16 …).
//
// A packed log is unpacked anew for each reading of it: memory and disk stay free of it. `Read`
// goes forward at the cost of unpacking what lies between. The first time that it goes backward (a
// log out of order is read by time), all of the log is unpacked once into a temporary file.
diagnostics::Expected<std::unique_ptr<LogFile>, diagnostics::Diagnostic> Unpack(
    std::unique_ptr<LogFile> log, const UnpackLimits& limits = {});

// As every message of that kind is made.
diagnostics::Diagnostic LogUnreadable(const std::string& path, std::string reason,
                                      std::string help = {});
// The same, of what the system says.
diagnostics::Diagnostic LogUnreadable(const std::string& path, const std::error_code& error);

}  // namespace abide::events
