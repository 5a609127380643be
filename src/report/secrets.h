// The values of hidden fields, and where a text repeats one of them.
//
// A value is kept as the hash and the length of its text, without regard to case (ASCII): about 50
// bytes for each distinct one, and no secret stays in memory. A text is searched by a rolling hash
// over all lengths that values of the same beginning have. Two texts of one hash count as the same:
// at worst too much is hidden.
//
// Of a value with more than kPiece bytes each piece of that length is a value, so that few lengths
// have to be tried, whatever values there are; where a text holds one piece alone, that is hidden.
//
// A text value of four bytes or more is found wherever it stands, in the middle of a word, too. One
// that is shorter, and every number, boolean, time and duration, only where no letter, digit or `_`
// stands directly before or behind it: "3" is not hidden in "ds-31". These are found in whatever
// way a log may spell them (spellings.h), texts also as JSON escapes them.
#pragma once

#include "report/report.h"
#include "report/spellings.h"
#include "values/value.h"

#include "absl/container/flat_hash_map.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace abide::report {

class Secrets {
 public:
  // A part of a text, and how it is hidden.
  struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    Hide how{};
    bool operator==(const Span&) const = default;
  };

  // A value, or the values in a list or record; absent ones and empty texts are none.
  void Add(const values::Value& value, Hide how);
  // Where values stand in `text`, in its order; those that overlap are one span, hidden as the one
  // of them that is hidden most. O(bytes): at each at most kPiece lengths are tried, mostly none.
  std::vector<Span> FindIn(std::string_view text) const;
  std::size_t size() const { return known_.size(); }

 private:
  struct Known {
    Hide how{};
    bool anywhere = false;  // not only as a whole word
    bool is_piece = false;
  };
  using Key = std::pair<std::uint64_t, std::uint64_t>;  // hash, length
  static constexpr std::size_t kPrefix = 4;
  static constexpr std::size_t kPiece = 128;

  void AddText(std::string_view text, Hide how, bool anywhere);
  void AddKnown(std::string_view text, const Known& known);

  absl::flat_hash_map<Key, Known> known_;
  // By the first four bytes (lower case) of longer values: their lengths, the longest first.
  absl::flat_hash_map<std::uint32_t, std::vector<std::size_t>> lengths_;
  std::array<bool, kPrefix> has_short_{};  // by length
  SpelledKinds spelled_;                   // of which there are values
};

}  // namespace abide::report
