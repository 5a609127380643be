#include "events/lateness_buffer.h"

#include <algorithm>
#include <utility>

namespace abide::events {

bool LatenessBuffer::IsDue(const Event& event) const {
  const std::optional<values::Instant> due = values::Plus(event.time, lateness_);
  return due && *due <= latest_;
}

std::size_t LatenessBuffer::PlaceOfBatch() {
  const BatchPtr& batch = events_.batch();
  for (std::size_t i = 1; i <= std::min(held_.size(), kRead); ++i) {
    if (held_[held_.size() - i].batch == batch) return held_.size() - i;
  }
  const std::uint64_t bytes = batch->HeldBytes();
  space_.taken += bytes;
  held_.push_back({batch, bytes, 0});
  if (held_.size() > kRead) Release(held_[held_.size() - 1 - kRead]);
  return held_.size() - 1;
}

void LatenessBuffer::TakeIn(const Event& event) {
  latest_ = std::max(latest_, event.time);
  const std::size_t place = PlaceOfBatch();
  ++held_[place].waiting;
  heap_.push_back({&event, released_ + place});
  std::push_heap(heap_.begin(), heap_.end(), IsLater);
}

void LatenessBuffer::Release(Held& held) {
  if (held.waiting > 0) return;
  held.batch.reset();
  space_.taken -= std::exchange(held.bytes, 0);
}

void LatenessBuffer::ReleaseFirst() {
  while (held_.size() > kRead && held_.front().waiting == 0) {
    held_.pop_front();
    ++released_;
  }
}

const Event* LatenessBuffer::Next() {
  ReleaseFirst();
  while (!at_end_ && (heap_.empty() || !(IsDue(*heap_.front().event) || IsFull()))) {
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
  const std::size_t place = first.batch - released_;
  Held& held = held_[place];
  if (batch_ != held.batch) batch_ = held.batch;
  --held.waiting;
  if (place + kRead < held_.size()) Release(held);
  return first.event;
}

}  // namespace abide::events
