// Logs in order are merged as they are read, each through what puts right disorder within a record
// and among those close by, and a buffer for what comes later if that is wanted. The first event
// that is still earlier than the one before it in its log ends that: then every log is read to its
// end for the time and place of its events, those that are out of order are sorted, and the stream
// begins again. Order is the common case, and costs nothing; disorder costs one more reading, of
// all logs at once, so it is paid at most once.

#include "events/reader.h"

#include <algorithm>

#include "events/detect.h"
#include "events/lateness_buffer.h"
#include "events/line_batches.h"
#include "events/log_cursor.h"
#include "events/near_order.h"
#include "events/read_ahead.h"
#include "events/sorted_batches.h"

namespace abide::events {
namespace {

// For all logs together, and for one at least.
constexpr std::size_t kAllChunksBytes = 64 << 20;
constexpr std::size_t kLeastChunkBytes = 64 << 10;
// Of a batch whose records are read again by time.
constexpr std::size_t kSortedChunks = 8;
constexpr std::size_t kLeastSortedBytes = 16 << 10;

// What a log is read for.
enum class Pass {
  kStraight,  // its events as it is read
  kIndex,     // their places
  kByTime,    // its events, once more
};

struct Log {
  const LogFile* file = nullptr;
  std::uint32_t number = 0;
  std::optional<Detection::Fault> fault;  // no source was found
  const SourceMap* source = nullptr;
  Layout layout;
  std::optional<LogCursor> cursor;
  std::optional<NearOrder> events;
  std::optional<LatenessBuffer> buffer;  // if there is lateness, in the first reading
  const Event* next = nullptr;
  values::Instant last = values::Instant::Min();
};

}  // namespace

struct EventStream::Impl {
  Impl(const std::vector<const LogFile*>& files, ReaderOptions reader_options)
      : options(std::move(reader_options)), summaries(files.size()) {
    for (const LogFile* file : files) {
      Log& log = logs.emplace_back();
      log.file = file;
      log.number = static_cast<std::uint32_t>(logs.size() - 1);
      summaries[log.number].path = file->path();
      bytes_total += file->size();
    }
    places.emplace(options.index_bytes);
    waiting.most = options.index_bytes;
    options.jobs = std::max<std::size_t>(options.jobs, 1);
    const std::uint64_t half = options.index_bytes / 2;
    const auto share = [&](std::uint64_t bytes) {
      return static_cast<std::size_t>(std::min(bytes, half) /
                                      std::max<std::size_t>(files.size(), 1));
    };
    chunk_bytes = std::min(options.chunk_bytes, std::max(share(kAllChunksBytes), kLeastChunkBytes));
    sorted_bytes = std::min(kSortedChunks * chunk_bytes, std::max(share(half), kLeastSortedBytes));
    pool = BatchPool::Make(ReadAhead::Most(options.jobs) + 1);
  }

  void Start();
  void FindForms();
  void Take(const Detection& detection, Log& log);
  void TellFault(const Log& log);
  LogReading ReadingOf(const Log& log, Pass pass) const;
  // Reads all logs from their starts.
  void Open(ReadAhead::Order order, std::vector<std::unique_ptr<BatchSource>> sources,
            bool has_findings);
  void Close();
  // False if the log's next event is earlier than its last.
  bool Advance(Log& log);
  void NoteFailure(const LogCursor& cursor);
  void StartAgain();
  std::unique_ptr<PlaceSorter> Index(Log& log);
  std::unique_ptr<BatchSource> ByTime(Log& log);
  void MakeHeap();
  void SiftDown();
  const Event* Next();

