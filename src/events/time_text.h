// What to say of text that is no time.
#pragma once

#include <string_view>

namespace abide::events {

inline constexpr std::string_view kExpectedTime = "ISO 8601 with a zone";

// `text` is not read by ParseInstant: what was expected of it, as narrowly as can be said.
std::string_view ExpectedInsteadOf(std::string_view text);

}  // namespace abide::events
