// How else a value can be spelled than reports spell it: logs may say `48 hours` for what is told
// as "2 days", `4711.50`, a time of another zone, one without a zone, or ticks since 1970.
#pragma once

#include "absl/functional/function_ref.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

// Which values are looked for.
struct SpelledKinds {
  bool numbers = false;
  bool times = false;
  bool durations = false;
  bool any() const { return numbers || times || durations; }
};

// `visit(length, value)` for each number, time and duration that the beginning of `text` may be:
// its bytes there, and how a report spells it. O(1).
void ForEachSpelled(std::string_view text, const SpelledKinds& kinds,
                    absl::FunctionRef<void(std::size_t, const std::string&)> visit);

// A text as JSON may write it within quotes, where that is not the text itself: with its own
// characters, and in ASCII alone.
std::vector<std::string> EscapedSpellings(std::string_view text);

}  // namespace abide::report
