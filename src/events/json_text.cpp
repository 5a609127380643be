#include "events/json_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "diagnostics/printable.h"
#include "values/powers_of_ten.h"

namespace abide::events {
namespace {

using values::Decimal;

constexpr std::uint64_t kEachByte = 0x0101010101010101;

// Top bits of bytes, the first of them that of the first backslash; zero if there is none. A byte
// of `word ^ '\\'` that is zero borrows into its top bit.
std::uint64_t FindBackslash(std::uint64_t word) {
  word ^= kEachByte * '\\';
  return (word - kEachByte) & ~word & (kEachByte * 0x80);
}
bool HasBackslash(std::uint64_t word) { return FindBackslash(word) != 0; }

// Eight bytes at a time, the last of them once more.
bool HasBackslash(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  std::uint64_t word;
  if (text.size() < 8) return std::find(at, end, '\\') != end;
  for (; end - at > 8; at += 8) {
    std::memcpy(&word, at, 8);
    if (HasBackslash(word)) return true;
  }
  std::memcpy(&word, end - 8, 8);
  return HasBackslash(word);
}

std::optional<std::uint32_t> HexOf(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const char c = digits[i];
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

char* WriteUtf8(std::uint32_t point, char* out) {
  const auto put = [&](std::uint32_t byte) { *out++ = static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
  return out;
}

// The code point behind `\u`, which is taken off `rest`.
std::optional<std::uint32_t> TakeCodePoint(std::string_view& rest) {
  const std::optional<std::uint32_t> first = HexOf(rest);
  if (!first) return std::nullopt;
  rest.remove_prefix(4);
  if (*first < 0xD800 || *first > 0xDFFF) return first;
  if (*first > 0xDBFF || !rest.starts_with("\\u")) return std::nullopt;
  const std::optional<std::uint32_t> second = HexOf(rest.substr(2));
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
  rest.remove_prefix(6);
  return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

char PlainEscape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

// Copies what stands in front of the first backslash, eight bytes at a time: not much does in JSON
// that is a text. There is room for as many bytes as `raw` has.
std::size_t CopyPlain(std::string_view raw, char* out) {
  std::size_t at = 0;
  for (; raw.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, raw.data() + at, sizeof word);
    const std::uint64_t found = FindBackslash(word);
    if (found != 0 && std::endian::native != std::endian::little) break;
    std::memcpy(out + at, &word, sizeof word);
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
  }
  for (; at < raw.size() && raw[at] != '\\'; ++at) out[at] = raw[at];
  return at;
}

// Writes at most `raw.size()` bytes; null for a bad escape.
char* UnescapeTo(std::string_view raw, char* out) {
  while (!raw.empty()) {
    const std::size_t plain = CopyPlain(raw, out);
    out += plain;
    raw.remove_prefix(plain);
    if (raw.empty()) break;
    if (raw.size() < 2) return nullptr;
    const char kind = raw[1];
    raw.remove_prefix(2);
    if (kind == 'u') {
      const std::optional<std::uint32_t> point = TakeCodePoint(raw);
      if (!point) return nullptr;
      out = WriteUtf8(*point, out);
      continue;
    }
    const char escaped = PlainEscape(kind);
    if (escaped == '\0') return nullptr;
    *out++ = escaped;
  }
  return out;
}

// --- Numbers

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

const char* SkipDigits(const char* at, const char* end) {
  while (at != end && IsDigit(*at)) ++at;
  return at;
}

std::uint64_t DigitsOf(const char* at, const char* end) {
  std::uint64_t value = 0;
  for (; at != end; ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  return value;
}

}  // namespace

std::optional<std::string_view> ReadString(std::string_view quoted, values::Arena& arena) {
  if (quoted.size() < 2 || quoted.back() != '"') return std::nullopt;
  const std::string_view raw = quoted.substr(1, quoted.size() - 2);
  if (!HasBackslash(raw)) return raw;
  const std::span<char> room = arena.Bytes(raw.size());
  const char* end = UnescapeTo(raw, room.data());
  if (end == nullptr) return std::nullopt;
  return std::string_view(room.data(), static_cast<std::size_t>(end - room.data()));
}

bool Unescape(std::string_view raw, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + raw.size());
  const char* end = UnescapeTo(raw, out.data() + before);
  if (end == nullptr) {
    out.resize(before);
    return false;
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return true;
}

bool HasGoodEscapes(std::string_view raw) {
  for (;;) {
    const std::size_t plain = raw.find('\\');
    if (plain == std::string_view::npos) return true;
    if (raw.size() - plain < 2) return false;
    const char kind = raw[plain + 1];
    raw.remove_prefix(plain + 2);
    if (kind == 'u') {
      if (!TakeCodePoint(raw)) return false;
    } else if (PlainEscape(kind) == '\0') {
      return false;
    }
  }
}

NumberFault ReadNumber(std::string_view raw, Decimal& number) {
  const char* at = raw.data();
  const char* const end = at + raw.size();
  const bool negative = at != end && *at == '-';
  if (negative) ++at;
  const char* const whole = at;
  at = SkipDigits(at, end);
  const auto whole_digits = at - whole;
  if (whole_digits == 0 || (*whole == '0' && whole_digits > 1)) return NumberFault::kGrammar;
  const char* fraction = at;
  if (at != end && *at == '.') {
    fraction = ++at;
    at = SkipDigits(at, end);
    if (at == fraction) return NumberFault::kGrammar;
  }
  const auto fraction_digits = at - fraction;
  if (at == end && whole_digits <= 18 && fraction_digits <= 18) {
    const absl::int128 units =
        absl::int128(DigitsOf(whole, whole + whole_digits)) * values::kPowersOfTen[18];
    const std::uint64_t rest = DigitsOf(fraction, at) *
                               values::kPowersOfTen[static_cast<std::size_t>(18 - fraction_digits)];
    const absl::int128 scaled = units + absl::int128(rest);
    number = *Decimal::FromScaled(negative ? -scaled : scaled);
    return NumberFault::kNone;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at != end && (*at == '+' || *at == '-')) ++at;
    const char* const exponent = at;
    at = SkipDigits(at, end);
    if (at == exponent) return NumberFault::kGrammar;
  }
  if (at != end) return NumberFault::kGrammar;
  const std::optional<Decimal> parsed = Decimal::Parse(raw);
  if (!parsed) return NumberFault::kRange;
  number = *parsed;
  return NumberFault::kNone;
}

std::string_view NameOfValue(char first) {
  switch (first) {
    case '{':
      return "an object";
    case '[':
      return "a list";
    case '"':
      return "a text";
    case 't':
    case 'f':
      return "a boolean";
    case 'n':
      return "null";
    default:
      return "a number";
  }
}

std::string Shortened(std::string_view text) {
  constexpr std::size_t kMost = 80;
  return diagnostics::Excerpt(text, kMost);
}

std::string Ticked(std::string_view text) {
  std::string ticked = "`";
  ticked += Shortened(text);
  ticked += '`';
  return ticked;
}

}  // namespace abide::events
