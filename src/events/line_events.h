// From a line, or a record that stands in a list, to its events.
#pragma once

#include <memory>
#include <vector>

#include "containers/json_cutter.h"
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
  // All outlive it. `records` may be null: then records are counted as skipped.
  LineEvents(std::uint32_t log_number, const ReaderOptions& options,
             const containers::WrapperRule& wrappers, std::unique_ptr<RecordReader> records);

  // Adds the events of the line, and of all records in it if it is a list of them or wraps one, to
  // the batch, in order, and counts there.
  void Read(Line& line, ReadContext& context, Batch& batch);
  // The same, of what is one record, whatever is in it.
  void ReadRecord(Line& line, ReadContext& context, Batch& batch);
  // Reports what stands at the line and is no record.
  void Note(const containers::Piece& piece, const Line& line, ReadContext& context,
            Batch& batch) const;
  // Of a line that was left out for its length.
  void CountTooLong(const Line& line, ReadContext& context, Batch& batch) const;

 private:
  // Whether the line may be more than one record, by its first members.
  bool MayHoldRecords(const Tokens& tokens) const;
  // The same of an object, for what its reader wants whole, too.
  bool BeginsWrapper(const Tokens& object) const;
  void ReadDocument(const Line& line, ReadContext& context, Batch& batch);
  // Of the document `line`, in which `part` stands where the last piece ended.
  void ReadPieces(const Line& line, Line& part, ReadContext& context, Batch& batch);
  bool ReadObject(Line& line, ReadContext& context, Batch& batch);

  std::uint32_t log_number_;
  const ReaderOptions& options_;
  const containers::WrapperRule& wrappers_;
  std::unique_ptr<RecordReader> records_;
  StrictChecker strict_;
  containers::JsonCutter cutter_;
  std::vector<containers::Piece> pieces_;
};

}  // namespace abide::events
