// An event as rules see it, and where it stands.
#pragma once

#include <compare>
#include <cstdint>
#include <span>

#include "events/schema.h"
#include "values/time.h"
#include "values/value.h"

namespace abide::events {

// A record's bytes in a log. Logs are numbered in the order given; a record of a source that makes
// several events numbers them by `part`.
struct Place {
  static constexpr std::uint64_t kMostLines = (std::uint64_t{1} << 38) - 1;
  static constexpr std::uint64_t kMostParts = (std::uint64_t{1} << 26) - 1;  // of 64 MiB

  std::uint32_t log = 0;
  std::uint32_t length = 0;     // of the record in bytes, without line end
  std::uint64_t line : 38 = 0;  // physical, from 1
  std::uint64_t part : 26 = 0;
  std::uint64_t offset = 0;  // of the record's first byte

  void SetLine(std::uint64_t number) { line = number & kMostLines; }
  void SetPart(std::uint64_t number) { part = number & kMostParts; }

  bool operator==(const Place&) const = default;
};
static_assert(sizeof(Place) == 24, "one is kept of every event that is remembered");

// Fields point into the memory of the batch that the event was read with.
struct Event {
  EventKind kind{};
  values::Instant time;
  Place place;
  std::span<const values::Value> fields;  // by FieldIndex; [0] is the time
};

// The total order of events: time, then place in the input.
inline std::strong_ordering InOrder(const Event& a, const Event& b) {
  if (const auto order = a.time <=> b.time; order != 0) return order;
  if (const auto order = a.place.log <=> b.place.log; order != 0) return order;
  if (const auto order = a.place.offset <=> b.place.offset; order != 0) return order;
  return std::uint64_t{a.place.part} <=> std::uint64_t{b.place.part};
}

}  // namespace abide::events
