// Logs in order are merged as they are read. The first event that is earlier than the one before it
// in its log ends that: then every log is read to its end for the time and place of its events,
// those that are out of order are sorted, and the stream begins again. Order is the common case,
// and costs nothing; disorder costs one more reading, of all logs at once, so it is paid at most
// once.

#include "events/reader.h"

#include <algorithm>

#include "events/detect.h"
#include "events/log_cursor.h"

namespace abide::events {
namespace {

// For all logs together, and for one at least.
constexpr std::size_t kAllChunksBytes = 64 << 20;
constexpr std::size_t kLeastChunkBytes = 64 << 10;

struct Log {
  const LogFile* file = nullptr;
  std::uint32_t number = 0;
  std::unique_ptr<RecordReader> records;  // null if no source was found
  std::unique_ptr<EventCursor> cursor;
  const Event* next = nullptr;
  values::Instant last = values::Instant::Min();
};

}  // namespace

struct EventStream::Impl {
  Impl(const std::vector<const LogFile*>& files, ReaderOptions reader_options)
      : options(std::move(reader_options)), summaries(files.size()), counted_again(files.size()) {
    for (const LogFile* file : files) {
      Log& log = logs.emplace_back();
      log.file = file;
      log.number = static_cast<std::uint32_t>(logs.size() - 1);
      summaries[log.number].path = file->path();
      bytes_total += file->size();
    }
    const std::size_t share = kAllChunksBytes / std::max<std::size_t>(files.size(), 1);
    chunk_bytes = std::min(options.chunk_bytes, std::max(share, kLeastChunkBytes));
  }

  void Start();
  void OpenLog(Log& log);
  std::unique_ptr<InOrderCursor> MakeCursor(Log& log, LogSummary& summary, Problems* heard) const;
  // False if the log's next event is earlier than its last.
  bool Advance(Log& log);
  void NoteFailure(const EventCursor& cursor);
  void StartAgain();
  void Index(Log& log);
  void MakeHeap();
  void SiftDown();
  const Event* Next();

  ReaderOptions options;
  std::size_t chunk_bytes = 0;
  std::vector<Log> logs;
  std::vector<LogSummary> summaries;
  // What the second reading counts; nobody looks at it.
  std::vector<LogSummary> counted_again;
  Problems problems;
  std::vector<diagnostics::Diagnostic> failures;
  // The logs that have a next event; the earliest is the first. A heap by InOrder.
  std::vector<Log*> heap;
  bool started = false;
  bool handed_out = false;  // the first of the heap
  bool restarted = false;
  bool says_restarted = false;
  std::uint64_t bytes_before = 0;  // in readings that are over
  std::uint64_t bytes_total = 0;
};

std::unique_ptr<InOrderCursor> EventStream::Impl::MakeCursor(Log& log, LogSummary& summary,
                                                             Problems* heard) const {
  return std::make_unique<InOrderCursor>(*log.file, log.number, options, chunk_bytes,
                                         log.records.get(), summary, heard);
}

void EventStream::Impl::OpenLog(Log& log) {
  const Detection detection = Detect(*log.file, options);
  if (detection.fault) {
    problems.Add(detection.fault->code, detection.fault->place, detection.fault->arguments);
  } else if (detection.source != nullptr) {
    summaries[log.number].source = detection.source->name;
    log.records = MakeSourceReader(*detection.source, options);
  } else {
    log.records = MakeCanonicalReader(options);
  }
  log.cursor = MakeCursor(log, summaries[log.number], &problems);
}

void EventStream::Impl::NoteFailure(const EventCursor& cursor) {
  if (cursor.failure()) failures.push_back(*cursor.failure());
}

bool EventStream::Impl::Advance(Log& log) {
  log.next = log.cursor->Next();
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
  for (Log& log : logs) OpenLog(log);
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

void EventStream::Impl::Index(Log& log) {
  LogSummary& summary = summaries[log.number];
  LogSummary fresh;
  fresh.path = summary.path;
  fresh.source = summary.source;
  summary = std::move(fresh);
  const std::unique_ptr<InOrderCursor> cursor = MakeCursor(log, summary, &problems);
  std::vector<EventPlace> places;
  bool in_order = true;
  while (const Event* event = cursor->Next()) {
    in_order = in_order && (places.empty() || places.back().time <= event->time);
    const Place& place = event->place;
    places.push_back({event->time, place.offset, place.line, place.length, place.part});
  }
  NoteFailure(*cursor);
  if (in_order) {
    log.cursor = MakeCursor(log, counted_again[log.number], nullptr);
    return;
  }
  std::sort(places.begin(), places.end(), [](const EventPlace& a, const EventPlace& b) {
    if (a.time != b.time) return a.time < b.time;
    return a.offset != b.offset ? a.offset < b.offset : a.part < b.part;
  });
  log.cursor = std::make_unique<SortedCursor>(*log.file, log.number, options, log.records.get(),
                                              std::move(places));
}

void EventStream::Impl::StartAgain() {
  restarted = says_restarted = true;
  handed_out = false;
  failures.clear();
  heap.clear();
  for (Log& log : logs) {
    // That no source was found stays said.
    if (log.records != nullptr) problems.Forget(log.file->path());
    log.cursor.reset();
    log.next = nullptr;
    log.last = values::Instant::Min();
  }
  for (Log& log : logs) Index(log);
  bytes_before = bytes_total;
  bytes_total *= 2;
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
bool EventStream::Restarted() { return std::exchange(impl_->says_restarted, false); }

std::uint64_t EventStream::bytes_read() const {
  std::uint64_t bytes = impl_->bytes_before;
  for (const Log& log : impl_->logs) {
    if (log.cursor) bytes += log.cursor->bytes_read();
  }
  return std::min(bytes, impl_->bytes_total);
}
std::uint64_t EventStream::bytes_total() const { return impl_->bytes_total; }
const std::vector<LogSummary>& EventStream::summaries() const { return impl_->summaries; }
const Problems& EventStream::problems() const { return impl_->problems; }
const std::vector<diagnostics::Diagnostic>& EventStream::failures() const {
  return impl_->failures;
}

}  // namespace abide::events
