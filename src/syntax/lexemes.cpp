#include "syntax/lexemes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace abide::syntax {
namespace {

constexpr std::array<std::string_view, 7> kOperands = {"not",      "has",  "any",  "every",
                                                       "preceded", "true", "false"};
constexpr std::array<std::string_view, 10> kBuiltins = {
    "count", "sum", "min", "max", "average", "distinct", "latest", "earliest", "share", "capture"};
// Sorted, for a binary search.
constexpr std::array<std::string_view, 42> kReserved = {
    "about",     "after",  "and",     "around",   "as",     "at",      "because",
    "before",    "by",     "cites",   "contains", "derive", "derives", "each",
    "effective", "else",   "ends",    "for",      "forbid", "from",    "ignoring",
    "in",        "limit",  "matches", "message",  "of",     "or",      "over",
    "per",       "remedy", "require", "severity", "since",  "starts",  "tags",
    "to",        "unless", "until",   "when",     "where",  "with",    "within"};
constexpr std::array<std::string_view, 8> kUnitWords = {"millisecond", "second", "minute", "hour",
                                                        "day",         "week",   "month",  "year"};

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsLowerOrDigit(char c) { return IsLower(c) || IsDigit(c); }

// The character at `at`, or 0 at the end (0 itself is no part of any token).
char Peek(const char* at, const char* end) { return at != end ? *at : '\0'; }

const char* SkipWordCharacters(const char* at, const char* end) {
  while (at != end && IsWordCharacter(*at)) ++at;
  return at;
}

// Exactly `count` digits.
const char* MatchDigitCount(const char* at, const char* end, int count) {
  for (; count > 0; --count, ++at) {
    if (at == end || !IsDigit(*at)) return nullptr;
  }
  return at;
}

const char* MatchChar(const char* at, const char* end, char c) {
  return at != nullptr && at != end && *at == c ? at + 1 : nullptr;
}

// NN:NN
const char* MatchHourMinute(const char* at, const char* end) {
  at = MatchDigitCount(at, end, 2);
  at = MatchChar(at, end, ':');
  return at != nullptr ? MatchDigitCount(at, end, 2) : nullptr;
}

// The time of day and the zone of a TIME, `T` first.
const char* MatchTimeOfDay(const char* at, const char* end) {
  at = MatchChar(at, end, 'T');
  if (at == nullptr) return nullptr;
  at = MatchHourMinute(at, end);
  if (at == nullptr) return nullptr;
  if (Peek(at, end) == ':') {
    at = MatchDigitCount(at + 1, end, 2);
    if (at == nullptr) return nullptr;
    if (Peek(at, end) == '.') {
      const char* const fraction = at + 1;
      at = fraction;
      while (at != end && IsDigit(*at) && at - fraction < 9) ++at;
      if (at == fraction) return nullptr;
    }
  }
  if (Peek(at, end) == 'Z') return at + 1;
  if (Peek(at, end) != '+' && Peek(at, end) != '-') return nullptr;
  return MatchHourMinute(at + 1, end);
}

// NNNN-N[N]-N[N] with no digit behind: never a number and subtractions.
bool LooksLikeDate(const char* at, const char* end) {
  at = MatchDigitCount(at, end, 4);
  at = MatchChar(at, end, '-');
  for (int part = 0; part < 2; ++part) {
    if (at == nullptr || at == end || !IsDigit(*at)) return false;
    ++at;
    if (at != end && IsDigit(*at)) ++at;
    if (part == 0) at = MatchChar(at, end, '-');
  }
  return at == end || !IsDigit(*at);
}

const char* MatchDigitGroups(const char* at, const char* end) {
  if (at == end || !IsDigit(*at)) return nullptr;
  for (;;) {
    while (at != end && IsDigit(*at)) ++at;
    if (Peek(at, end) != '_' || at + 1 == end || !IsDigit(at[1])) return at;
    ++at;
  }
}

// -part-part, none or more.
const char* SkipHyphenated(const char* at, const char* end) {
  while (Peek(at, end) == '-' && at + 1 != end && IsLowerOrDigit(at[1])) {
    ++at;
    while (at != end && IsLowerOrDigit(*at)) ++at;
  }
  return at;
}

// [a-z][a-z0-9]*(-[a-z0-9]+)*
const char* MatchKebab(const char* at, const char* end) {
  if (at == end || !IsLower(*at)) return nullptr;
  while (at != end && IsLowerOrDigit(*at)) ++at;
  return SkipHyphenated(at, end);
}

const char* MatchDottedKebab(const char* at, const char* end) {
  at = MatchKebab(at, end);
  while (at != nullptr && Peek(at, end) == '.' && at + 1 != end && IsLowerOrDigit(at[1])) {
    ++at;
    while (at != end && IsLowerOrDigit(*at)) ++at;
    at = SkipHyphenated(at, end);
  }
  return at;
}

// One character or escape of a STRING; null if it can stand in none.
const char* MatchStringCharacter(const char* at, const char* end) {
  const auto byte = static_cast<unsigned char>(*at);
  if (*at == '"' || (byte < 0x20 && *at != '\t')) return nullptr;
  if (*at != '\\') return at + 1;
  if (++at == end) return nullptr;
  if (*at == '"' || *at == '\\' || *at == 'n' || *at == 't') return at + 1;
  if (*at != 'u') return nullptr;
  at = MatchChar(at + 1, end, '{');
  if (at == nullptr) return nullptr;
  const char* const digits = at;
  while (at != end && IsHexDigit(*at) && at - digits < 6) ++at;
  return at != digits ? MatchChar(at, end, '}') : nullptr;
}

}  // namespace

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool BeginsWithDigit(std::string_view text) { return !text.empty() && IsDigit(text.front()); }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
std::string InSmallLetters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