  ReaderOptions options;
  std::size_t chunk_bytes = 0;
  std::size_t sorted_bytes = 0;
  std::shared_ptr<BatchPool> pool;
  std::vector<Log> logs;
  std::vector<LogSummary> summaries;
  Problems problems;
  std::vector<diagnostics::Diagnostic> failures;
  std::optional<PlaceSpace> places;
  WaitingSpace waiting;
  std::unique_ptr<ReadAhead> ahead;
  // The logs that have a next event; the earliest is the first. A heap by InOrder.
  std::vector<Log*> heap;
  bool started = false;
  bool handed_out = false;  // the first of the heap
  bool restarted = false;
  bool says_restarted = false;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

void EventStream::Impl::FindForms() {
  std::vector<Detection> detections;
  for (const Log& log : logs) detections.push_back(Detect(*log.file, options));
  AdoptSources(detections);
  for (Log& log : logs) Take(detections[log.number], log);
}

void EventStream::Impl::Take(const Detection& detection, Log& log) {
  log.source = detection.source;
  log.layout = detection.layout;
  log.fault = detection.fault;
  summaries[log.number].container = detection.container;
  if (log.fault) {
    TellFault(log);
  } else if (log.source != nullptr) {
    summaries[log.number].source = log.source->name;
    for (const SourceMap* other : detection.passed_over) {
      summaries[log.number].passed_over.push_back(other->name);
    }
    summaries[log.number].only_of_form = detection.of_form != nullptr;
    summaries[log.number].refusal = detection.refusal;
  }
}

void EventStream::Impl::TellFault(const Log& log) {
  const Detection::Fault& fault = *log.fault;
  problems.Add(fault.code, fault.place, Problems::kWholeLog, fault.arguments);
}

LogReading EventStream::Impl::ReadingOf(const Log& log, Pass pass) const {
  const ReaderOptions& read_by = options;
  const SourceMap* const source = log.source;
  const FieldNames names =
      log.layout.form == Layout::Form::kRows ? FieldNames::kDotted : FieldNames::kNested;
  LogReading reading;
  reading.file = log.file;
  reading.number = log.number;
  reading.options = &options;
  reading.chunk_bytes = chunk_bytes;
  reading.layout = log.layout;
  reading.wrappers = source != nullptr ? WrapperRuleOf(*source) : WrapperRuleOf(*options.schema);
  reading.reports_problems = pass != Pass::kByTime;
  // A log's chunks may be others when it is read again, so nothing rests on them there.
  reading.sorts_batches = pass == Pass::kStraight;
  reading.make_records = [&read_by, source, names, has_form = !log.fault] {
    if (!has_form) return std::unique_ptr<RecordReader>();
    return source != nullptr ? MakeSourceReader(*source, read_by)
                             : MakeCanonicalReader(read_by, names);
  };
  return reading;
}

void EventStream::Impl::Open(ReadAhead::Order order,
                             std::vector<std::unique_ptr<BatchSource>> sources, bool has_findings) {
  ahead = std::make_unique<ReadAhead>(options.jobs, options.turns, order, pool, std::move(sources));
  for (Log& log : logs) {
    LogCursor::Findings findings;
    if (has_findings) findings = {&summaries[log.number], &problems};
    log.cursor.emplace(*ahead, log.number, log.file->path(), findings);
    log.events.emplace(*log.cursor);
    log.buffer.reset();
  }
}

void EventStream::Impl::Close() {
  for (Log& log : logs) {
    log.buffer.reset();
    log.events.reset();
    log.cursor.reset();
  }
  waiting.taken = 0;
  ahead.reset();
}

void EventStream::Impl::NoteFailure(const LogCursor& cursor) {
  if (cursor.failure()) failures.push_back(*cursor.failure());
}

bool EventStream::Impl::Advance(Log& log) {
  const std::uint64_t before = log.cursor->bytes_read();
  log.next = log.buffer ? log.buffer->Next() : log.events->Next();
  bytes_read += log.cursor->bytes_read() - before;
  if (log.next == nullptr) {
    NoteFailure(*log.cursor);
    return true;
  }
  if (log.next->time < log.last) return false;
  log.last = log.next->time;
  return true;
}

void EventStream::Impl::Start() {
  started = true;
  std::vector<std::unique_ptr<BatchSource>> sources;
  FindForms();
  for (Log& log : logs) {
    sources.push_back(std::make_unique<LineBatches>(ReadingOf(log, Pass::kStraight)));
  }
  Open(ReadAhead::Order::kByTime, std::move(sources), true);
  if (options.lateness != values::Duration()) {
    for (Log& log : logs) log.buffer.emplace(*log.events, options.lateness, waiting);
  }
  MakeHeap();
}

// Reads a log for the first events of each; a fault in order is seen by whoever advances it next.
void EventStream::Impl::MakeHeap() {
  heap.clear();
  for (Log& log : logs) {
    Advance(log);
    if (log.next != nullptr) heap.push_back(&log);
  }
  std::sort(heap.begin(), heap.end(),
            [](const Log* a, const Log* b) { return InOrder(*a->next, *b->next) < 0; });
}

// The first of the heap has a new event.
void EventStream::Impl::SiftDown() {
  std::size_t at = 0;
  for (;;) {
    std::size_t least = at;
    for (const std::size_t child : {2 * at + 1, 2 * at + 2}) {
      if (child < heap.size() && InOrder(*heap[child]->next, *heap[least]->next) < 0) least = child;
    }
    if (least == at) return;
    std::swap(heap[at], heap[least]);
    at = least;
  }
}

std::unique_ptr<PlaceSorter> EventStream::Impl::Index(Log& log) {
  auto sorter = std::make_unique<PlaceSorter>(*places);
  while (const BatchPtr batch = log.cursor->NextBatch()) {
    for (const Event& event : batch->events) {
      const Place& place = event.place;
      const auto part = static_cast<std::uint32_t>(place.part);
      sorter->Add({event.time, place.offset, part, place.length, place.line});
    }
  }
  NoteFailure(*log.cursor);
  return sorter;
}

std::unique_ptr<BatchSource> EventStream::Impl::ByTime(Log& log) {
  std::unique_ptr<PlaceSorter> sorter = Index(log);
  if (sorter->in_order()) return std::make_unique<LineBatches>(ReadingOf(log, Pass::kByTime));
  sorter->Sort();
  LogReading reading = ReadingOf(log, Pass::kByTime);
  reading.chunk_bytes = sorted_bytes;
  return std::make_unique<SortedBatches>(std::move(reading), std::move(sorter));
}

void EventStream::Impl::StartAgain() {
  restarted = says_restarted = true;
  handed_out = false;
  failures.clear();
  heap.clear();
  Close();
  std::vector<std::unique_ptr<BatchSource>> sources;
  for (Log& log : logs) {
    problems.Forget(log.file->path());
    if (log.fault) TellFault(log);
    LogSummary& summary = summaries[log.number];
    LogSummary fresh;
    fresh.path = summary.path;
    fresh.container = summary.container;
    fresh.source = summary.source;
    fresh.passed_over = summary.passed_over;
    fresh.only_of_form = summary.only_of_form;
    fresh.refusal = summary.refusal;
    summary = std::move(fresh);
    log.last = values::Instant::Min();
    sources.push_back(std::make_unique<LineBatches>(ReadingOf(log, Pass::kIndex)));
  }
  Open(ReadAhead::Order::kLogByLog, std::move(sources), true);
  std::vector<std::unique_ptr<BatchSource>> by_time;
  for (Log& log : logs) by_time.push_back(ByTime(log));
  Close();
  Open(ReadAhead::Order::kByTime, std::move(by_time), false);
  // What comes through pipes has come in by now.
  bytes_read = 0;
  for (const Log& log : logs) bytes_read += log.file->size();
  bytes_total = 2 * bytes_read;
  MakeHeap();
}

const Event* EventStream::Impl::Next() {
  says_restarted = false;
  if (!started) Start();
  if (handed_out) {
    Log& log = *heap.front();
    if (!Advance(log)) {
      StartAgain();
      return nullptr;
    }
    if (log.next == nullptr) {
      heap.front() = heap.back();
      heap.pop_back();
    }
    if (heap.size() > 1) SiftDown();
  }
  handed_out = !heap.empty();
  return handed_out ? heap.front()->next : nullptr;
}

EventStream::EventStream(const std::vector<const LogFile*>& logs, ReaderOptions options)
    : impl_(std::make_unique<Impl>(logs, std::move(options))) {}
EventStream::~EventStream() = default;

const Event* EventStream::Next() { return impl_->Next(); }
void EventStream::Hold(std::vector<std::shared_ptr<const void>>& held) const {
  const Log& log = *impl_->heap.front();
  const BatchPtr& batch = log.buffer ? log.buffer->batch() : log.events->batch();
  if (held.empty() || held.back().get() != batch.get()) held.push_back(batch);
}
bool EventStream::Restarted() { return std::exchange(impl_->says_restarted, false); }

std::uint64_t EventStream::bytes_read() const { return impl_->bytes_read; }
// More than that of a pipe is not known beforehand.
std::uint64_t EventStream::bytes_total() const {
  return std::max(impl_->bytes_read, impl_->bytes_total);
}
const std::vector<LogSummary>& EventStream::summaries() const { return impl_->summaries; }
const Problems& EventStream::problems() const { return impl_->problems; }
const std::vector<diagnostics::Diagnostic>& EventStream::failures() const {
  return impl_->failures;
}

}  // namespace abide::events
