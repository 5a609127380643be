// The batches of a log by time: each record is read again, at its place.
#pragma once

#include "events/batch.h"
#include "events/line_batches.h"
#include "events/place_sorter.h"

namespace abide::events {

// Records are read some thousands at once, those that stand close together with one call. What is
// not found again as it was (another has written to the log) ends it with a failure.
class SortedBatches final : public BatchSource {
 public:
  SortedBatches(LogReading reading, std::unique_ptr<PlaceSorter> places);

  void Load(Batch& batch) override;
  void Parse(Batch& batch) override;

 private:
  LogEnd Failure(std::string reason, std::string help) const;
  void TakeRecords(Batch& batch);
  // Why the records can't be read again, if they can't.
  std::optional<diagnostics::Diagnostic> ReadRecords(Batch& batch);
  std::optional<diagnostics::Diagnostic> ReadRun(std::uint64_t begin, std::uint64_t end, char* to,
                                                 Batch& batch) const;
  // The events of a record, among those of the batch.
  struct Made {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  Made ParseRecord(const Batch::Record& record, LineParser& parser, ReadContext& context,
                   Batch& batch) const;
  // Each record once, however many of its events the batch has. False if one is not found again.
  bool ParseRecords(LineParser& parser, ReadContext& context, Batch& batch) const;

  LogReading reading_;
  std::unique_ptr<PlaceSorter> places_;
  LineParsers parsers_;
};

}  // namespace abide::events
