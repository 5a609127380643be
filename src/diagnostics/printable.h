// Text of others, made safe to show to a person.
//
// Rule files, logs and paths are hostile: an escape sequence rewrites a terminal, a bidirectional
// override shows a clause other than the one that is judged, an invisible character makes two names
// look like one. So everything that has no plain, visible shape of its own is shown as an escape:
// control characters, format characters (bidi controls, joiners, byte order marks, tags), line and
// paragraph separators, surrogates, private and unassigned code points, and bytes that are no
// UTF-8. What is left are letters, marks, digits, punctuation, symbols and spaces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace abide::diagnostics {

// One code point of a text, or one byte that is no UTF-8.
struct CodePoint {
  char32_t value = 0;      // the byte, if not valid
  std::size_t length = 1;  // in bytes, at least 1
  bool valid = false;
};

// `offset` is less than the size of `text`. Overlong forms and surrogates are not valid. O(1).
CodePoint DecodeUtf8(std::string_view text, std::size_t offset);

// Whether a code point may stand in output as it is.
bool IsPrintable(char32_t code_point);

// One line, as above: "\n", "\t", "\r", "\u{202E}", "\x{FF}" stand for what can't be shown.
std::string Printable(std::string_view text);

// `text`, or as many whole characters of it as `most` bytes hold and "…" behind them.
std::string Excerpt(std::string_view text, std::size_t most);

// A code point as the escape of a JSON string, "\u202e"; above U+FFFF a pair of them.
void AppendJsonEscape(char32_t code_point, std::string& text);

// What takes how much room on a terminal: 0 for combining marks, 2 for wide characters. For text
// that Printable has made.
std::size_t ColumnsOf(std::string_view printable);

}  // namespace abide::diagnostics