bool IsWordCharacter(char c) { return IsLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || c == '_'; }

bool IsReservedWord(std::string_view word) {
  return std::binary_search(kReserved.begin(), kReserved.end(), word);
}
bool IsOperandWord(std::string_view word) {
  return std::find(kOperands.begin(), kOperands.end(), word) != kOperands.end();
}
bool IsBuiltinFunction(std::string_view word) {
  return std::find(kBuiltins.begin(), kBuiltins.end(), word) != kBuiltins.end();
}

const char* SkipBlanks(const char* at, const char* end) {
  for (; at != end; ++at) {
    if (*at == '#') {
      at = std::find(at, end, '\n');
      if (at == end) return at;
    } else if (!IsBlank(*at)) {
      return at;
    }
  }
  return at;
}

const char* MatchSnake(const char* at, const char* end) {
  if (at == end || !IsLower(*at)) return nullptr;
  while (at != end && (IsLowerOrDigit(*at) || *at == '_')) ++at;
  return at == end || !IsWordCharacter(*at) ? at : nullptr;
}

const char* MatchName(const char* at, const char* end) {
  const char* const behind = MatchSnake(at, end);
  return behind != nullptr && !IsOperandWord(Between(at, behind)) ? behind : nullptr;
}

const char* MatchVariable(const char* at, const char* end) {
  const char* const behind = MatchName(at, end);
  return behind != nullptr && !IsReservedWord(Between(at, behind)) ? behind : nullptr;
}

const char* MatchCallName(const char* at, const char* end) {
  const char* const behind = MatchName(at, end);
  return behind != nullptr && !IsBuiltinFunction(Between(at, behind)) ? behind : nullptr;
}

const char* MatchKey(const char* at, const char* end) {
  return at != end && IsWordCharacter(*at) && !IsDigit(*at) ? SkipWordCharacters(at, end) : nullptr;
}

const char* MatchField(const char* at, const char* end) {
  at = MatchSnake(at, end);
  while (at != nullptr && at != end) {
    const char* step = at;
    if (*step == '[' && step + 1 != end && step[1] == ']') step += 2;
    if (Peek(step, end) != '.') break;
    step = MatchKey(step + 1, end);
    if (step == nullptr) break;
    at = step;
  }
  return at;
}

const char* MatchPairKey(const char* at, const char* end) {
  at = MatchSnake(at, end);
  while (at != nullptr && Peek(at, end) == '.') {
    const char* const step = MatchKey(at + 1, end);
    if (step == nullptr) break;
    at = step;
  }
  return at;
}

const char* MatchPolicy(const char* at, const char* end) {
  at = MatchDottedKebab(at, end);
  if (at == nullptr || at == end) return at;
  return IsWordCharacter(*at) || *at == '.' || *at == '-' ? nullptr : at;
}

const char* MatchClause(const char* at, const char* end) {
  at = MatchKebab(at, end);
  if (at == nullptr || at == end) return at;
  return IsWordCharacter(*at) || *at == '.' || *at == '/' || *at == '-' ? nullptr : at;
}

