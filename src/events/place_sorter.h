// Sorts the events of a disordered log by what is kept of each, in bounded memory.
//
// Places are collected in memory. What finds no room there is sorted and written to a temporary
// file as a run; in the end the runs are merged as they are read, each through a buffer of its own,
// for which room is taken as well.
// Cost: 32 bytes an event, and n log n comparisons.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "events/event_place.h"
#include "events/temporary_file.h"

namespace abide::events {

// The memory for the places of all logs, and the file for those that find no room in it.
class PlaceSpace {
 public:
  explicit PlaceSpace(std::uint64_t bytes) : left_(bytes / sizeof(EventPlace)) {}

  // Room for so many places is taken; false if there is none.
  bool Take(std::uint64_t places);
  void GiveBack(std::uint64_t places) { left_ += places; }
  // Where in the file they begin; nothing if they can't be written.
  std::optional<std::uint64_t> Write(const std::vector<EventPlace>& places);
  bool Read(std::uint64_t offset, std::vector<EventPlace>& places) const;

 private:
  std::uint64_t left_;
  std::optional<Descriptor> file_;  // made when it is needed
  std::uint64_t end_ = 0;
};

// Places are added, then sorted, then given out from the first to the last.
class PlaceSorter {
 public:
  explicit PlaceSorter(PlaceSpace& space) : space_(space) {}
  ~PlaceSorter() { GiveBackRoom(); }
  PlaceSorter(const PlaceSorter&) = delete;
  PlaceSorter& operator=(const PlaceSorter&) = delete;

  void Add(const EventPlace& place);
  // Whether the times of the places that were added were in order.
  bool in_order() const { return in_order_; }
  void Sort();
  // Nothing at the end, or if the temporary file fails.
  std::optional<EventPlace> Next();
  // The temporary file can't be written, or read.
  bool failed() const { return failed_; }

 private:
  // A part of the file, sorted, and what has been read of it.
  struct Run {
    std::uint64_t offset = 0;
    std::uint64_t left = 0;  // places that were not read
    std::vector<EventPlace> read;
    std::size_t next = 0;

    const EventPlace& first() const { return read[next]; }
  };

  void MakeRoom();
  void Spill();
  void GiveBackRoom();
  // False at the run's end.
  bool Load(Run& run);
  std::optional<EventPlace> NextOfRuns();
  // For the heap of runs: the one with the first place on top.
  static bool IsLater(const Run& a, const Run& b) { return a.first() > b.first(); }

  PlaceSpace& space_;
  std::vector<EventPlace> places_;
  std::size_t next_ = 0;
  std::uint64_t taken_ = 0;  // of the space, in places
  std::vector<Run> runs_;    // once sorted: a heap
  std::size_t read_at_once_ = 0;
  std::optional<values::Instant> last_;
  bool in_order_ = true;
  bool failed_ = false;
};

}  // namespace abide::events
