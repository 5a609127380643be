#include "events/read_ahead.h"

#include <algorithm>
#include <utility>

namespace abide::events {

ReadAhead::ReadAhead(std::size_t jobs, Turns* turns, Order order, std::shared_ptr<BatchPool> pool,
                     std::vector<std::unique_ptr<BatchSource>> sources)
    : most_(Most(jobs)),
      turns_(turns),
      order_(order),
      pool_(std::move(pool)),
      logs_(sources.size()) {
  for (std::size_t i = 0; i < sources.size(); ++i) logs_[i].source = std::move(sources[i]);
  for (std::size_t i = 1; i < jobs; ++i) workers_.emplace_back([this] { Work(); });
}

ReadAhead::~ReadAhead() {
  {
    const std::scoped_lock lock(mutex_);
    stops_ = true;
  }
  for_workers_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ReadAhead::Work() {
  Lock lock(mutex_);
  while (!stops_) {
    if (NextLog() == nullptr) {
      for_workers_.wait(lock);
      continue;
    }
    // What is claimed is worked on at once: the caller may wait for it.
    lock.unlock();
    const Turn turn(turns_);
    lock.lock();
    Log* const log = stops_ ? nullptr : NextLog();
    if (log != nullptr) ReadNext(*log, lock);
  }
}

std::uint64_t ReadAhead::WantedAt(const Log& log) const {
  if (order_ == Order::kLogByLog) return 0;
  const auto unparsed =
      std::count_if(log.claimed.begin(), log.claimed.end(),
                    [](const std::shared_ptr<Claimed>& claimed) { return !claimed->is_parsed; });
  const auto count = static_cast<std::uint64_t>(unparsed);
  const auto last = static_cast<std::uint64_t>(log.last.nanos) + (std::uint64_t{1} << 63);
  const bool fits = count == 0 || log.nanos <= (UINT64_MAX - last) / count;
  return fits ? last + log.nanos * count : UINT64_MAX;
}

ReadAhead::Log* ReadAhead::NextLog() {
  if (ahead_ >= most_) return nullptr;
  Log* next = nullptr;
  std::uint64_t next_at = 0;
  for (Log& log : logs_) {
    if (log.is_loading || log.at_end) continue;
    const std::uint64_t at = WantedAt(log);
    if (next != nullptr && at >= next_at) continue;
    next = &log;
    next_at = at;
  }
  return next;
}

// What goes wrong is kept for the caller, who asks for the batch.
void ReadAhead::Load(Log& log, Claimed& claimed) const {
  try {
    claimed.batch = pool_->Get();
    log.source->Load(*claimed.batch);
  } catch (...) {
    claimed.error = std::current_exception();
  }
}

void ReadAhead::Parse(Log& log, Claimed& claimed) {
  try {
    if (!claimed.error) log.source->Parse(*claimed.batch);
  } catch (...) {
    claimed.error = std::current_exception();
  }
}

void ReadAhead::ReadNext(Log& log, Lock& lock) {
  const auto claimed = std::make_shared<Claimed>();
  log.claimed.push_back(claimed);
  log.is_loading = true;
  ++ahead_;
  lock.unlock();
  Load(log, *claimed);
  lock.lock();
  log.is_loading = false;
  log.at_end = claimed->IsLast();
  lock.unlock();
  for_workers_.notify_one();
  for_caller_.notify_one();
  Parse(log, *claimed);
  lock.lock();
  claimed->is_parsed = true;
  if (claimed->IsLast()) {
    log.at_end = true;
  } else {
    NoteTimes(claimed->batch->events, log);
  }
  for_caller_.notify_one();
}

void ReadAhead::NoteTimes(const std::vector<Event>& events, Log& log) {
  if (events.empty()) return;
  const values::Instant first = events.front().time;
  log.last = events.back().time;
  log.nanos = log.last <= first ? 0
                                : static_cast<std::uint64_t>(log.last.nanos) -
                                      static_cast<std::uint64_t>(first.nanos);
}

BatchPtr ReadAhead::Take(std::size_t log_number) {
  Log& log = logs_[log_number];
  Lock lock(mutex_);
  for (;;) {
    if (log.claimed.empty()) {
      ReadNext(log, lock);
    } else if (log.claimed.front()->is_parsed) {
      const std::shared_ptr<Claimed> claimed = std::move(log.claimed.front());
      log.claimed.pop_front();
      --ahead_;
      // What it needed for reading is given back.
      if (log.at_end && !log.is_loading && log.claimed.empty()) log.source.reset();
      lock.unlock();
      for_workers_.notify_one();
      if (claimed->error) std::rethrow_exception(claimed->error);
      return std::move(claimed->batch);
    } else if (Log* other = NextLog()) {
      ReadNext(*other, lock);
    } else {
      for_caller_.wait(lock);
    }
  }
}

}  // namespace abide::events
