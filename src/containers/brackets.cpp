#include "containers/brackets.h"

#include <algorithm>
#include <array>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace abide::containers {
namespace {

constexpr std::size_t kBlock = 64;

struct Masks {
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t opening = 0;
  std::uint64_t closing = 0;
};

// `[` and `{`, and `]` and `}`, differ by this bit.
constexpr char kCurly = 0x20;

#ifdef __SSE2__

Masks MasksOf(const char* block) {
  Masks masks;
  for (unsigned at = 0; at < kBlock; at += sizeof(__m128i)) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
    const __m128i curly = _mm_or_si128(bytes, _mm_set1_epi8(kCurly));
    const auto mask_of = [at](__m128i is_equal) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(is_equal))} << at;
    };
    masks.quotes |= mask_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    masks.backslashes |= mask_of(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    masks.opening |= mask_of(_mm_cmpeq_epi8(curly, _mm_set1_epi8('{')));
    masks.closing |= mask_of(_mm_cmpeq_epi8(curly, _mm_set1_epi8('}')));
  }
  return masks;
}

#else

Masks MasksOf(const char* block) {
  Masks masks;
  for (std::size_t at = 0; at < kBlock; ++at) {
    const auto curly = static_cast<char>(block[at] | kCurly);
    masks.quotes |= std::uint64_t{block[at] == '"'} << at;
    masks.backslashes |= std::uint64_t{block[at] == '\\'} << at;
    masks.opening |= std::uint64_t{curly == '{'} << at;
    masks.closing |= std::uint64_t{curly == '}'} << at;
  }
  return masks;
}

#endif

std::uint64_t Bit(int at) { return std::uint64_t{1} << at; }

// Each bit the XOR of itself and all before it.
std::uint64_t RunningXor(std::uint64_t bits) {
  for (int by = 1; by < static_cast<int>(kBlock); by *= 2) bits ^= bits << by;
  return bits;
}

}  // namespace

// The bytes behind backslashes that are not escaped themselves.
std::uint64_t BracketScan::Escaped(std::uint64_t backslashes) {
  std::uint64_t escaped = is_escaped_ ? 1 : 0;
  is_escaped_ = false;
  for (; backslashes != 0; backslashes &= backslashes - 1) {
    const int at = std::countr_zero(backslashes);
    if ((escaped & Bit(at)) != 0) continue;
    if (at + 1 == static_cast<int>(kBlock)) {
      is_escaped_ = true;
    } else {
      escaped |= Bit(at + 1);
    }
  }
  return escaped;
}

std::size_t BracketScan::LookAtBlock(const char* block) {
  Masks masks = MasksOf(block);
  if (masks.backslashes != 0 || is_escaped_) masks.quotes &= ~Escaped(masks.backslashes);
  const std::uint64_t inside = RunningXor(masks.quotes) ^ (in_string_ ? ~std::uint64_t{0} : 0);
  in_string_ = (inside >> (kBlock - 1)) != 0;
  const std::uint64_t opening = masks.opening & ~inside;
  const std::uint64_t closing = masks.closing & ~inside;
  const auto closed = static_cast<std::uint64_t>(std::popcount(closing));
  if (depth_ > closed) {
    depth_ += static_cast<std::uint64_t>(std::popcount(opening));
    depth_ -= closed;
    return std::string_view::npos;
  }
  for (std::uint64_t both = opening | closing; both != 0; both &= both - 1) {
    const int at = std::countr_zero(both);
    depth_ += (opening & Bit(at)) != 0 ? 1 : std::uint64_t(0) - 1;
    if (depth_ != 0) continue;
    in_string_ = is_escaped_ = false;
    return static_cast<std::size_t>(at) + 1;
  }
  return std::string_view::npos;
}

std::size_t BracketScan::FindEnd(std::string_view text) {
  std::size_t at = 0;
  for (; text.size() - at >= kBlock; at += kBlock) {
    const std::size_t end = LookAtBlock(text.data() + at);
    if (end != std::string_view::npos) return at + end;
  }
  if (at == text.size()) return std::string_view::npos;
  // The rest, with blanks behind it; but they must not take the place of an escaped byte.
  std::array<char, kBlock> rest;
  rest.fill(' ');
  const std::string_view left = text.substr(at);
  std::copy(left.begin(), left.end(), rest.begin());
  const bool was_escaped = is_escaped_;
  const std::size_t end = LookAtBlock(rest.data());
  if (end != std::string_view::npos) return at + end;
  const std::size_t last = left.find_last_not_of('\\');
  const std::size_t run = last == std::string_view::npos ? left.size() : left.size() - last - 1;
  const bool whole_is_run = run == left.size();
  is_escaped_ = (run + (whole_is_run && was_escaped ? 1 : 0)) % 2 == 1;
  return std::string_view::npos;
}

}  // namespace abide::containers
