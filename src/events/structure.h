// Where the JSON of some lines has its structure: the positions of every brace, bracket, colon and
// comma outside of strings, and of the first byte of every string, number and word.
//
// This is the first stage of simdjson's On-Demand parser, which finds the positions of a batch of
// lines at several gigabytes a second with the best instructions that the machine has, and checks
// UTF-8 and the inside of strings by the way. The reader walks the positions itself, since it needs
// what On-Demand does not give: raw bytes of numbers, duplicate keys, places of faults, and one
// index for many lines. A line end inside a string is a fault, so strings never cross lines.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "containers/brackets.h"

namespace abide::events {

// Bytes that may be read, whatever they hold, behind the end of any line.
inline constexpr std::size_t kLinePadding = 128;

class StructuralIndex {
 public:
  enum class Fault {
    kNone,
    kNotUtf8,
    kString,  // one that is not closed, or has a control character in it
  };

  StructuralIndex();
  ~StructuralIndex();

  // Up to 4 GiB. Positions count from the start of `text`.
  Fault Build(std::string_view text);
  // After a Build without fault: the positions, followed by the length of the text (four times, so
  // that four tokens can be looked at, at once).
  const std::uint32_t* positions() const { return positions_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  const std::uint32_t* positions_ = nullptr;
};

using containers::IsBlank;

// The first place from `at` on that is no blank, or the end.
inline std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (at < text.size() && IsBlank(text[at])) ++at;
  return at;
}

// The structure of one line, read from left to right.
struct Tokens {
  const char* text = nullptr;         // what positions count from
  const std::uint32_t* at = nullptr;  // the next position
  std::uint32_t limit = 0;            // the line's end

  // To a part of the line that is behind what was taken.
  void NarrowTo(std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text);
    while (*at < begin) ++at;
    limit = begin + static_cast<std::uint32_t>(part.size());
  }
  bool done() const { return *at >= limit; }
  // Not to be asked if done.
  char peek() const { return text[*at]; }
  const char* place() const { return text + *at; }
  // The string, number or word that begins at `at`, with its quotes.
  std::string_view Scalar() const {
    const char* begin = text + at[0];
    const char* end = text + (at[1] < limit ? at[1] : limit);
    while (IsBlank(end[-1])) --end;
    return {begin, static_cast<std::size_t>(end - begin)};
  }
};

// What a token's first byte does to the depth: a bracket opens (1) or closes (-1), `,` and `:` part
// values, all else is a scalar.
inline constexpr std::int8_t kScalar = 0;
inline constexpr std::int8_t kSeparator = 2;
inline constexpr auto kTokenDepth = [] {
  std::array<std::int8_t, 256> depth{};
  depth['{'] = depth['['] = 1;
  depth['}'] = depth[']'] = -1;
  depth[','] = depth[':'] = kSeparator;
  return depth;
}();
// The same, but separators change nothing.
inline constexpr auto kBracketDepth = [] {
  std::array<std::int8_t, 256> depth{};
  depth['{'] = depth['['] = 1;
  depth['}'] = depth[']'] = -1;
  return depth;
}();
constexpr std::size_t Byte(char c) { return static_cast<unsigned char>(c); }

// Steps over one value, whatever is in it. False if there is none. The brackets inside are counted,
// not matched.
inline bool SkipValue(Tokens& tokens) {
  if (tokens.done()) return false;
  const std::int8_t step = kTokenDepth[Byte(tokens.peek())];
  if (step == kScalar) {
    ++tokens.at;
    return true;
  }
  if (step != 1) return false;
  std::int64_t depth = 0;
  const std::uint32_t* at = tokens.at;
  do {
    if (*at >= tokens.limit) break;
    depth += kBracketDepth[Byte(tokens.text[*at])];
    ++at;
  } while (depth != 0);
  tokens.at = at;
  return depth == 0;
}

// `[` and `{` are one bit apart.
constexpr bool IsOpening(char c) { return (c | 0x20) == '{'; }

// Opening brackets in the text, those in strings, too: a few instructions for 16 bytes.
inline std::size_t CountOpenings(std::string_view text) {
  constexpr std::size_t kBlock = 240;  // counted in one byte, and whole vectors
  std::size_t count = 0;
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) {
    std::uint8_t in_block = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      in_block = static_cast<std::uint8_t>(in_block + (IsOpening(text[i]) ? 1 : 0));
    }
    count += in_block;
  }
  for (const char c : text) count += IsOpening(c) ? 1 : 0;
  return count;
}

// The first place that nests deeper than `depth`, null if there is none. Looks at every token, but
// only of what is long enough, and has brackets enough, to be as deep.
inline const char* FindTooDeep(Tokens tokens, std::size_t depth) {
  if (tokens.done() || tokens.limit - *tokens.at <= 2 * depth) return nullptr;
  if (CountOpenings({tokens.place(), tokens.limit - *tokens.at}) <= depth) return nullptr;
  std::size_t open = 0;
  for (; !tokens.done(); ++tokens.at) {
    const char c = tokens.peek();
    if (c == '{' || c == '[') {
      if (++open > depth) return tokens.place();
    } else if (c == '}' || c == ']') {
      // More may be closed than was opened: that is found by whoever reads it.
      if (open > 0) --open;
    }
  }
  return nullptr;
}

}  // namespace abide::events
