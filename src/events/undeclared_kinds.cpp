#include "events/undeclared_kinds.h"

#include <algorithm>
#include <tuple>

#include "events/json_text.h"

namespace abide::events {

UndeclaredKinds::Kind& UndeclaredKinds::At(std::string_view name) {
  if (last_ < kinds_.size() && kinds_[last_].name == name) return kinds_[last_];
  if (const auto known = place_by_name_.find(absl::string_view(name.data(), name.size()));
      known != place_by_name_.end()) {
    last_ = known->second;
    return kinds_[last_];
  }
  std::string shown = Shortened(name);
  const auto [found, is_new] = place_by_name_.emplace(shown, kinds_.size());
  if (is_new) kinds_.push_back({std::move(shown)});
  last_ = found->second;
  return kinds_[last_];
}

void UndeclaredKinds::Count(std::string_view name, std::uint64_t line, std::uint64_t offset) {
  Kind& kind = At(name);
  if (kind.records++ > 0) return;
  kind.line = line;
  kind.offset = offset;
}

void UndeclaredKinds::Append(const UndeclaredKinds& of_lines, std::uint64_t lines_before) {
  for (const Kind& more : of_lines.kinds_) {
    if (kinds_.size() >= kMost && !place_by_name_.contains(more.name)) continue;
    Kind& kind = At(more.name);
    if (kind.records == 0) {
      kind.line = more.line + lines_before;
      kind.offset = more.offset;
    }
    kind.records += more.records;
  }
}

std::vector<UndeclaredKinds::Kind> UndeclaredKinds::ByCount() const {
  std::vector<Kind> sorted = kinds_;
  std::sort(sorted.begin(), sorted.end(), [](const Kind& a, const Kind& b) {
    return std::tie(b.records, a.name) < std::tie(a.records, b.name);
  });
  return sorted;
}

}  // namespace abide::events
