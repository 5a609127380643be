// A run of a log's lines, and what was made of it: what is read at once, by one thread, apart from
// all that stands before it in the log.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "events/chunk_reader.h"
#include "events/event.h"
#include "events/event_place.h"
#include "events/problems.h"
#include "events/reader.h"
#include "values/arena.h"

namespace abide::events {

// What is known of a log when it has been read.
struct LogEnd {
  std::uint64_t bytes = 0;
  std::string xxh3_128;        // of these bytes
  std::string plain_xxh3_128;  // of what they were packed from
  std::string sha256;          // of these bytes; empty unless it was asked for
  bool ended_early = false;
  std::optional<LogFault> fault;                   // why there is no more
  std::optional<diagnostics::Diagnostic> failure;  // it could not be read further
};

// Owns everything that its events point to. Lines are counted from the batch's first one, until the
// batch is taken in its turn; then those before it are added.
struct Batch {
  Chunk chunk;
  // What stands in the chunk, if its records are not lines.
  std::vector<containers::Piece> pieces;
  // Records that are read again, by time, stand in the chunk's buffer each at its own place.
  struct Record {
    EventPlace place;
    std::size_t at = 0;
  };
  std::vector<Record> records;

  values::Arena arena;
  std::vector<Event> events;
  bool was_disordered = false;  // they did not stand by time, and were sorted
  Problems problems;
  LogSummary counts;  // of these lines; only its numbers and times
  std::uint64_t lines = 0;
  std::uint64_t last_record = 0;    // where the last line or record begins, in the log
  std::uint64_t last_line_end = 0;  // in the log, without the line end itself
  std::uint64_t bytes = 0;          // that were read for it

  // No batch of the log comes behind this one.
  std::optional<LogEnd> end;

  // As if it were new, but for its memory.
  void Clear();
  // Memory that it takes, about. What was read of its text is taken to be as much again.
  std::uint64_t HeldBytes() const;
};

// Where a log's batches have led so far, for what is told of its end.
class BatchTrail {
 public:
  // The next batch, in its turn.
  void Pass(const Batch& batch);
  std::uint64_t lines() const { return lines_; }
  // What made the log end too early, as a problem of the last record before that.
  void AddFaultOf(const LogEnd& end, const std::string& log, Problems& problems) const;

 private:
  std::uint64_t lines_ = 0;
  std::uint64_t last_record_ = 0;
  std::uint64_t last_line_end_ = 0;
};

// Whoever refers to a batch keeps it, and with it its events; the last one gives it back to the
// pool that it came from.
using BatchPtr = std::shared_ptr<Batch>;

// Batches that are used again, so that reading asks the system for no memory. May be used by
// several threads at once.
class BatchPool : public std::enable_shared_from_this<BatchPool> {
 public:
  // At most `kept` batches are kept while nobody uses them.
  static std::shared_ptr<BatchPool> Make(std::size_t kept);
  BatchPtr Get();

 private:
  explicit BatchPool(std::size_t kept) : kept_(kept) {}
  void GiveBack(std::unique_ptr<Batch> batch);

  std::size_t kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Batch>> free_;
};

// What makes the batches of one log.
class BatchSource {
 public:
  virtual ~BatchSource() = default;
  // Reads the bytes of the next batch, which is empty; at the end sets `end` instead. Batches come
  // in their turn: this is not called again before it has returned, nor after the end.
  virtual void Load(Batch& batch) = 0;
  // Makes events of what was loaded. Several threads do so at once, each with a batch of its own.
  virtual void Parse(Batch& batch) = 0;
};

}  // namespace abide::events
