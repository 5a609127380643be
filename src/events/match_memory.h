// What a pattern finds in a text, remembered for the texts that it was last shown.
//
// The patterns of a source are about names (of operations, models, services), of which a log has
// few: to compare a text with one that is known costs a tenth of a search.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace abide::events {

// What was found, by its place in the text; nothing where it is `kNowhere`.
struct FoundIn {
  static constexpr std::size_t kNowhere = std::string_view::npos;
  std::size_t begin = kNowhere;
  std::size_t length = 0;
};

class MatchMemory {
 public:
  // `search(text)` gives a FoundIn, always the same one for the same text.
  template <typename Search>
  FoundIn Find(std::string_view text, Search search) {
    if (text.empty() || text.size() > kLongest) return search(text);
    Known& known = known_[(text.size() + static_cast<unsigned char>(text.back())) % known_.size()];
    if (known.text != text) {
      known.found = search(text);
      known.text = text;
    }
    return known.found;
  }

 private:
  static constexpr std::size_t kLongest = 200;  // in bytes
  struct Known {
    std::string text;  // empty: none yet
    FoundIn found;
  };
  std::array<Known, 16> known_;
};

}  // namespace abide::events
