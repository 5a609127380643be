#include "events/near_order.h"

#include <utility>

namespace abide::events {

NearOrder::Part NearOrder::Take() {
  Part part{cursor_.NextBatch()};
  merges_ = merges_ || (part.batch && part.batch->was_disordered);
  return part;
}

const Event* NearOrder::NextOfTwo() {
  if (first_.is_done()) first_ = std::exchange(second_, {});
  if (first_.is_done()) first_ = Take();
  if (first_.is_done()) return nullptr;
  if (merges_ && second_.is_done()) second_ = Take();
  gave_second_ = !second_.is_done() && InOrder(second_.event(), first_.event()) < 0;
  Part& part = gave_second_ ? second_ : first_;
  return &part.batch->events[part.next++];
}

}  // namespace abide::events
