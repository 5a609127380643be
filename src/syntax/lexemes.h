// The tokens of the language as plain functions over bytes: each tells where a token that begins
// at `at` ends, or null if none begins there. No blank is skipped and nothing is interpreted; the
// names are those of the grammar (language guide, section 13). Cost: linear in the match.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace abide::syntax {

inline std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool IsBlank(char c);
bool IsDigit(char c);
bool BeginsWithDigit(std::string_view text);
bool IsUpper(char c);  // of ASCII
// Letters, digits and the underscore of ASCII.
bool IsWordCharacter(char c);
// With the capitals of ASCII as small letters.
std::string InSmallLetters(std::string_view text);

// Behind spaces, tabs, line ends and comments.
const char* SkipBlanks(const char* at, const char* end);

const char* MatchSnake(const char* at, const char* end);
const char* MatchName(const char* at, const char* end);
const char* MatchVariable(const char* at, const char* end);
// A NAME that is no BUILTIN.
const char* MatchCallName(const char* at, const char* end);
const char* MatchKey(const char* at, const char* end);
const char* MatchField(const char* at, const char* end);
// The word before `:` in a record: SNAKE { ~"." ~KEY }.
const char* MatchPairKey(const char* at, const char* end);
const char* MatchPolicy(const char* at, const char* end);
const char* MatchClause(const char* at, const char* end);
const char* MatchFullId(const char* at, const char* end);
const char* MatchClauseRef(const char* at, const char* end);
const char* MatchString(const char* at, const char* end);
const char* MatchRegex(const char* at, const char* end);
const char* MatchTime(const char* at, const char* end);
const char* MatchDigits(const char* at, const char* end);
const char* MatchNumber(const char* at, const char* end);
const char* MatchUnit(const char* at, const char* end);
// DIGITS UNIT !"=", blanks between them included.
const char* MatchDuration(const char* at, const char* end);
// `"="`: not `==`, not `=>`.
const char* MatchEquals(const char* at, const char* end);
// A word of the language: whole, with no `.` or `[].` directly behind and no single `=` next.
const char* MatchWord(const char* at, const char* end, std::string_view word);
// `-` with a blank on both sides; `begin` is where the text begins.
const char* MatchMinus(const char* begin, const char* at, const char* end);

// Words that no variable may have as its name, without the operands.
bool IsReservedWord(std::string_view word);
// `not has any every preceded true false`: no name at all.
bool IsOperandWord(std::string_view word);
bool IsBuiltinFunction(std::string_view word);

}  // namespace abide::syntax
