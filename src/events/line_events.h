// From a line to its events.
#pragma once

#include "events/batch.h"
#include "events/line_reader.h"
#include "events/reader.h"
#include "events/record_reader.h"
#include "events/reporter.h"
#include "events/strict.h"

namespace abide::events {

// Makes events of the lines of one log, in any order; what can't be read is reported and left out.
// It learns how records look, so it is kept from batch to batch.
class LineEvents {
 public:
  // `options` outlives it. `records` may be null: then records are counted as skipped.
  LineEvents(std::uint32_t log_number, const ReaderOptions& options,
             std::unique_ptr<RecordReader> records);

  // Adds the line's events to the batch, in order, and counts there.
  void Read(Line& line, ReadContext& context, Batch& batch);
  // Of a line that was left out for its length.
  void CountTooLong(const Line& line, ReadContext& context, Batch& batch) const;

 private:
  bool ReadRecord(Line& line, ReadContext& context, Batch& batch);

  std::uint32_t log_number_;
  const ReaderOptions& options_;
  std::unique_ptr<RecordReader> records_;
  StrictChecker strict_;
};

}  // namespace abide::events
