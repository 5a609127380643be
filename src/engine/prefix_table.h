// Many texts, of which all that another text begins with are found at once.
//
// They are sorted, and each knows the longest other one that it begins with. All that `abcd` begins
// with is then a chain: the last text that is not behind `abcd`, its longest, that one's longest ….
// With `a`, `ab`, `abb`, `b`: `abb` is the last that is not behind `abcd`; it is none, its longest
// `ab` is one, and so is `a`.
//
// Cost of a look-up: log n comparisons, and the chain.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace abide::engine {

class PrefixTable {
 public:
  // Each text once.
  void Add(std::string text, std::uint32_t number) {
    longest_ = std::max(longest_, text.size());
    entries_.push_back({std::move(text), number});
  }
  // After the last Add.
  void Index() {
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.text < b.text; });
    for (std::uint32_t i = 1; i < entries_.size(); ++i) {
      std::uint32_t at = i - 1;
      while (at != kNone && !entries_[i].text.starts_with(entries_[at].text)) {
        at = entries_[at].prefix;
      }
      entries_[i].prefix = at;
    }
  }
  bool empty() const { return entries_.empty(); }
  // Of a text, no more than so many bytes matter.
  std::size_t longest() const { return longest_; }

  // Calls `visit(number)` for all that `text` begins with.
  template <typename Visit>
  void ForEachPrefix(std::string_view text, Visit visit) const {
    const auto behind =
        std::upper_bound(entries_.begin(), entries_.end(), text,
                         [](std::string_view key, const Entry& each) { return key < each.text; });
    if (behind == entries_.begin()) return;
    auto at = static_cast<std::uint32_t>(behind - entries_.begin() - 1);
    while (at != kNone && !text.starts_with(entries_[at].text)) at = entries_[at].prefix;
    for (; at != kNone; at = entries_[at].prefix) visit(entries_[at].number);
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Entry {
    std::string text;
    std::uint32_t number = 0;
    std::uint32_t prefix = kNone;
  };
  std::vector<Entry> entries_;
  std::size_t longest_ = 0;
};

}  // namespace abide::engine
