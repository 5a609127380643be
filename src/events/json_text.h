// The scalars of JSON, from their raw text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "values/arena.h"
#include "values/decimal.h"

namespace abide::events {

// The text of a string, given with its quotes: a view of it where nothing is escaped, else
// unescaped into the arena. Nothing if it has a bad escape (half of a surrogate pair is one).
std::optional<std::string_view> ReadString(std::string_view quoted, values::Arena& arena);
// What `raw` (without quotes) says, unescaped, behind `out`; false for a bad escape.
bool Unescape(std::string_view raw, std::string& out);
// Whether `raw` (without quotes) has no bad escape.
bool HasGoodEscapes(std::string_view raw);

enum class NumberFault { kNone, kGrammar, kRange };
// `raw` has to be a JSON number, all of it.
NumberFault ReadNumber(std::string_view raw, values::Decimal& number);

// What JSON calls the value that begins so: "an object", "a list", "a text", "a number" ….
std::string_view NameOfValue(char first);

// Of others' text, as much as a message has room for: at most 80 bytes, whole code points, with `…`
// if something was cut.
std::string Shortened(std::string_view text);
// The same in backticks.
std::string Ticked(std::string_view text);

}  // namespace abide::events
