// A text shown to a cutter piece by piece.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "containers/cutter.h"
#include "diagnostics/assert.h"

namespace abide::containers::testing {

struct Cut {
  std::vector<Piece> pieces;
  std::string_view open;
};

// Shows `count` more bytes at a time, and of those before only what is needed. The text stands at
// `offset`.
inline Cut CutBy(std::string_view text, std::size_t count, Cutter& cutter,
                 std::uint64_t offset = 0) {
  Cut cut;
  cutter.Begin(offset);
  for (std::size_t end = std::min(count, text.size()); end < text.size(); end += count) {
    const auto begin = static_cast<std::size_t>(cutter.needed() - offset);
    ABIDE_ASSERT(begin <= end, "nothing is needed that was not shown");
    cutter.Look(text.substr(begin, end - begin), offset + begin, cut.pieces);
  }
  const auto begin = static_cast<std::size_t>(cutter.needed() - offset);
  cut.open = cutter.Finish(text.substr(begin), offset + begin, cut.pieces);
  return cut;
}

}  // namespace abide::containers::testing
