// An instant's text taken apart, before anything is known of its zone; within the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "values/time.h"

namespace abide::values {

struct InstantText {
  std::int64_t days = 0;  // since 1970-01-01, of the date as written
  int second_of_day = 0;
  int nanos = 0;
  char separator = '\0';  // 'T' or ' ' before a time of day, '\0' where a date stands alone
  bool has_zone = false;
  int offset = 0;  // seconds east of UTC
};

// Strict: every part exists in the calendar and nothing follows. Allocates nothing.
std::optional<InstantText> ReadInstantText(std::string_view text);

// Without a zone of its own the text is taken as UTC. Nothing if out of range.
std::optional<Instant> InstantOf(const InstantText& parts);

}  // namespace abide::values
