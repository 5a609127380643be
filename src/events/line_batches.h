// The batches of a log in the order of its lines, and the parsing of lines that others read, too.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "events/batch.h"
#include "events/chunk_reader.h"
#include "events/line_events.h"
#include "events/line_reader.h"
#include "events/reader.h"

namespace abide::events {

// How one log is read.
struct LogReading {
  const LogFile* file = nullptr;
  std::uint32_t number = 0;
  const ReaderOptions* options = nullptr;
  std::size_t chunk_bytes = 0;
  bool has_form = true;               // false: its records are counted as skipped
  const SourceMap* source = nullptr;  // null: canonical events
  bool reports_problems = true;
};

// What one thread needs to parse lines of a log.
struct LineParser {
  explicit LineParser(const LogReading& reading);

  LineReader lines;
  LineEvents events;
};

// The parsers of one log, as many as threads have parsed it at once. They are lent, the one that
// was used last first: it has learnt most.
class LineParsers {
 public:
  explicit LineParsers(const LogReading& reading) : reading_(reading) {}

  std::unique_ptr<LineParser> Borrow();
  void GiveBack(std::unique_ptr<LineParser> parser);

 private:
  const LogReading& reading_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<LineParser>> idle_;
};

// Each chunk of the log's whole lines is a batch.
class LineBatches final : public BatchSource {
 public:
  explicit LineBatches(LogReading reading);

  void Load(Batch& batch) override;
  void Parse(Batch& batch) override;

 private:
  LogReading reading_;
  ChunkReader chunks_;
  LineParsers parsers_;
};

}  // namespace abide::events
