// The batches of a log by time: each record is read again, at its place.
#pragma once

#include "events/batch.h"
#include "events/line_batches.h"
#include "events/place_sorter.h"

#include <span>
#include <vector>

namespace abide::events {

// Records are read many at once, those that stand close together with one call; what lies between
// them is not kept, so that a batch takes no more memory than its records do, about the bytes of a
// chunk. What is not
// found again as it was (another has written to the log) ends it with a failure.
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
  // Reads records that stand close together, and keeps them behind the first `at` bytes of the
  // batch's buffer; `run` is memory to be used again.
  std::optional<diagnostics::Diagnostic> TakeRun(std::span<Batch::Record* const> records,
                                                 std::size_t& at, std::vector<char>& run,
                                                 Batch& batch) const;
  // Makes room for so many bytes there.
  static char* RoomAt(std::size_t at, std::size_t count, Batch& batch);
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