const char* MatchFullId(const char* at, const char* end) {
  at = MatchChar(MatchDottedKebab(at, end), end, '/');
  if (at == nullptr) return nullptr;
  at = MatchKebab(at, end);
  if (at == nullptr || at == end) return at;
  return IsWordCharacter(*at) || *at == '-' ? nullptr : at;
}

const char* MatchClauseRef(const char* at, const char* end) {
  const char* const full = MatchFullId(at, end);
  return full != nullptr ? full : MatchClause(at, end);
}

const char* MatchString(const char* at, const char* end) {
  at = MatchChar(at, end, '"');
  while (at != nullptr && at != end && *at != '"') at = MatchStringCharacter(at, end);
  return MatchChar(at, end, '"');
}

const char* MatchRegex(const char* at, const char* end) {
  at = MatchChar(at, end, '/');
  if (at == nullptr) return nullptr;
  const char* const content = at;
  while (at != end && *at != '/') {
    if (*at == '\\' && ++at == end) return nullptr;
    if (*at == '\r' || *at == '\n') return nullptr;
    ++at;
  }
  if (at == end || at == content) return nullptr;
  ++at;
  if (Peek(at, end) == 'i') ++at;
  return at == end || !IsWordCharacter(*at) ? at : nullptr;
}

const char* MatchTime(const char* at, const char* end) {
  at = MatchDigitCount(at, end, 4);
  for (int part = 0; part < 2; ++part) {
    at = MatchChar(at, end, '-');
    if (at == nullptr) return nullptr;
    at = MatchDigitCount(at, end, 2);
  }
  if (at == nullptr) return nullptr;
  const char* const with_time = MatchTimeOfDay(at, end);
  if (with_time != nullptr) at = with_time;
  return at != end && (IsWordCharacter(*at) || *at == ':') ? nullptr : at;
}

const char* MatchDigits(const char* at, const char* end) {
  if (LooksLikeDate(at, end)) return nullptr;
  at = MatchDigitGroups(at, end);
  if (at == nullptr || Peek(at, end) != '.') return at;
  const char* const fraction = MatchDigitGroups(at + 1, end);
  return fraction != nullptr ? fraction : at;
}

const char* MatchNumber(const char* at, const char* end) {
  at = MatchDigits(at, end);
  if (at == nullptr || at == end) return at;
  if (*at == '%' || *at == 'k' || *at == 'M' || *at == 'B') ++at;
  if (at != end && IsWordCharacter(*at)) return nullptr;
  return Peek(at, end) == '.' && at + 1 != end && IsDigit(at[1]) ? nullptr : at;
}

const char* MatchUnit(const char* at, const char* end) {
  const char* const behind = SkipWordCharacters(at, end);
  std::string_view word = Between(at, behind);
  if (std::find(kUnitWords.begin(), kUnitWords.end(), word) != kUnitWords.end()) return behind;
  if (word.empty() || word.back() != 's') return nullptr;
  word.remove_suffix(1);
  return std::find(kUnitWords.begin(), kUnitWords.end(), word) != kUnitWords.end() ? behind
                                                                                   : nullptr;
}

const char* MatchDuration(const char* at, const char* end) {
  at = MatchDigits(at, end);
  if (at == nullptr) return nullptr;
  at = MatchUnit(SkipBlanks(at, end), end);
  if (at == nullptr) return nullptr;
  return MatchEquals(SkipBlanks(at, end), end) == nullptr ? at : nullptr;
}

const char* MatchEquals(const char* at, const char* end) {
  at = MatchChar(at, end, '=');
  return at != nullptr && (Peek(at, end) == '=' || Peek(at, end) == '>') ? nullptr : at;
}

const char* MatchWord(const char* at, const char* end, std::string_view word) {
  if (static_cast<std::size_t>(end - at) < word.size() || Between(at, at + word.size()) != word) {
    return nullptr;
  }
  at += word.size();
  if (at != end && IsWordCharacter(*at)) return nullptr;
  const std::string_view rest = Between(at, end).substr(0, 3);
  if (rest.substr(0, 1) == "." || rest == "[].") return nullptr;
  return MatchEquals(SkipBlanks(at, end), end) == nullptr ? at : nullptr;
}

const char* MatchMinus(const char* begin, const char* at, const char* end) {
  if (at == begin || !IsBlank(at[-1]) || Peek(at, end) != '-' || at + 1 == end) return nullptr;
  return IsBlank(at[1]) || at[1] == '#' ? at + 1 : nullptr;
}

}  // namespace abide::syntax
