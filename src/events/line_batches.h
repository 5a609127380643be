// The batches of a log in the order of its records, and the parsing of those that others read, too.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "events/batch.h"
#include "events/chunk_reader.h"
#include "events/layout.h"
#include "events/line_events.h"
#include "events/line_reader.h"
#include "events/reader.h"
#include "events/row_text.h"

namespace abide::events {

// How one log is read.
struct LogReading {
  const LogFile* file = nullptr;
  std::uint32_t number = 0;
  const ReaderOptions* options = nullptr;
  std::size_t chunk_bytes = 0;
  Layout layout;
  containers::WrapperRule wrappers;
  // What reads its records, one for each thread; gives null if they are counted as skipped.
  std::function<std::unique_ptr<RecordReader>()> make_records;
  bool reports_problems = true;
  // The events of a batch are put in order.
  bool sorts_batches = false;
};

// What one thread needs to parse lines of a log.
class LineParser {
 public:
  explicit LineParser(const LogReading& reading);

  ReadContext ContextFor(Batch& batch, Reporter& reporter) const;
  // What stands in the batch's chunk: lines, or the pieces that were found in it.
  void ReadLines(ReadContext& context, Batch& batch);
  void ReadPieces(ReadContext& context, Batch& batch);
  // A record that was found before, by its place.
  void ReadAt(const EventPlace& place, std::string_view text, ReadContext& context, Batch& batch);

 private:
  void ReadOne(Line& line, ReadContext& context, Batch& batch);
  // Ready to be read but for its bytes.
  void Index(std::size_t piece, Line& line, const Batch& batch);
  void IndexAlone(Line& line);
  void ReadOpen(Line& line, ReadContext& context, Batch& batch) const;

  const Layout& layout_;
  LineReader lines_;
  LineEvents events_;
  std::optional<RowText> rows_;
  StructuralIndex single_;
  // Of a run of pieces that stand close together.
  StructuralIndex run_;
  Tokens run_tokens_;
  std::size_t run_end_ = 0;  // its last piece, and one
  bool run_is_whole_ = false;
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

// Each chunk of the log's whole lines or records is a batch, whose events come in the order of
// their records and parts or, if that is wanted, in their own.
class LineBatches final : public BatchSource {
 public:
  explicit LineBatches(LogReading reading);

  void Load(Batch& batch) override;
  void Parse(Batch& batch) override;

 private:
  LogReading reading_;
  ChunkReader chunks_;
  std::unique_ptr<containers::Cutter> cutter_;  // null for lines
  bool in_line_ = false;                        // what was read last ends within one
  LineParsers parsers_;
};

}  // namespace abide::events
