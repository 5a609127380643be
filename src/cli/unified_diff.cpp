#include "cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

namespace abide::cli {
namespace {

// Lines around a change.
constexpr std::ptrdiff_t kContext = 3;
// For more, lines that stand once in each text are taken for granted.
constexpr std::ptrdiff_t kMostChanges = 1000;

using Lines = std::vector<std::string_view>;

// Each with its line end, which the last one may lack.
Lines LinesOf(std::string_view text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

// Lines [a, a_end) of the one text and [b, b_end) of the other: to be compared, or, in a result, to
// be replaced by each other.
struct Range {
  std::ptrdiff_t a, a_end, b, b_end;
};

class Comparison {
 public:
  Comparison(const Lines& a, const Lines& b) : a_(a), b_(b) {}

  // In order, none next to another.
  std::vector<Range> Changes() {
    Compare({0, SizeOf(a_), 0, SizeOf(b_)});
    return changes_;
  }

 private:
  // How far into a one comes on each diagonal k = i - j: at [k + d] with d changes.
  using Farthest = std::vector<std::vector<std::ptrdiff_t>>;

  static std::ptrdiff_t SizeOf(const Lines& lines) {
    return static_cast<std::ptrdiff_t>(lines.size());
  }
  std::string_view LineOfA(std::ptrdiff_t i) const { return a_[static_cast<std::size_t>(i)]; }
  std::string_view LineOfB(std::ptrdiff_t j) const { return b_[static_cast<std::size_t>(j)]; }
  bool Same(std::ptrdiff_t i, std::ptrdiff_t j) const { return LineOfA(i) == LineOfB(j); }

  void Compare(Range range) {
    while (range.a < range.a_end && range.b < range.b_end && Same(range.a, range.b)) {
      ++range.a;
      ++range.b;
    }
    while (range.a < range.a_end && range.b < range.b_end &&
           Same(range.a_end - 1, range.b_end - 1)) {
      --range.a_end;
      --range.b_end;
    }
    if (range.a == range.a_end || range.b == range.b_end) {
      Add(range);
    } else if (!FindShortest(range)) {
      CompareBetweenAnchors(range);
    }
  }

  // Adds the fewest changes; false if there are too many of them.
  bool FindShortest(const Range& range) {
    Farthest farthest;
    for (std::ptrdiff_t d = 0; d <= kMostChanges; ++d) {
      farthest.emplace_back(static_cast<std::size_t>(2 * d + 1));
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t i = range.a;
        if (d > 0) {
          const bool is_insertion = IsInsertion(farthest, d, k);
          i = At(farthest, d - 1, is_insertion ? k + 1 : k - 1) + (is_insertion ? 0 : 1);
        }
        const std::ptrdiff_t shift = range.a - range.b + k;  // of this diagonal: i - j
        while (i < range.a_end && i - shift < range.b_end && Same(i, i - shift)) ++i;
        farthest.back()[static_cast<std::size_t>(k + d)] = i;
        if (i >= range.a_end && i - shift >= range.b_end) {
          TraceBack(range, farthest, d, k);
          return true;
        }
      }
    }
    return false;
  }

  static std::ptrdiff_t At(const Farthest& farthest, std::ptrdiff_t d, std::ptrdiff_t k) {
    return farthest[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
  }
  // Whether the last of d changes on diagonal k inserts a line.
  static bool IsInsertion(const Farthest& farthest, std::ptrdiff_t d, std::ptrdiff_t k) {
    return k == -d || (k != d && At(farthest, d - 1, k - 1) < At(farthest, d - 1, k + 1));
  }

  void TraceBack(const Range& range, const Farthest& farthest, std::ptrdiff_t d, std::ptrdiff_t k) {
    std::vector<Range> changes;
    for (; d > 0; --d) {
      const bool is_insertion = IsInsertion(farthest, d, k);
      k += is_insertion ? 1 : -1;
      const std::ptrdiff_t i = At(farthest, d - 1, k);
      const std::ptrdiff_t j = i - (range.a - range.b + k);
      changes.push_back({i, i + (is_insertion ? 0 : 1), j, j + (is_insertion ? 1 : 0)});
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) Add(*change);
  }

  // Lines that stand once in each text stay where they are, as many as can; what lies between them
  // is compared by itself ("patience diff").
  void CompareBetweenAnchors(const Range& range) {
    Range rest = range;
    for (const auto& [i, j] : Anchors(range)) {
      Compare({rest.a, i, rest.b, j});
      rest.a = i + 1;
      rest.b = j + 1;
    }
    if (rest.a == range.a) {
      Add(range);
    } else {
      Compare(rest);
    }
  }

  // Pairs of equal lines, rising in both texts.
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> Anchors(const Range& range) const {
    struct Places {
      int in_a = 0, in_b = 0;
      std::ptrdiff_t b = 0;
    };
    std::unordered_map<std::string_view, Places> lines;
    for (std::ptrdiff_t i = range.a; i < range.a_end; ++i) ++lines[LineOfA(i)].in_a;
    for (std::ptrdiff_t j = range.b; j < range.b_end; ++j) {
      Places& places = lines[LineOfB(j)];
      ++places.in_b;
      places.b = j;
    }
    // The longest rising row: tails[n] ends the row of length n + 1 that ends lowest.
    struct Link {
      std::ptrdiff_t i, j;
      std::ptrdiff_t before;  // in `links`, -1 if it is the first
    };
    std::vector<Link> links;
    std::vector<std::ptrdiff_t> tails;
    for (std::ptrdiff_t i = range.a; i < range.a_end; ++i) {
      const Places& places = lines[LineOfA(i)];
      if (places.in_a != 1 || places.in_b != 1) continue;
      const auto tail = std::lower_bound(tails.begin(), tails.end(), places.b,
                                         [&links](std::ptrdiff_t link, std::ptrdiff_t j) {
                                           return links[static_cast<std::size_t>(link)].j < j;
                                         });
      links.push_back({i, places.b, tail == tails.begin() ? -1 : *(tail - 1)});
      const auto link = static_cast<std::ptrdiff_t>(links.size()) - 1;
      if (tail == tails.end()) {
        tails.push_back(link);
      } else {
        *tail = link;
      }
    }
    std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> anchors;
    for (std::ptrdiff_t at = tails.empty() ? -1 : tails.back(); at >= 0;) {
      const Link& link = links[static_cast<std::size_t>(at)];
      anchors.emplace_back(link.i, link.j);
      at = link.before;
    }
    std::reverse(anchors.begin(), anchors.end());
    return anchors;
  }

  // `change` stands behind all that were added.
  void Add(Range change) {
    if (change.a == change.a_end && change.b == change.b_end) return;
    if (!changes_.empty() && changes_.back().a_end == change.a &&
        changes_.back().b_end == change.b) {
      changes_.back().a_end = change.a_end;
      changes_.back().b_end = change.b_end;
    } else {
      changes_.push_back(change);
    }
  }

  const Lines& a_;
  const Lines& b_;
  std::vector<Range> changes_;
};

void AddLine(char sign, std::string_view line, std::string& out) {
  out += sign;
  out += line;
  if (line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

// "12,3"; of no lines the one before them.
std::string RangeOf(std::ptrdiff_t begin, std::ptrdiff_t end) {
  const std::ptrdiff_t count = end - begin;
  const std::ptrdiff_t first = count == 0 ? begin : begin + 1;
  return count == 1 ? fmt::format("{}", first) : fmt::format("{},{}", first, count);
}

// Changes that are near each other, with the lines around them.
void AddHunk(const Lines& a, const Lines& b, std::vector<Range>::const_iterator first,
             std::vector<Range>::const_iterator last, std::string& out) {
  const auto a_size = static_cast<std::ptrdiff_t>(a.size());
  const std::ptrdiff_t before = std::min(kContext, first->a);
  const std::ptrdiff_t behind = std::min(kContext, a_size - (last - 1)->a_end);
  out += fmt::format("@@ -{} +{} @@\n", RangeOf(first->a - before, (last - 1)->a_end + behind),
                     RangeOf(first->b - before, (last - 1)->b_end + behind));
  std::ptrdiff_t at = first->a - before;
  const auto line_of = [](const Lines& lines, std::ptrdiff_t i) {
    return lines[static_cast<std::size_t>(i)];
  };
  for (auto change = first; change != last; ++change) {
    for (; at < change->a; ++at) AddLine(' ', line_of(a, at), out);
    for (; at < change->a_end; ++at) AddLine('-', line_of(a, at), out);
    for (std::ptrdiff_t i = change->b; i < change->b_end; ++i) AddLine('+', line_of(b, i), out);
  }
  for (const std::ptrdiff_t end = at + behind; at < end; ++at) AddLine(' ', line_of(a, at), out);
}

}  // namespace

std::string UnifiedDiff(std::string_view before, std::string_view after, const std::string& path) {
  const Lines a = LinesOf(before);
  const Lines b = LinesOf(after);
  const std::vector<Range> changes = Comparison(a, b).Changes();
  if (changes.empty()) return {};
  const char* const slash = path.starts_with('/') ? "" : "/";
  std::string out = fmt::format("--- a{0}{1}\n+++ b{0}{1}\n", slash, path);
  for (auto first = changes.begin(); first != changes.end();) {
    auto last = first + 1;
    while (last != changes.end() && last->a - (last - 1)->a_end <= 2 * kContext) ++last;
    AddHunk(a, b, first, last, out);
    first = last;
  }
  return out;
}

}  // namespace abide::cli
