#include "events/batch.h"

#include <algorithm>

namespace abide::events {

void Batch::Clear() {
  pieces.clear();
  records.clear();
  arena.Reset();
  events.clear();
  was_disordered = false;
  if (!problems.empty()) problems = Problems();
  counts = LogSummary();
  lines = 0;
  last_record = 0;
  last_line_end = 0;
  bytes = 0;
  end.reset();
}

std::uint64_t Batch::HeldBytes() const {
  std::uint64_t held = 2 * chunk.buffer.capacity() + events.capacity() * sizeof(Event);
  for (const Event& event : events) held += event.fields.size_bytes();
  return held;
}

void BatchTrail::Pass(const Batch& batch) {
  lines_ += batch.lines;
  if (batch.last_line_end == 0) return;
  // There may be nothing but what closes a list in it.
  last_record_ = std::max(last_record_, batch.last_record);
  last_line_end_ = batch.last_line_end;
}

void BatchTrail::AddFaultOf(const LogEnd& end, const std::string& log, Problems& problems) const {
  const diagnostics::LogPlace place{log, lines_, last_line_end_};
  if (end.ended_early) {
    problems.Add(diagnostics::Code::kLogEndsEarly, place, last_record_,
                 {"it became shorter while it was read"});
  } else if (end.fault) {
    // A record that was cut off by it may have been told of.
    problems.AddCause(end.fault->code, place, last_record_, {end.fault->detail});
  }
}

std::shared_ptr<BatchPool> BatchPool::Make(std::size_t kept) {
  return std::shared_ptr<BatchPool>(new BatchPool(kept));
}

BatchPtr BatchPool::Get() {
  std::unique_ptr<Batch> batch;
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      batch = std::move(free_.back());
      free_.pop_back();
    }
  }
  if (!batch) batch = std::make_unique<Batch>();
  return {batch.release(), [pool = shared_from_this()](Batch* used) {
            pool->GiveBack(std::unique_ptr<Batch>(used));
          }};
}

void BatchPool::GiveBack(std::unique_ptr<Batch> batch) {
  batch->Clear();
  const std::scoped_lock lock(mutex_);
  if (free_.size() < kept_) free_.push_back(std::move(batch));
}

}  // namespace abide::events
