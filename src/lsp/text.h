// The text of a document, and places in it as editors count them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace abide::lsp {

// What a position's `character` counts (LSP 3.17, PositionEncodingKind).
enum class Encoding { kUtf8, kUtf16 };

// Both from 0.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;

  auto operator<=>(const Position&) const = default;
};

struct Range {
  Position start, end;

  auto operator<=>(const Range&) const = default;
};

// Lines end at "\n", "\r\n" or "\r". Every function takes any number: what is behind a line's end
// is the line's end, what is behind the last line the end of the text, and a place inside a
// character is its beginning.
class Text {
 public:
  Text() = default;
  // O(length).
  explicit Text(std::string bytes);

  const std::string& bytes() const { return *bytes_; }
  // The same, for whoever keeps it.
  const std::shared_ptr<const std::string>& shared() const { return bytes_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_->size()); }
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // Without its line end.
  std::string_view Line(std::uint32_t line) const;
  std::uint32_t StartOf(std::uint32_t line) const;

  // O(log lines + length of the line); of a place behind the one that was asked for last, in the
  // same line, O(log lines + what is between them).
  Position PositionOf(std::uint32_t offset, Encoding encoding) const;
  Range RangeOf(std::uint32_t begin, std::uint32_t end, Encoding encoding) const {
    return {PositionOf(begin, encoding), PositionOf(end, encoding)};
  }
  std::uint32_t OffsetOf(Position position, Encoding encoding) const;

  // The text with what stands in the range replaced. O(length).
  Text With(Range range, std::string_view replacement, Encoding encoding) const;

 private:
  // Where counting went last, so that places of one line that are asked for in order cost no more
  // than the line.
  struct Cursor {
    std::uint32_t line = 0;
    std::size_t length = 0;  // bytes of the line in front of it
    std::uint32_t units = 0;
    Encoding encoding{};
  };

  std::shared_ptr<const std::string> bytes_ = std::make_shared<const std::string>();
  std::vector<std::uint32_t> starts_ = {0};
  mutable Cursor cursor_;
};

// Code units of the text in that encoding. Bytes that are no UTF-8 count one each.
std::uint32_t UnitsIn(std::string_view text, Encoding encoding);

}  // namespace abide::lsp
