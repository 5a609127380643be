#include "events/lateness_buffer.h"

#include <algorithm>

namespace abide::events {

bool LatenessBuffer::IsDue(const Event& event) const {
  const std::optional<values::Instant> due = values::Plus(event.time, lateness_);
  return due && *due <= latest_;
}

void LatenessBuffer::TakeIn(const Event& event) {
  latest_ = std::max(latest_, event.time);
  if (held_.empty() || held_.back().batch != events_.batch()) held_.push_back({events_.batch(), 0});
  ++held_.back().waiting;
  heap_.push_back({&event, released_ + held_.size() - 1});
  std::push_heap(heap_.begin(), heap_.end(), IsLater);
}

// The one that is read at present may get more events that wait.
void LatenessBuffer::ReleaseBatches() {
  while (held_.size() > 1 && held_.front().waiting == 0) {
    held_.pop_front();
    ++released_;
  }
}

const Event* LatenessBuffer::Next() {
  ReleaseBatches();
  while (!at_end_ && (heap_.empty() || !IsDue(*heap_.front().event))) {
    if (const Event* event = events_.Next()) {
      TakeIn(*event);
    } else {
      at_end_ = true;
    }
  }
  if (heap_.empty()) return nullptr;
  std::pop_heap(heap_.begin(), heap_.end(), IsLater);
  const Waiting first = heap_.back();
  heap_.pop_back();
  Held& held = held_[first.batch - released_];
  --held.waiting;
  if (batch_ != held.batch) batch_ = held.batch;
  return first.event;
}

}  // namespace abide::events
