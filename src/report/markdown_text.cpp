#include "report/markdown_text.h"

namespace abide::report {
namespace {

// Where a line may begin with the text: a list, a heading underlined, a number with a point.
bool BeginsBlock(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view("-+=").find(text[0]) != std::string_view::npos) return true;
  const std::size_t digits = text.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos &&
         (text[digits] == '.' || text[digits] == ')');
}

}  // namespace

std::string MarkdownEscaped(std::string_view text) {
  std::string escaped = BeginsBlock(text) ? "<!-- -->" : "";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '@') {
      escaped += "&#64;<!-- -->";
    } else if (c == ':' && text.substr(i + 1, 1) == "/") {
      escaped += "&#58;";  // else `https://x` is a link
    } else if (c == '.' && i >= 3 && (text[i - 1] == 'w' || text[i - 1] == 'W')) {
      escaped += "&#46;";  // and `www.x`
    } else {
      const bool is_markup = std::string_view("\\`*_[]<>#|~&$").find(c) != std::string_view::npos;
      if (is_markup) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace abide::report
