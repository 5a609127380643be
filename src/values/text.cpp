// Case is ignored by Unicode's simple folding: each code point becomes one code point, so that
// texts can be compared from either end without being folded as a whole.
//
// utf8proc folds fully ("ß" becomes "ss"). Where a full folding is one code point it is the simple
// one, too (status C of CaseFolding.txt). Where it is longer, a simple one (status S) is there for
// capital sharp s and the Greek letters with a capital iota only, and is their lower case.
#include "values/text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <utf8proc.h>

namespace abide::values {
namespace {

using CodePoint = utf8proc_int32_t;

// Bytes that are no UTF-8 stand for themselves, behind all code points.
constexpr CodePoint kStrayByte = 0x110000;

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// The first code point of `text`, which is not empty, and its bytes.
struct Decoded {
  CodePoint point;
  std::size_t size;
};

Decoded Decode(std::string_view text) {
  // No code point has more than four bytes; utf8proc looks only at as many as it is given.
  const auto size = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4));
  CodePoint point = 0;
  const utf8proc_ssize_t taken =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), size, &point);
  if (taken <= 0) return {kStrayByte + static_cast<unsigned char>(text.front()), 1};
  return {point, static_cast<std::size_t>(taken)};
}

bool HasSimpleFoldingOnly(CodePoint point) {
  return point == 0x1E9E || (point >= 0x1F88 && point <= 0x1FAF) || point == 0x1FBC ||
         point == 0x1FCC || point == 0x1FFC;
}

CodePoint FoldPoint(CodePoint point) {
  if (point >= kStrayByte) return point;
  std::array<CodePoint, 8> full{};
  int last_class = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(point, full.data(), static_cast<utf8proc_ssize_t>(full.size()),
                              UTF8PROC_CASEFOLD, &last_class);
  if (count == 1) return full[0];
  return HasSimpleFoldingOnly(point) ? utf8proc_tolower(point) : point;
}

// Takes the first code point off `text` and folds it.
CodePoint TakeFolded(std::string_view& text) {
  if (IsAscii(text.front())) {
    const char c = AsciiLower(text.front());
    text.remove_prefix(1);
    return c;
  }
  const Decoded decoded = Decode(text);
  text.remove_prefix(decoded.size);
  return FoldPoint(decoded.point);
}

// Takes `prefix` off `text`, ignoring case.
bool TakePrefix(std::string_view& text, std::string_view prefix) {
  while (!prefix.empty()) {
    if (text.empty() || TakeFolded(text) != TakeFolded(prefix)) return false;
  }
  return true;
}

// Where the last code point of `text` begins. A byte that belongs to none is one by itself.
std::size_t LastPoint(std::string_view text) {
  std::size_t begin = text.size() - 1;
  for (int back = 0; back < 3 && begin > 0 && IsContinuation(text[begin]); ++back) --begin;
  return Decode(text.substr(begin)).size == text.size() - begin ? begin : text.size() - 1;
}

template <typename Map>
std::string MapPoints(std::string_view text, Map map) {
  std::string mapped;
  mapped.reserve(text.size());
  while (!text.empty()) {
    if (IsAscii(text.front())) {
      mapped.push_back(AsciiLower(text.front()));
      text.remove_prefix(1);
      continue;
    }
    const Decoded decoded = Decode(text);
    if (decoded.point >= kStrayByte) {
      mapped.push_back(text.front());
    } else {
      std::array<utf8proc_uint8_t, 4> bytes;
      const utf8proc_ssize_t size = utf8proc_encode_char(map(decoded.point), bytes.data());
      mapped.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
    }
    text.remove_prefix(decoded.size);
  }
  return mapped;
}

// Two-way search: linear, whatever both texts are.
bool HoldsBytes(std::string_view text, std::string_view part) {
  return part.empty() || memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

bool EqualText(std::string_view a, std::string_view b, Case case_rule) {
  if (case_rule == Case::kRespect) return a == b;
  return TakePrefix(a, b) && a.empty();
}

bool StartsWith(std::string_view text, std::string_view prefix, Case case_rule) {
  if (case_rule == Case::kRespect) return text.starts_with(prefix);
  return TakePrefix(text, prefix);
}

bool EndsWith(std::string_view text, std::string_view suffix, Case case_rule) {
  if (case_rule == Case::kRespect) return text.ends_with(suffix);
  while (!suffix.empty()) {
    if (text.empty()) return false;
    const std::size_t text_at = LastPoint(text);
    const std::size_t suffix_at = LastPoint(suffix);
    std::string_view text_point = text.substr(text_at);
    std::string_view suffix_point = suffix.substr(suffix_at);
    if (TakeFolded(text_point) != TakeFolded(suffix_point)) return false;
    text.remove_suffix(text.size() - text_at);
    suffix.remove_suffix(suffix.size() - suffix_at);
  }
  return true;
}

bool Contains(std::string_view text, std::string_view part, Case case_rule) {
  if (case_rule == Case::kRespect) return HoldsBytes(text, part);
  return HoldsBytes(Fold(text), Fold(part));
}

std::string Fold(std::string_view text) { return MapPoints(text, FoldPoint); }

std::string Lower(std::string_view text) { return MapPoints(text, utf8proc_tolower); }

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    if (IsAscii(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    const Decoded decoded = Decode(text);
    if (decoded.point >= kStrayByte) return false;
    text.remove_prefix(decoded.size);
  }
  return true;
}

}  // namespace abide::values
