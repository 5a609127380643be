// The events of one log, one after the other, out of its batches.
//
// Each batch is in order (line_batches.h). Where one did not stand in order, its events may reach
// into those of the next one too, as spans of one export into those of another: from there on a
// batch is merged with the one behind it. What is earlier than that allows is given all the same,
// behind a later one, and whoever takes events sees that. Cost: a batch that is held more, and
// nothing for a log in order.
#pragma once

#include "events/log_cursor.h"

namespace abide::events {

class NearOrder {
 public:
  // `cursor` outlives it and is asked by nobody else.
  explicit NearOrder(LogCursor& cursor) : cursor_(cursor) {}

  // Null at the end. An event is valid until the next call, or as long as somebody holds its batch.
  const Event* Next() {
    if (merges_ || first_.is_done()) return NextOfTwo();
    return &first_.batch->events[first_.next++];
  }
  // That of the event given last.
  const BatchPtr& batch() const { return (gave_second_ ? second_ : first_).batch; }

 private:
  struct Part {
    BatchPtr batch;
    std::size_t next = 0;

    bool is_done() const { return !batch || next == batch->events.size(); }
    const Event& event() const { return batch->events[next]; }
  };

  const Event* NextOfTwo();
  Part Take();

  LogCursor& cursor_;
  Part first_;
  Part second_;  // if batches are merged; begins behind the first in the log
  bool merges_ = false;
  bool gave_second_ = false;
};

}  // namespace abide::events
