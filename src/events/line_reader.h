// The lines of a log, read a chunk at a time, with their structure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "events/reader.h"
#include "events/structure.h"

namespace abide::events {

// A physical line without its end (and without a byte order mark). Valid until the next one.
struct Line {
  std::uint64_t number = 0;  // from 1
  std::uint64_t offset = 0;  // of its first byte
  std::string_view text;
  StructuralIndex::Fault fault = StructuralIndex::Fault::kNone;
  Tokens tokens;            // if there is no fault
  bool terminated = false;  // by a line end; the last line of a log may not be
};

// Bytes that may be read, whatever they hold, behind the end of any line.
inline constexpr std::size_t kLinePadding = 128;

class LineReader {
 public:
  enum class Found {
    kLine,
    kTooLong,  // `line` has its number and offset only
    kEnd,
    kFailed,  // the file can't be read further: see failure()
  };

  // `log` outlives the reader. At most `limits.line_bytes` and a chunk are held in memory.
  LineReader(const LogFile& log, std::size_t chunk_bytes, std::size_t line_bytes);
  ~LineReader();

  Found Next();
  // The line found. What is taken from its tokens is not looked at again.
  Line& line() { return line_; }

  std::uint64_t bytes_read() const { return read_offset_; }
  // The log ended before the size that it had when it was opened.
  bool ended_early() const { return ended_early_; }
  // XXH3-128 of all bytes read, in hex.
  std::string Digest() const;
  const std::optional<diagnostics::Diagnostic>& failure() const { return failure_; }

 private:
  struct Hash;

  // Makes the next batch of whole lines, and its index.
  Found NextBatch();
  Found SkipTooLong();
  void SkipByteOrderMark();
  // False at the end of the log, or if reading fails.
  bool Fill();
  void IndexBatch();
  void TakeLine(std::size_t end, bool terminated);

  const LogFile& log_;
  std::size_t chunk_bytes_;
  std::size_t line_bytes_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;  // without padding
  // Places in the buffer: the next line, the end of its batch, the end of what was read.
  std::size_t next_ = 0;
  std::size_t batch_end_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t buffer_offset_ = 0;  // in the log, of the buffer's first byte
  std::uint64_t read_offset_ = 0;
  std::uint64_t line_number_ = 0;
  bool at_start_ = true;
  bool at_end_ = false;
  bool ended_early_ = false;
  // The batch's index holds for all its lines, unless one of them is at fault: then each line has
  // its own.
  bool line_by_line_ = false;
  std::size_t batch_begin_ = 0;
  StructuralIndex index_;
  Line line_;
  std::unique_ptr<Hash> hash_;
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
