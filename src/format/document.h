// A text whose line breaks are not decided yet, and its printing within a width.
//
// A document is a row of words with gaps between them. A gap is a few blanks or a line end; gaps
// stand in groups, and a group that fits on the rest of its line is printed with blanks. One that
// doesn't has all its gaps printed as line ends or, if it is to be filled, as many as it takes.
// The outermost group is decided first, so a text breaks where its parts are largest:
//
//   Text(forbid) [ use  Gap  [ where a  Gap  and b ] ]     forbid use
//                                                            where a and b
//
// This is the printer of Oppen ("Prettyprinting", 1980) with the groups of Wadler ("A prettier
// printer", 2003), made to hold comments: a gap carries those that stand in it, and is then a line
// end whatever its group is. Cost: linear in the text, times the width for nested groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace abide::format {

// A comment on a line of its own, `#` first.
struct Remark {
  std::string_view text;
  std::uint32_t column = 0;   // at which it stood, from 0
  bool blank_before = false;  // behind an empty line
};

enum class Break { kNever, kIfNeeded, kAlways };

// Gaps, and comments behind lines, that bear one number stand in one column, as far as that is not
// too far to the right.
using ColumnSet = std::uint32_t;
inline constexpr ColumnSet kNoColumn = 0;

struct Gap {
  std::uint32_t blanks = 0;  // unless it is a line end
  Break breaks = Break::kNever;
  ColumnSet column = kNoColumn;
  bool blank_line = false;    // where it is a line end: an empty line stands before what follows
  std::string_view trailing;  // the comment behind what stands before it
  ColumnSet trailing_column = kNoColumn;
  std::vector<Remark> remarks;
  // Remarks that stood at least at this column are indented so far; 0: all as what follows.
  std::uint32_t deep_remarks = 0;

  bool IsLineEnd() const {
    return breaks == Break::kAlways || !trailing.empty() || !remarks.empty();
  }
};

class Document {
 public:
  enum class Fill { kNo, kYes };

  // All texts outlive the document.
  void AddText(std::string_view text);
  void AddGap(Gap gap);
  // Comments behind the last word; nothing follows.
  void AddEnd(Gap gap) { AddGap(std::move(gap)); }

  void Open(Fill fill = Fill::kNo);
  // The groups that are open do not go on one line.
  void Expand();
  void Close();
  // Line ends until the matching Outdent are followed by so many more blanks,
  void Indent(std::uint32_t blanks);
  // … or reach the column at which this stands, and a few more.
  void Align(std::uint32_t more = 0);
  void Outdent();

  ColumnSet NewColumn() { return ++columns_; }

  // At most `width` columns a line, where the gaps allow it; without a line end at the end.
  std::string Print(std::uint32_t width) const;

 private:
  friend class Printer;
  enum class Kind : std::uint8_t { kText, kGap, kOpen, kClose, kIndent, kAlign, kOutdent };
  struct Item {
    Kind kind{};
    std::uint32_t number = 0;    // columns of a text, index of a gap, blanks
    std::string_view text = {};  // of a text
    bool fill = false;           // of a group, as the next
    bool expanded = false;
  };
  void Add(Kind kind, std::size_t number = 0) {
    items_.push_back({.kind = kind, .number = static_cast<std::uint32_t>(number)});
  }

  std::vector<Item> items_;
  std::vector<Gap> gaps_;
  std::vector<std::size_t> open_;  // groups, by their items
  ColumnSet columns_ = kNoColumn;
};

// Columns that a text takes on a terminal.
std::uint32_t WidthOf(std::string_view text);

}  // namespace abide::format
