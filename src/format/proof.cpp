#include "format/proof.h"

#include <algorithm>

#include "format/writer.h"
#include "syntax/lexemes.h"
#include "syntax/parse.h"

namespace abide::format {

std::vector<std::string_view> CommentsOf(const Reading& reading) {
  const char* const begin = reading.text.data();
  const char* const end = begin + reading.text.size();
  std::vector<std::string_view> comments;
  auto regex = reading.regexes.begin();
  auto broken = reading.broken.begin();
  for (const char* at = begin; at != end;) {
    if (broken != reading.broken.end() && at == broken->data()) {
      at += broken->size();
      ++broken;
    } else if (regex != reading.regexes.end() && at == begin + regex->begin) {
      at = begin + regex->end;
      ++regex;
    } else if (*at == '"') {
      const char* const behind = syntax::MatchString(at, end);
      at = behind != nullptr ? behind : at + 1;
    } else if (*at == '#') {
      const char* const line_end = std::find(at, end, '\n');
      comments.push_back(WithoutBlanksBehind({at, static_cast<std::size_t>(line_end - at)}));
      at = line_end;
    } else {
      ++at;
    }
  }
  return comments;
}

std::string Difference(const Reading& before, const Reading& after) {
  if (syntax::Dump(before.file) != syntax::Dump(after.file)) return "the tree";
  if (before.broken != after.broken) return "what has errors";
  if (CommentsOf(before) != CommentsOf(after)) return "the comments";
  return {};
}

}  // namespace abide::format
