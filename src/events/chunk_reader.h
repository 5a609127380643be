// The bytes of a log, a chunk of whole lines at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "events/reader.h"
#include "events/structure.h"

namespace abide::events {

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
  std::string_view text;     // whole lines, in the buffer; the log's last one may have no end
  std::uint64_t offset = 0;  // of its first byte in the log
};

// Reads a log from its start to its end, once. A chunk is what was read at once, up to its last
// line end; what is behind it begins the next chunk. A byte order mark is left out. Bytes are
// hashed as they are read.
class ChunkReader {
 public:
  enum class Found {
    kLines,
    kTooLong,  // a line that was left out; the chunk has its offset, and no text
    kEnd,
    kFailed,  // the log can't be read further: see failure()
  };

  // `log` outlives the reader. A line of more than `line_bytes` is not held in memory.
  ChunkReader(const LogFile& log, std::size_t chunk_bytes, std::size_t line_bytes);
  ~ChunkReader();

  Found Next(Chunk& chunk);

  std::uint64_t bytes_read() const { return read_offset_; }
  // The log ended before the size that it had when it was opened.
  bool ended_early() const { return ended_early_; }
  // XXH3-128 of all bytes read, in hex.
  std::string Digest() const;
  const std::optional<diagnostics::Diagnostic>& failure() const { return failure_; }

 private:
  struct Hash;

  void Begin(Chunk& chunk);
  // Reads more behind what is in the buffer. False at the end of the log, or if reading fails.
  bool Fill(Buffer& buffer);
  // Drops bytes up to the next line end.
  Found SkipTooLong(Chunk& chunk);
  void KeepTail(const Buffer& buffer, std::size_t begin);

  const LogFile& log_;
  std::size_t chunk_bytes_;
  std::size_t line_bytes_;
  std::string tail_;         // read, and not given out yet
  std::size_t filled_ = 0;   // of the buffer
  std::size_t skipped_ = 0;  // at the buffer's start: a byte order mark
  std::uint64_t read_offset_ = 0;
  bool at_start_ = true;
  bool at_end_ = false;
  bool ended_early_ = false;
  std::unique_ptr<Hash> hash_;
  std::optional<diagnostics::Diagnostic> failure_;
};

}  // namespace abide::events
