// The tokens of a text as they look, whether it can be parsed or not.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace abide::lsp {

struct Token {
  enum class Kind { kComment, kString, kRegex, kNumber, kTime, kWord, kSign };
  Kind kind{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool is_open = false;  // a string that does not end on its line

  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }
};

template <std::size_t N>
bool IsAmong(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// In order, blanks left out. A word is letters, digits, `_`, and `-` between two of these; a dot is
// a sign; durations are a number and a word. A regular expression stands behind `matches` or a
// comma. O(length).
std::vector<Token> Tokens(std::string_view text);

}  // namespace abide::lsp
