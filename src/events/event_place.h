// Where an event stands: what is kept of each event of a log that is out of order.
#pragma once

#include <compare>
#include <cstdint>

#include "values/time.h"

namespace abide::events {

// In the order in which the events of one log are handed out.
struct EventPlace {
  values::Instant time;
  std::uint64_t offset = 0;
  std::uint32_t part = 0;
  std::uint32_t length = 0;
  std::uint64_t line = 0;

  auto operator<=>(const EventPlace&) const = default;
};
static_assert(sizeof(EventPlace) == 32, "there is one for each event of a disordered log");

}  // namespace abide::events
