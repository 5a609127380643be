#include "events/sorted_batches.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "events/temporary_file.h"

namespace abide::events {
namespace {

// Bytes for each event of a batch, and for its record or a share of it. So many events or all of
// the bytes are a batch.
constexpr std::size_t kEventBytes = 512;
constexpr std::size_t kLeastEvents = 16;
// Reading this many bytes in vain is cheaper than asking once more.
constexpr std::uint64_t kGapBytes = 16 << 10;
// So much is read with one call, if no record is longer.
constexpr std::uint64_t kReadBytes = 256 << 10;

constexpr const char* kChanged = "it changed while it was read";
constexpr const char* kOfNoWriter = "judge a log that nobody is writing anew";
constexpr const char* kSortFailed =
    "it is out of order, and the temporary file for sorting it fails";

// Of records by their offsets, how many are read with one call: those of the first offset, and
// those that stand close behind them. Records do not overlap.
std::size_t CountRun(std::span<Batch::Record* const> records) {
  const EventPlace& first = records.front()->place;
  std::uint64_t end = first.offset + first.length;
  std::size_t count = 0;
  for (const Batch::Record* record : records) {
    const EventPlace& place = record->place;
    const std::uint64_t with = place.offset + place.length;
    const bool is_near = place.offset <= end + kGapBytes && with <= first.offset + kReadBytes;
    if (place.offset != first.offset && !is_near) break;
    end = with;
    ++count;
  }
  return count;
}

}  // namespace

SortedBatches::SortedBatches(LogReading reading, std::unique_ptr<PlaceSorter> places)
    : reading_(std::move(reading)), places_(std::move(places)), parsers_(reading_) {}

LogEnd SortedBatches::Failure(std::string reason, std::string help) const {
  LogEnd end;
  end.failure = LogUnreadable(reading_.file->path(), std::move(reason), std::move(help));
  return end;
}

std::optional<diagnostics::Diagnostic> SortedBatches::ReadRun(std::uint64_t begin,
                                                              std::uint64_t end, char* to,
                                                              Batch& batch) const {
  while (begin < end) {
    const auto taken = reading_.file->Read(begin, to, static_cast<std::size_t>(end - begin));
    if (!taken) return taken.error();
    if (*taken == 0) return LogUnreadable(reading_.file->path(), kChanged, kOfNoWriter);
    begin += *taken;
    to += *taken;
    batch.bytes += *taken;
  }
  return std::nullopt;
}

void SortedBatches::TakeRecords(Batch& batch) {
  absl::flat_hash_set<std::uint64_t> offsets;  // a record is read once, however many its events
  std::size_t bytes = 0;
  const std::size_t events = std::max(reading_.chunk_bytes / kEventBytes, kLeastEvents);
  while (batch.records.size() < events && bytes < reading_.chunk_bytes) {
    const std::optional<EventPlace> place = places_->Next();
    if (!place) return;
    batch.records.push_back({*place, 0});
    if (offsets.insert(place->offset).second) bytes += place->length;
  }
}

char* SortedBatches::RoomAt(std::size_t at, std::size_t count, Batch& batch) {
  Buffer& buffer = batch.chunk.buffer;
  if (at + count > buffer.capacity()) buffer.Reserve(std::max(at + count, 2 * at), at);
  return buffer.data() + at;
}

std::optional<diagnostics::Diagnostic> SortedBatches::ReadRecords(Batch& batch) {
  std::vector<Batch::Record*> by_offset;
  for (Batch::Record& record : batch.records) by_offset.push_back(&record);
  std::sort(by_offset.begin(), by_offset.end(),
            [](const auto* a, const auto* b) { return a->place.offset < b->place.offset; });
  std::vector<char> run;
  std::size_t at = 0;
  for (std::span<Batch::Record*> left = by_offset; !left.empty();) {
    const std::size_t count = CountRun(left);
    if (auto failure = TakeRun(left.first(count), at, run, batch)) return failure;
    left = left.subspan(count);
  }
  return std::nullopt;
}

std::optional<diagnostics::Diagnostic> SortedBatches::TakeRun(
    std::span<Batch::Record* const> records, std::size_t& at, std::vector<char>& run,
    Batch& batch) const {
  const std::uint64_t begin = records.front()->place.offset;
  const EventPlace& last = records.back()->place;
  const auto length = static_cast<std::size_t>(last.offset + last.length - begin);
  if (last.offset == begin) {
    for (Batch::Record* record : records) record->at = at;
    return ReadRun(begin, begin + length, RoomAt(std::exchange(at, at + length), length, batch),
                   batch);
  }
  run.resize(length);
  if (auto failure = ReadRun(begin, begin + length, run.data(), batch)) return failure;
  const EventPlace* before = nullptr;
  for (Batch::Record* record : records) {
    const EventPlace& place = record->place;
    if (before == nullptr || before->offset != place.offset) {
      std::copy_n(run.data() + (place.offset - begin), place.length,
                  RoomAt(at, place.length, batch));
      at += place.length;
    }
    record->at = at - place.length;
    before = &place;
  }
  return std::nullopt;
}

void SortedBatches::Load(Batch& batch) {
  TakeRecords(batch);
  if (batch.records.empty()) {
    batch.end = places_->failed() ? Failure(kSortFailed, kNameTmpdir) : LogEnd();
    return;
  }
  batch.chunk.buffer.ShrinkTo(reading_.chunk_bytes);
  auto failure = ReadRecords(batch);
  if (!failure) return;
  batch.records.clear();
  batch.end = LogEnd();
  batch.end->failure = std::move(failure);
}

SortedBatches::Made SortedBatches::ParseRecord(const Batch::Record& record, LineParser& parser,
                                               ReadContext& context, Batch& batch) const {
  const std::string_view text(batch.chunk.buffer.data() + record.at, record.place.length);
  const std::size_t first = batch.events.size();
  parser.ReadAt(record.place, text, context, batch);
  return {first, batch.events.size() - first};
}

bool SortedBatches::ParseRecords(LineParser& parser, ReadContext& context, Batch& batch) const {
  absl::flat_hash_map<std::uint64_t, Made> by_offset;
  std::vector<Event> by_time;
  by_time.reserve(batch.records.size());
  bool all_there = true;
  for (const Batch::Record& record : batch.records) {
    const EventPlace& place = record.place;
    const auto [made, is_new] = by_offset.try_emplace(place.offset);
    if (is_new) made->second = ParseRecord(record, parser, context, batch);
    all_there = place.part < made->second.count &&
                batch.events[made->second.first + place.part].time == place.time;
    if (!all_there) break;
    by_time.push_back(batch.events[made->second.first + place.part]);
    Place& found = by_time.back().place;
    found.log = reading_.number;
    found.length = place.length;
    found.SetLine(place.line);
    found.SetPart(place.part);
    found.offset = place.offset;
  }
  batch.events = std::move(by_time);
  return all_there;
}

void SortedBatches::Parse(Batch& batch) {
  if (batch.end) return;
  std::unique_ptr<LineParser> parser = parsers_.Borrow();
  // What is wrong with these records has been told.
  Reporter reporter(reading_.file->path(), nullptr);
  ReadContext context = parser->ContextFor(batch, reporter);
  if (!ParseRecords(*parser, context, batch)) batch.end = Failure(kChanged, kOfNoWriter);
  parsers_.GiveBack(std::move(parser));
}

}  // namespace abide::events
