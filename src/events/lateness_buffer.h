// Puts the events of a log in order while it is read, if none of them comes much too late.
//
// An event waits until one that is `lateness` later has been seen, or the log has ended: then no
// earlier one can come any more, if the log keeps to that. If it does not, the event that comes too
// late is given all the same, behind a later one, and whoever takes events sees that. Cost: the
// batches of the events that wait are kept, and a heap of them.
#pragma once

#include <deque>
#include <vector>

#include "events/near_order.h"
#include "values/time.h"

namespace abide::events {

class LatenessBuffer {
 public:
  // `events` outlives the buffer and is asked by nobody else.
  LatenessBuffer(NearOrder& events, values::Duration lateness)
      : events_(events), lateness_(lateness) {}

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
    BatchPtr batch;
    std::size_t waiting = 0;
  };

  bool IsDue(const Event& event) const;
  void TakeIn(const Event& event);
  void ReleaseBatches();
  // For the heap: the earliest event on top.
  static bool IsLater(const Waiting& a, const Waiting& b) {
    return InOrder(*a.event, *b.event) > 0;
  }

  NearOrder& events_;
  values::Duration lateness_;
  values::Instant latest_ = values::Instant::Min();
  bool at_end_ = false;
  std::vector<Waiting> heap_;
  std::deque<Held> held_;
  std::uint64_t released_ = 0;  // batches
  BatchPtr batch_;
};

}  // namespace abide::events
