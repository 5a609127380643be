// Where the declarations of a text begin: at each line whose first character is neither blank nor
// `#`. Decided before anything is parsed.
#pragma once

#include <string_view>
#include <vector>

namespace abide::syntax {

struct CutText {
  // What stands before the first declaration, a byte order mark excluded: blanks and comments, if
  // all is well.
  std::string_view head;
  // Each reaches to the next; they point into the text.
  std::vector<std::string_view> pieces;
};

// O(length).
CutText Cut(std::string_view text);

}  // namespace abide::syntax
