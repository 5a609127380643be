#include "events/place_sorter.h"

#include <algorithm>

namespace abide::events {

void PlaceSorter::Add(const EventPlace& place) {
  in_order_ = in_order_ && (places_.empty() || places_.back().time <= place.time);
  places_.push_back(place);
}

void PlaceSorter::Sort() { std::sort(places_.begin(), places_.end()); }

std::optional<EventPlace> PlaceSorter::Next() {
  if (next_ == places_.size()) return std::nullopt;
  return places_[next_++];
}

}  // namespace abide::events
