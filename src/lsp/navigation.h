// The word at a place, and all words for the same.
#pragma once

#include "lsp/view.h"

#include <optional>
#include <vector>

namespace abide::lsp {

std::optional<Named> NamedAt(const View& view, Position position);
// As Names::UsesOf, over all rule sets that are open: a file may belong to several. Sorted.
std::vector<Place> UsesInAll(const View& view, const std::vector<Place>& declarations);

}  // namespace abide::lsp
