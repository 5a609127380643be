#include "format/document.h"

#include <algorithm>
#include <utility>

#include "diagnostics/printable.h"

namespace abide::format {

std::uint32_t WidthOf(std::string_view text) {
  const bool is_ascii = std::all_of(text.begin(), text.end(),
                                    [](char c) { return static_cast<signed char>(c) >= 0; });
  return static_cast<std::uint32_t>(is_ascii ? text.size() : diagnostics::ColumnsOf(text));
}

void Document::AddText(std::string_view text) {
  Add(Kind::kText, WidthOf(text));
  items_.back().text = text;
}

void Document::AddGap(Gap gap) {
  if (gap.IsLineEnd()) Expand();
  Add(Kind::kGap, gaps_.size());
  gaps_.push_back(std::move(gap));
}

void Document::Open(Fill fill) {
  open_.push_back(items_.size());
  Add(Kind::kOpen);
  items_.back().fill = fill == Fill::kYes;
}

void Document::Expand() {
  // The inner ones first: those around an expanded group are expanded.
  for (auto group = open_.rbegin(); group != open_.rend() && !items_[*group].expanded; ++group) {
    items_[*group].expanded = true;
  }
}

void Document::Close() {
  open_.pop_back();
  Add(Kind::kClose);
}

void Document::Indent(std::uint32_t blanks) { Add(Kind::kIndent, blanks); }

void Document::Align(std::uint32_t more) { Add(Kind::kAlign, more); }

void Document::Outdent() { Add(Kind::kOutdent); }

}  // namespace abide::format
