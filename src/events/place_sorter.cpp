#include "events/place_sorter.h"

#include <algorithm>
#include <utility>

namespace abide::events {
namespace {

// Room is taken in pieces that begin with so many places.
constexpr std::size_t kFirstPlaces = 1024;
// Places that are held of each run while runs are merged: all runs together, and one.
constexpr std::size_t kAllMergedPlaces = std::size_t{1} << 17;
constexpr std::size_t kLeastMergedPlaces = 16;

}  // namespace

bool PlaceSpace::Take(std::uint64_t places) {
  if (places > left_) return false;
  left_ -= places;
  return true;
}

std::optional<std::uint64_t> PlaceSpace::Write(const std::vector<EventPlace>& places) {
  if (!file_) file_ = NamelessFile();
  const std::size_t bytes = places.size() * sizeof(EventPlace);
  if (!file_->valid()) return std::nullopt;
  if (!WriteAll(*file_, reinterpret_cast<const char*>(places.data()), bytes)) return std::nullopt;
  return std::exchange(end_, end_ + bytes);
}

bool PlaceSpace::Read(std::uint64_t offset, std::vector<EventPlace>& places) const {
  const std::size_t bytes = places.size() * sizeof(EventPlace);
  return std::cmp_equal(ReadAt(*file_, offset, reinterpret_cast<char*>(places.data()), bytes),
                        bytes);
}

void PlaceSorter::Add(const EventPlace& place) {
  in_order_ = in_order_ && (!last_ || *last_ <= place.time);
  last_ = place.time;
  if (failed_) return;
  if (places_.size() == places_.capacity()) MakeRoom();
  places_.push_back(place);
}

// Twice the room, while old and new stand side by side.
void PlaceSorter::MakeRoom() {
  const std::uint64_t before = taken_;
  const std::uint64_t wanted = before == 0 ? kFirstPlaces : 2 * before;
  if (space_.Take(wanted)) {
    places_.reserve(wanted);
    space_.GiveBack(before);
    taken_ = wanted;
  } else if (!places_.empty()) {
    Spill();
  } else {
    // Some room is needed, whatever others have taken.
    places_.reserve(kFirstPlaces);
  }
}

void PlaceSorter::Spill() {
  std::sort(places_.begin(), places_.end());
  const std::optional<std::uint64_t> offset = space_.Write(places_);
  failed_ = failed_ || !offset;
  if (offset) runs_.push_back({*offset, places_.size(), {}, 0});
  places_.clear();
}

void PlaceSorter::GiveBackRoom() {
  std::vector<EventPlace>().swap(places_);
  space_.GiveBack(std::exchange(taken_, 0));
}

void PlaceSorter::Sort() {
  if (runs_.empty()) return std::sort(places_.begin(), places_.end());
  if (!places_.empty()) Spill();
  GiveBackRoom();
  // Less for each of many logs; what is needed, whatever others have taken.
  const std::size_t least = kLeastMergedPlaces * runs_.size();
  std::size_t merged = kAllMergedPlaces;
  while (merged > least && !space_.Take(merged)) merged /= 2;
  if (merged > least) taken_ = merged;
  read_at_once_ = std::max(merged / runs_.size(), kLeastMergedPlaces);
  std::erase_if(runs_, [this](Run& run) { return !Load(run); });
  std::make_heap(runs_.begin(), runs_.end(), IsLater);
}

bool PlaceSorter::Load(Run& run) {
  if (run.left == 0) return false;
  run.next = 0;
  run.read.resize(std::min<std::uint64_t>(run.left, read_at_once_));
  if (!space_.Read(run.offset, run.read)) {
    failed_ = true;
    return false;
  }
  run.offset += run.read.size() * sizeof(EventPlace);
  run.left -= run.read.size();
  return true;
}

std::optional<EventPlace> PlaceSorter::NextOfRuns() {
  if (runs_.empty()) return std::nullopt;
  std::pop_heap(runs_.begin(), runs_.end(), IsLater);
  Run& run = runs_.back();
  const EventPlace place = run.first();
  if (++run.next < run.read.size() || Load(run)) {
    std::push_heap(runs_.begin(), runs_.end(), IsLater);
  } else {
    runs_.pop_back();
  }
  return place;
}

std::optional<EventPlace> PlaceSorter::Next() {
  if (failed_) return std::nullopt;
  if (next_ == places_.size()) return NextOfRuns();
  return places_[next_++];
}

}  // namespace abide::events
