// That two texts say the same to the checker and to the reader: same trees, same comments, and
// what has errors byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.h"
#include "syntax/ast.h"

namespace abide::format {

// A text, its tree, and where its regular expressions stand (in them a `#` is no comment).
struct Reading {
  std::string_view text;
  const syntax::File& file;
  std::vector<std::string_view> broken;  // pieces that have no tree
  std::vector<diagnostics::Span> regexes;
};

// All comments outside of broken pieces, without the blanks behind them. They are looked for in the
// text itself, apart from how the formatter finds them.
std::vector<std::string_view> CommentsOf(const Reading& reading);

// What of `after` is not as in `before`: "the tree", "comments", …; empty if all is.
std::string Difference(const Reading& before, const Reading& after);

}  // namespace abide::format
