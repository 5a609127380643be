#include "syntax/cut.h"

#include <cstddef>

#include "syntax/lexemes.h"

namespace abide::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool BeginsDeclaration(char first) { return !IsBlank(first) && first != '#'; }

}  // namespace

CutText Cut(std::string_view text) {
  std::size_t begin =
      text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
  CutText cut;
  bool in_head = true;
  const auto finish = [&](std::size_t end) {
    const std::string_view piece = text.substr(begin, end - begin);
    if (in_head) {
      cut.head = piece;
    } else {
      cut.pieces.push_back(piece);
    }
    begin = end;
    in_head = false;
  };
  for (std::size_t line = begin; line < text.size();) {
    if (BeginsDeclaration(text[line])) finish(line);
    const std::size_t line_end = text.find('\n', line);
    if (line_end == std::string_view::npos) break;
    line = line_end + 1;
  }
  finish(text.size());
  return cut;
}

}  // namespace abide::syntax
