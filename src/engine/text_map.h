// A hash map by text that is asked with views: no text is copied for a look-up.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"

namespace abide::engine {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    // Abseil hashes its own views: Debian builds it without the standard's.
    return absl::Hash<absl::string_view>()({text.data(), text.size()});
  }
};

template <typename Value>
using TextMap = absl::flat_hash_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace abide::engine
