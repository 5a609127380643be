#include "events/sorted_batches.h"

#include <algorithm>

namespace abide::events {
namespace {

// So many events, or so many times the bytes of a chunk, are a batch.
constexpr std::size_t kBatchEvents = 4096;
constexpr std::size_t kBatchChunks = 8;
// Reading this many bytes in vain is cheaper than asking once more.
constexpr std::uint64_t kGapBytes = 16 << 10;

constexpr const char* kChanged = "it changed while it was read";
constexpr const char* kSortFailed =
    "it is out of order, and the temporary file for sorting it fails";

}  // namespace

SortedBatches::SortedBatches(LogReading reading, std::unique_ptr<PlaceSorter> places)
    : reading_(reading), places_(std::move(places)), parsers_(reading_) {}

LogEnd SortedBatches::Failure(std::string reason) const {
  const std::string& path = reading_.file->path();
  LogEnd end;
  end.failure = diagnostics::Diagnostic{diagnostics::Code::kLogUnreadable,
                                        diagnostics::PathPlace{path},
                                        {path, std::move(reason)},
                                        {},
                                        {},
                                        {}};
  return end;
}

bool SortedBatches::ReadRun(std::uint64_t begin, std::uint64_t end, char* to, Batch& batch) const {
  while (begin < end) {
    const auto taken = reading_.file->Read(begin, to, static_cast<std::size_t>(end - begin));
    if (!taken || *taken == 0) return false;
    begin += *taken;
    to += *taken;
    batch.bytes += *taken;
  }
  return true;
}

void SortedBatches::TakeRecords(Batch& batch) {
  std::size_t bytes = 0;
  while (batch.records.size() < kBatchEvents && bytes < kBatchChunks * reading_.chunk_bytes) {
    const std::optional<EventPlace> place = places_->Next();
    if (!place) return;
    batch.records.push_back({*place, 0});
    bytes += place->length;
  }
}

bool SortedBatches::ReadRecords(Batch& batch) {
  std::vector<Batch::Record*> by_offset;
  for (Batch::Record& record : batch.records) by_offset.push_back(&record);
  std::sort(by_offset.begin(), by_offset.end(),
            [](const auto* a, const auto* b) { return a->place.offset < b->place.offset; });
  Buffer& buffer = batch.chunk.buffer;
  std::size_t at = 0;
  for (std::size_t i = 0; i < by_offset.size();) {
    const std::uint64_t begin = by_offset[i]->place.offset;
    std::uint64_t end = begin;
    for (; i < by_offset.size() && by_offset[i]->place.offset <= end + kGapBytes; ++i) {
      const EventPlace& place = by_offset[i]->place;
      by_offset[i]->at = at + static_cast<std::size_t>(place.offset - begin);
      end = std::max(end, place.offset + place.length);
    }
    const auto count = static_cast<std::size_t>(end - begin);
    if (at + count > buffer.capacity()) buffer.Reserve(std::max(at + count, 2 * at), at);
    if (!ReadRun(begin, end, buffer.data() + at, batch)) return false;
    at += count;
  }
  return true;
}

void SortedBatches::Load(Batch& batch) {
  TakeRecords(batch);
  if (batch.records.empty()) {
    batch.end = places_->failed() ? Failure(kSortFailed) : LogEnd();
    return;
  }
  batch.chunk.buffer.ShrinkTo(kBatchChunks * reading_.chunk_bytes);
  if (ReadRecords(batch)) return;
  batch.records.clear();
  batch.end = Failure(kChanged);
}

bool SortedBatches::ParseRecord(const Batch::Record& record, LineParser& parser,
                                ReadContext& context, Batch& batch) const {
  const EventPlace& place = record.place;
  const std::string_view text(batch.chunk.buffer.data() + record.at, place.length);
  const std::size_t first = batch.events.size();
  parser.lines.Begin(text, place.offset, place.line - 1);
  if (!parser.lines.Next()) return false;
  Line& line = parser.lines.line();
  if (line.terminated) return false;
  line.terminated = true;
  parser.events.Read(line, context, batch);
  const std::size_t wanted = first + place.part;
  if (wanted >= batch.events.size() || batch.events[wanted].time != place.time) {
    batch.events.resize(first);
    return false;
  }
  batch.events[first] = batch.events[wanted];
  batch.events[first].place = {reading_.number, place.part, place.line, place.offset, place.length};
  batch.events.resize(first + 1);
  return true;
}

void SortedBatches::Parse(Batch& batch) {
  if (batch.end) return;
  std::unique_ptr<LineParser> parser = parsers_.Borrow();
  // What is wrong with these records has been told.
  Reporter reporter(reading_.file->path(), nullptr);
  ReadContext context{batch.arena, reporter};
  for (const Batch::Record& record : batch.records) {
    if (ParseRecord(record, *parser, context, batch)) continue;
    batch.end = Failure(kChanged);
    break;
  }
  parsers_.GiveBack(std::move(parser));
}

}  // namespace abide::events
