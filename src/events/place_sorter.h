// Sorts the events of a disordered log by what is kept of each.
#pragma once

#include <optional>
#include <vector>

#include "events/event_place.h"

namespace abide::events {

// Places are added, then sorted, then given out from the first to the last.
class PlaceSorter {
 public:
  void Add(const EventPlace& place);
  // Whether the places were added in their order.
  bool in_order() const { return in_order_; }
  void Sort();
  // Nothing at the end.
  std::optional<EventPlace> Next();

 private:
  std::vector<EventPlace> places_;
  std::size_t next_ = 0;
  bool in_order_ = true;
};

}  // namespace abide::events
