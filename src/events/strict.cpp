#include "events/strict.h"

#include <array>
#include <cstring>

#include "events/json_text.h"
#include "events/object_reader.h"
#include "events/raw_value.h"

namespace abide::events {
namespace {

// --- The quick pass. Behind each scalar that it looks at, another token stands in the line: so
// loops end there, and at its first byte at the latest.

// What may stand behind a number or a word.
constexpr auto kEndsScalar = [] {
  std::array<bool, 256> ends{};
  for (const char c : {' ', '\t', '\r', '\n', ',', ':', '[', ']', '{', '}'}) ends[Byte(c)] = true;
  return ends;
}();

constexpr bool IsDecimal(char c) { return c >= '0' && c <= '9'; }

// Null if there are none.
inline const char* SkipDigits(const char* at) {
  if (!IsDecimal(*at)) return nullptr;
  while (IsDecimal(*at)) ++at;
  return at;
}

bool IsNumber(const char* at) {
  if (*at == '-') ++at;
  const bool zero = *at == '0';
  const char* const whole = at;
  at = SkipDigits(at);
  if (at == nullptr || (zero && at != whole + 1)) return false;
  if (*at == '.') {
    at = SkipDigits(at + 1);
    if (at == nullptr) return false;
  }
  if (*at == 'e' || *at == 'E') {
    ++at;
    if (*at == '+' || *at == '-') ++at;
    at = SkipDigits(at);
    if (at == nullptr) return false;
  }
  return kEndsScalar[Byte(*at)];
}

bool IsWord(const char* at, std::string_view word) {
  return std::memcmp(at, word.data(), word.size()) == 0 && kEndsScalar[Byte(at[word.size()])];
}

bool IsNumberOrWord(const char* at) {
  switch (*at) {
    case 't':
      return IsWord(at, "true");
    case 'f':
      return IsWord(at, "false");
    case 'n':
      return IsWord(at, "null");
    default:
      return IsNumber(at);
  }
}

// The backslashes of a line, from left to right.
class Backslashes {
 public:
  Backslashes(const char* begin, const char* end) : end_(end) { Find(begin); }

  // Whether the string has no bad escape. Strings are asked about in order.
  bool AreGoodIn(const Tokens& string) {
    const char* const next = string.text + string.at[1];
    return next_ >= next || Check(string.Scalar(), next);
  }

 private:
  void Find(const char* from) {
    const void* const found = std::memchr(from, '\\', static_cast<std::size_t>(end_ - from));
    next_ = found == nullptr ? end_ : static_cast<const char*>(found);
  }
  // Not inline: few strings have any.
  [[gnu::noinline]] bool Check(std::string_view quoted, const char* behind) {
    Find(behind);
    return quoted.size() >= 2 && quoted.back() == '"' &&
           HasGoodEscapes(quoted.substr(1, quoted.size() - 2));
  }

  const char* end_;
  const char* next_;  // the end if there is none; before the string asked about if in a key
};

}  // namespace

bool StrictChecker::IsWhole(const Tokens& tokens) {
  if (tokens.done() || tokens.peek() != '{') return false;
  const char* const text = tokens.text;
  const std::uint32_t limit = tokens.limit;
  Backslashes backslashes(tokens.place(), text + limit);
  const std::uint32_t* at = tokens.at + 1;
  open_.clear();
  Open inner{true, machine_.Open(0, 0)};
  bool is_empty = text[*at] == '}';
  for (;;) {
    if (!is_empty) {
      if (inner.is_object) {
        // A key, its colon, its value, and what stands behind.
        if (at[3] >= limit || text[at[0]] != '"' || text[at[1]] != ':') return false;
        const char* const quote = text + at[0];
        if (machine_.Next(inner.object, quote, text + at[1]) != KeyMachine::kUnwanted) return false;
        at += 2;
      } else if (at[1] >= limit) {
        return false;
      }
      const char first = text[*at];
      if (first == '{' || first == '[') {
        open_.push_back(inner);
        inner = Inside(inner, first == '{');
        ++at;
        is_empty = text[*at] == (first == '{' ? '}' : ']');
        continue;
      }
      const bool is_good =
          first == '"' ? backslashes.AreGoodIn({text, at, limit}) : IsNumberOrWord(text + *at);
      if (!is_good) return false;
      ++at;
    }
    is_empty = false;
    for (;; ++at) {
      if (*at >= limit) return false;
      if (text[*at] == ',') break;
      if (text[*at] != (inner.is_object ? '}' : ']')) return false;
      if (open_.empty()) return at[1] >= limit;
      inner = open_.back();
      open_.pop_back();
    }
    ++at;
  }
}

// --- The careful pass

bool StrictChecker::TakeKey(Tokens& tokens, ReadContext& context) {
  if (tokens.done() || tokens.peek() != '"') return context.NotJson(tokens, "expected a key");
  const char* const quote = tokens.place();
  ++tokens.at;
  if (tokens.done() || tokens.peek() != ':') return context.NotJson(tokens, "expected `:`");
  const std::int32_t node = machine_.Next(open_.back().object, quote, tokens.place());
  if (node < KeyMachine::kUnwanted) return RefuseKey(node, tokens, context);
  ++tokens.at;
  return true;
}

bool StrictChecker::TakeValue(Tokens& tokens, ReadContext& context) {
  for (;;) {
    if (tokens.done()) return context.NotJson(tokens, "expected a value");
    const char first = tokens.peek();
    if (first != '{' && first != '[') {
      if (!CheckScalar(tokens, context)) return false;
      ++tokens.at;
      return true;
    }
    const bool is_object = first == '{';
    ++tokens.at;
    if (!tokens.done() && tokens.peek() == (is_object ? '}' : ']')) {
      ++tokens.at;
      return true;
    }
    open_.push_back(open_.empty() ? Open{is_object, machine_.Open(0, 0)}
                                  : Inside(open_.back(), is_object));
    if (is_object && !TakeKey(tokens, context)) return false;
  }
}

bool StrictChecker::TakeSeparators(Tokens& tokens, ReadContext& context) {
  while (!open_.empty()) {
    const bool is_object = open_.back().is_object;
    const char next = tokens.done() ? '\0' : tokens.peek();
    if (next == ',') {
      ++tokens.at;
      return !is_object || TakeKey(tokens, context);
    }
    if (next != (is_object ? '}' : ']')) {
      return context.NotJson(tokens, is_object ? "expected `,` or `}`" : "expected `,` or `]`");
    }
    ++tokens.at;
    open_.pop_back();
  }
  return true;
}

bool StrictChecker::CheckCarefully(Tokens tokens, ReadContext& context) {
  open_.clear();
  do {
    if (!TakeValue(tokens, context) || !TakeSeparators(tokens, context)) return false;
  } while (!open_.empty());
  return tokens.done() || context.NotJson(tokens, "expected the record's end");
}

}  // namespace abide::events
