// Where a text stops being UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace abide::syntax {

// The offset of the first byte that begins no well-formed sequence (RFC 3629: no overlong form, no
// surrogate, nothing behind U+10FFFF). O(length).
std::optional<std::size_t> FindBadUtf8(std::string_view text);

}  // namespace abide::syntax
