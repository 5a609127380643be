#include "cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace abide::cli {
namespace {

// Lines around a change.
constexpr std::ptrdiff_t kContext = 3;
constexpr std::ptrdiff_t kMostChanges = 2000;

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

// Lines [a, a_end) of the one text are replaced by lines [b, b_end) of the other.
struct Change {
  std::ptrdiff_t a, a_end, b, b_end;
};

class Comparison {
 public:
  Comparison(const Lines& a, const Lines& b) : a_(a), b_(b) {
    while (begin_ < std::min(SizeOf(a), SizeOf(b)) && Same(begin_, begin_)) ++begin_;
    a_end_ = SizeOf(a);
    b_end_ = SizeOf(b);
    while (a_end_ > begin_ && b_end_ > begin_ && Same(a_end_ - 1, b_end_ - 1)) {
      --a_end_;
      --b_end_;
    }
  }

  // In order, none next to another.
  std::vector<Change> Changes() {
    if (begin_ == a_end_ && begin_ == b_end_) return {};
    const std::ptrdiff_t count = CountChanges();
    if (count < 0) return {{begin_, a_end_, begin_, b_end_}};
    TraceBack(count);
    std::reverse(changes_.begin(), changes_.end());
    return changes_;
  }

 private:
  static std::ptrdiff_t SizeOf(const Lines& lines) {
    return static_cast<std::ptrdiff_t>(lines.size());
  }
  bool Same(std::ptrdiff_t i, std::ptrdiff_t j) const {
    return a_[static_cast<std::size_t>(i)] == b_[static_cast<std::size_t>(j)];
  }

  // farthest_[d][k + d]: how far into a one comes on diagonal k = i - j with d changes.
  std::ptrdiff_t At(std::ptrdiff_t d, std::ptrdiff_t k) const {
    return farthest_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
  }
  // Whether the last of d changes on diagonal k inserts a line.
  bool IsInsertion(std::ptrdiff_t d, std::ptrdiff_t k) const {
    return k == -d || (k != d && At(d - 1, k - 1) < At(d - 1, k + 1));
  }

  // The least number of lines removed and added; -1 if there are too many.
  std::ptrdiff_t CountChanges() {
    for (std::ptrdiff_t d = 0; d <= kMostChanges; ++d) {
      farthest_.emplace_back(static_cast<std::size_t>(2 * d + 1));
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t i = begin_;
        if (d > 0) i = IsInsertion(d, k) ? At(d - 1, k + 1) : At(d - 1, k - 1) + 1;
        while (i < a_end_ && i - k < b_end_ && Same(i, i - k)) ++i;
        farthest_.back()[static_cast<std::size_t>(k + d)] = i;
        if (i >= a_end_ && i - k >= b_end_) return d;
      }
    }
    return -1;
  }

  void TraceBack(std::ptrdiff_t count) {
    std::ptrdiff_t k = a_end_ - b_end_;
    for (std::ptrdiff_t d = count; d > 0; --d) {
      if (IsInsertion(d, k)) {
        ++k;
        const std::ptrdiff_t i = At(d - 1, k);
        Add({i, i, i - k, i - k + 1});
      } else {
        --k;
        const std::ptrdiff_t i = At(d - 1, k);
        Add({i, i + 1, i - k, i - k});
      }
    }
  }

  // `change` stands before all that were added.
  void Add(Change change) {
    if (!changes_.empty() && change.a_end == changes_.back().a &&
        change.b_end == changes_.back().b) {
      changes_.back().a = change.a;
      changes_.back().b = change.b;
    } else {
      changes_.push_back(change);
    }
  }

  const Lines& a_;
  const Lines& b_;
  std::ptrdiff_t begin_ = 0;
  std::ptrdiff_t a_end_ = 0;
  std::ptrdiff_t b_end_ = 0;
  std::vector<std::vector<std::ptrdiff_t>> farthest_;
  std::vector<Change> changes_;
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
void AddHunk(const Lines& a, const Lines& b, std::vector<Change>::const_iterator first,
             std::vector<Change>::const_iterator last, std::string& out) {
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
  const std::vector<Change> changes = Comparison(a, b).Changes();
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
