// A disagreement made as small as it stays one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reference/comparison.h"
#include "reference/piece.h"

namespace abide::reference {

// A case as it was made, not yet checked.
struct Specimen {
  Piece rules;
  std::vector<std::string> shapes;
  Log log;
  Options options;
  std::optional<std::size_t> restart_behind;
};

// The rules, the log and both answers of the smallest specimen found; nothing if `specimen` is no
// disagreement.
std::optional<std::string> Shrunk(Specimen specimen);

}  // namespace abide::reference
