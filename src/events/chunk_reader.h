// The bytes of a log, a chunk of whole lines at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containers/cutter.h"
#include "events/log_file.h"
#include "events/structure.h"

namespace abide::events {

// In front of a text in UTF-8; it belongs to no record.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Memory for bytes of a log, with padding behind them. Used again and again.
class Buffer {
 public:
  char* data() const { return bytes_.get(); }
  std::size_t capacity() const { return capacity_; }  // without padding
  // Room for `count` bytes; the first `kept` of those that are there stay.
  void Reserve(std::size_t count, std::size_t kept = 0);
  // As small as it may be, if it is much larger than `usual`.
  void ShrinkTo(std::size_t usual);

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0;
};

struct Chunk {
  Buffer buffer;
  // Whole lines or records, in the buffer; the log's last one may have no end.
  std::string_view text;
  std::uint64_t offset = 0;  // of its first byte in the log
  bool is_last = false;      // nothing comes behind it; may be empty
  // In what it ends too early, from there on in the log; empty if it does not.
  std::string_view open;
  std::uint64_t open_from = 0;
};

// Reads a log from its start to its end, once. A chunk is what was read at once, up to its last
// line end or record's end; what is behind it begins the next chunk. A byte order mark is left out.
class ChunkReader {
 public:
  enum class Found {
    kLines,
    kTooLong,  // a line that was left out; the chunk has its offset, and no text
    kEnd,
    kFailed,  // the log can't be read further: see failure()
  };

  // `log` outlives the reader. A line of more than `line_bytes` is not held in memory.
  ChunkReader(const LogFile& log, std::size_t chunk_bytes, std::size_t line_bytes,
              Hashes hashes = Hashes::kXxh3);

  Found Next(Chunk& chunk);
  // A chunk as far as a cutter needs it no more, and what that found in it; never kTooLong. Of one
  // log, either this one is asked or the other.
  Found Next(Chunk& chunk, containers::Cutter& cutter, std::vector<containers::Piece>& pieces);

  const LogPass& pass() const { return *pass_; }
  const std::optional<diagnostics::Diagnostic>& failure() const { return failure_; }

 private:
  void Begin(Chunk& chunk);
  // Reads more behind what is in the buffer. False at the end of the log, or if reading fails.
  bool Fill(Buffer& buffer);
  // Drops bytes up to the next line end.
  Found SkipTooLong(Chunk& chunk);
  void KeepTail(const Buffer& buffer, std::size_t begin);

  std::unique_ptr<LogPass> pass_;
  std::size_t chunk_bytes_;
  std::size_t line_bytes_;
  std::string tail_;               // read, and not given out yet
  std::size_t filled_ = 0;         // of the buffer
  std::size_t skipped_ = 0;        // at the buffer's start: a byte order mark
  std::uint64_t read_offset_ = 0;  // in the plain bytes
  bool at_start_ = true;
  bool at_end_ = false;
  bool is_finished_ = false;  // the cutter has seen the log's end
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
