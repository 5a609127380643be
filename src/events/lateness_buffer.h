// Puts the events of a log in order while it is read, if none of them comes much too late.
//
// An event waits until one that is `lateness` later has been seen, or the log has ended: then no
// earlier one can come any more, if the log keeps to that. If it does not, the event that comes too
// late is given all the same, behind a later one, and whoever takes events sees that. Cost: the
// batches of the events that wait are kept, and a heap of them; where that is more memory than
// there is to be, the earliest waits no longer.
#pragma once

#include <deque>
#include <vector>

#include "events/near_order.h"
#include "values/time.h"

namespace abide::events {

// What the buffers of all logs hold, in bytes, and may hold.
struct WaitingSpace {
  std::uint64_t most = 0;
  std::uint64_t taken = 0;
};

class LatenessBuffer {
 public:
  // All outlive the buffer; nobody else asks `events`. What it took of the space is not given back
  // where it ends early.
  LatenessBuffer(NearOrder& events, values::Duration lateness, WaitingSpace& space)
      : events_(events), lateness_(lateness), space_(space) {}

  // Null at the end. An event is valid until the next call.
  const Event* Next();
  // That of the event given last.
  const BatchPtr& batch() const { return batch_; }

 private:
  struct Waiting {
    const Event* event;
    std::uint64_t batch;  // counted from the log's first one that had events
  };
  struct Held {
    BatchPtr batch;  // null once none of its events waits
    std::uint64_t bytes = 0;
    std::size_t waiting = 0;
  };

  bool IsDue(const Event& event) const;
  // One batch may be held, however large it is.
  bool IsFull() const { return space_.taken > space_.most && held_.size() > kRead; }
  void TakeIn(const Event& event);
  // The place in `held_` of the batch that the event taken last is in.
  std::size_t PlaceOfBatch();
  void Release(Held& held);
  void ReleaseFirst();
  // For the heap: the earliest event on top.
  static bool IsLater(const Waiting& a, const Waiting& b) {
    return InOrder(*a.event, *b.event) > 0;
  }

  NearOrder& events_;
  // The last ones of `held_`, which may get more events (near_order.h).
  static constexpr std::size_t kRead = 2;

  values::Duration lateness_;
  WaitingSpace& space_;
  values::Instant latest_ = values::Instant::Min();
  bool at_end_ = false;
  std::vector<Waiting> heap_;
  std::deque<Held> held_;
  std::uint64_t released_ = 0;  // batches
  BatchPtr batch_;
};

}  // namespace abide::events
