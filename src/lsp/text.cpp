#include "lsp/text.h"

#include <algorithm>
#include <utility>

namespace abide::lsp {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Of the character that begins at `at`, in bytes.
std::size_t LengthAt(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && length < 4 && IsContinuation(text[at + length])) ++length;
  return length;
}

std::uint32_t UnitsOfCharacter(std::size_t bytes, Encoding encoding) {
  if (encoding == Encoding::kUtf8) return static_cast<std::uint32_t>(bytes);
  return bytes == 4 ? 2 : 1;
}

}  // namespace

Text::Text(std::string bytes) : bytes_(std::make_shared<const std::string>(std::move(bytes))) {
  const std::string& text = *bytes_;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_end =
        text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (is_end) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::uint32_t Text::StartOf(std::uint32_t line) const {
  return line < starts_.size() ? starts_[line] : size();
}

std::string_view Text::Line(std::uint32_t line) const {
  if (line >= starts_.size()) return {};
  const std::uint32_t begin = starts_[line];
  std::string_view text(*bytes_);
  text = text.substr(begin, StartOf(line + 1) - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

Position Text::PositionOf(std::uint32_t offset, Encoding encoding) const {
  offset = std::min(offset, size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - starts_.begin() - 1);
  const std::string_view text = Line(line);
  std::size_t length = std::min<std::size_t>(offset - starts_[line], text.size());
  while (length > 0 && length < text.size() && IsContinuation(text[length])) --length;
  const bool goes_on =
      cursor_.line == line && cursor_.length <= length && cursor_.encoding == encoding;
  const Cursor from = goes_on ? cursor_ : Cursor{line, 0, 0, encoding};
  const std::uint32_t units =
      from.units + UnitsIn(text.substr(from.length, length - from.length), encoding);
  cursor_ = {line, length, units, encoding};
  return {line, units};
}

std::uint32_t Text::OffsetOf(Position position, Encoding encoding) const {
  if (position.line >= starts_.size()) return size();
  const std::string_view text = Line(position.line);
  std::size_t at = 0;
  std::uint32_t units = 0;
  while (at < text.size()) {
    const std::size_t length = LengthAt(text, at);
    units += UnitsOfCharacter(length, encoding);
    if (units > position.character) break;
    at += length;
  }
  return starts_[position.line] + static_cast<std::uint32_t>(at);
}

Text Text::With(Range range, std::string_view replacement, Encoding encoding) const {
  const std::uint32_t begin = OffsetOf(range.start, encoding);
  const std::uint32_t end = std::max(begin, OffsetOf(range.end, encoding));
  std::string bytes;
  bytes.reserve(bytes_->size() - (end - begin) + replacement.size());
  bytes.append(*bytes_, 0, begin).append(replacement).append(*bytes_, end);
  return Text(std::move(bytes));
}

std::uint32_t UnitsIn(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::kUtf8) return static_cast<std::uint32_t>(text.size());
  std::uint32_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = LengthAt(text, at);
    units += UnitsOfCharacter(length, encoding);
    at += length;
  }
  return units;
}

}  // namespace abide::lsp
