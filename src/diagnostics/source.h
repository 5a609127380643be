// Rule files and tables as text, and places in them.
//
// A Span is three numbers; whoever wants a line, a column or the words themselves asks the
// SourceSet that owns the text. Columns count code points from 1, a tab is one.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace abide::diagnostics {

enum class FileId : std::uint32_t {};

// Half-open range of bytes in one file.
struct Span {
  FileId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const Span&) const = default;
};

// From the start of `first` to the end of `last`, which stand in one file.
Span Cover(Span first, Span last);

// Both from 1.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  auto operator<=>(const LineColumn&) const = default;
};

class SourceFile {
 public:
  // `path` is the path as shown to the user. A byte order mark at the start of `text` is kept in
  // the text; it takes no column.
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }

  // O(log lines + length of the line). An offset behind the end is taken as the end.
  LineColumn Locate(std::uint32_t offset) const;
  // Line `line` (from 1) without its line end; empty behind the last line.
  std::string_view Line(std::uint32_t line) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

// Owns every file of a run; references stay valid while the set lives.
class SourceSet {
 public:
  FileId Add(std::string path, std::string text);
  const SourceFile& File(FileId id) const;
  std::string_view Text(Span span) const;
  std::size_t size() const { return files_.size(); }

 private:
  std::deque<SourceFile> files_;
};

}  // namespace abide::diagnostics
