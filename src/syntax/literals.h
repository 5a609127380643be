// What the text of a literal means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.h"
#include "values/decimal.h"
#include "values/time.h"

namespace abide::syntax {

// A NUMBER token, exact; nothing if it is out of range.
std::optional<values::Decimal> NumberOf(std::string_view token);
// A DIGITS UNIT token; nothing if it is out of range or no whole number of the smallest unit.
std::optional<values::Duration> DurationOf(std::string_view token);
// False, with the reason, if the regular expression does not compile.
bool IsRegex(const RegexLiteral& regex, std::string& reason);

// The content of a STRING token, quotes included in `token`. Where an escape names no character
// the replacement character stands, and `bad_escape` is the offset of the first such escape in the
// token (else untouched). `offsets`, if asked for, gets for each byte of the content, and for its
// end, the offset in the token at which what made it begins.
std::string Unescape(std::string_view token, std::size_t& bad_escape,
                     std::vector<std::uint32_t>* offsets);

// The code point in UTF-8; false for surrogates and what lies behind the last code point.
bool AppendUtf8(std::uint32_t code_point, std::string& text);

// The text, or its beginning and an ellipsis where it is too long for a message.
std::string Excerpt(std::string_view text);

}  // namespace abide::syntax
