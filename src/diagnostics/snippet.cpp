#include "diagnostics/snippet.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "diagnostics/printable.h"

namespace abide::diagnostics {
namespace {

// Columns of source text in one row, and how many of them stand before a range that begins too far
// to the right.
constexpr std::size_t kWindow = 110;
constexpr std::size_t kLead = kWindow / 3;
// A window holds at most so many code points, however many of them take no room.
constexpr std::size_t kMostCodePoints = 4 * kWindow;
// A range over more lines than this shows its first and its last.
constexpr std::uint32_t kMostLines = 4;
constexpr std::string_view kTab = "    ";
constexpr std::string_view kCut = "…";

// Half-open range of bytes in a line, or of columns in a row.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A part of a line as shown: which column each byte of it stands in.
class ShownLine {
 public:
  ShownLine(std::string_view line, Range focus) : line_(line) {
    Fill(0);
    if (begin_ + columns_.size() > focus.end || AtEnd()) return;
    Fill(StepBack(focus.begin));
  }

  const std::string& text() const { return text_; }

  // At least one column wide.
  Range ColumnsOfBytes(Range bytes) const {
    const std::size_t begin = ColumnOf(bytes.begin);
    return {begin, std::max(ColumnOf(bytes.end), begin + 1)};
  }

 private:
  bool AtEnd() const { return begin_ + columns_.size() == line_.size(); }

  std::size_t ColumnOf(std::size_t byte) const {
    if (byte < begin_) return 0;
    return byte - begin_ < columns_.size() ? columns_[byte - begin_] : end_column_;
  }

  std::size_t StepBack(std::size_t byte) const {
    byte = std::min(byte, line_.size());
    for (std::size_t steps = 0; steps < kLead && byte > 0; ++steps) {
      --byte;
      while (byte > 0 && (static_cast<unsigned char>(line_[byte]) & 0xC0U) == 0x80U) --byte;
    }
    return byte;
  }

  void Fill(std::size_t begin) {
    begin_ = begin;
    columns_.clear();
    text_ = begin > 0 ? kCut : std::string_view();
    end_column_ = begin > 0 ? 1 : 0;
    std::size_t at = begin;
    for (std::size_t points = 0; at < line_.size(); ++points) {
      if (end_column_ >= kWindow || points >= kMostCodePoints) {
        text_ += kCut;
        return;
      }
      const std::size_t length = DecodeUtf8(line_, at).length;
      const std::string shown =
          line_[at] == '\t' ? std::string(kTab) : Printable(line_.substr(at, length));
      columns_.insert(columns_.end(), length, end_column_);
      text_ += shown;
      end_column_ += ColumnsOf(shown);
      at += length;
    }
  }

  std::string_view line_;
  std::size_t begin_ = 0;             // first byte shown
  std::vector<std::size_t> columns_;  // of the bytes from begin_ on
  std::size_t end_column_ = 0;
  std::string text_;
};

// What is marked in one line.
struct LineMark {
  Range bytes;
  const std::string* text = nullptr;  // owned by the Mark; null where a range goes on
  bool is_primary = false;
};

using MarksByLine = std::map<std::uint32_t, std::vector<LineMark>>;

std::size_t FirstWord(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

void AddMark(const SourceFile& file, const Mark& mark, MarksByLine& lines) {
  const std::uint32_t end = std::max(mark.span.begin, mark.span.end);
  const std::uint32_t first = file.Locate(mark.span.begin).line;
  // A range that ends with a line's end does not reach into the next line.
  const std::uint32_t last = end == mark.span.begin ? first : file.Locate(end - 1).line;
  for (std::uint32_t number = first; number <= last; ++number) {
    const bool is_edge = number == first || number == last;
    if (!is_edge && last - first >= kMostLines) {
      number = last - 1;
      continue;
    }
    const std::string_view line = file.Line(number);
    const auto line_begin = static_cast<std::size_t>(line.data() - file.text().data());
    Range bytes{number == first ? mark.span.begin - line_begin : FirstWord(line),
                number == last ? end - line_begin : line.size()};
    bytes.begin = std::min(bytes.begin, line.size());
    bytes.end = std::clamp(bytes.end, bytes.begin, line.size());
    lines[number].push_back({bytes, number == last ? &mark.text : nullptr, mark.is_primary});
  }
}

struct Placed {
  Range columns;
  const std::string* text;
  bool is_primary;
};

// Draws the rows under one line: the underlines, with the rightmost text behind them, then the
// other texts, each hanging from the begin of its range.
class Underlines {
 public:
  Underlines(std::vector<Placed> marks, const SnippetLook& look)
      : marks_(std::move(marks)), look_(look) {
    std::stable_sort(marks_.begin(), marks_.end(), [](const Placed& a, const Placed& b) {
      return a.columns.begin < b.columns.begin;
    });
  }

  std::vector<std::string> Rows() const {
    std::string strokes;
    for (const bool primary : {false, true}) {
      for (const Placed& mark : marks_) {
        if (mark.is_primary == primary) Stroke(mark, strokes);
      }
    }
    std::vector<Placed> texts;
    for (const Placed& mark : marks_) {
      if (mark.text != nullptr && !mark.text->empty()) texts.push_back(mark);
    }
    std::vector<std::string> rows = {PaintStrokes(strokes)};
    if (!texts.empty() && texts.back().columns.end == strokes.size()) {
      rows.back() += ' ' + Words(texts.back());
      texts.pop_back();
    }
    if (!texts.empty()) rows.push_back(Hanging(texts, nullptr));
    while (!texts.empty()) {
      const Placed last = texts.back();
      texts.pop_back();
      rows.push_back(Hanging(texts, &last));
    }
    return rows;
  }

 private:
  static void Stroke(const Placed& mark, std::string& strokes) {
    if (strokes.size() < mark.columns.end) strokes.resize(mark.columns.end, ' ');
    for (std::size_t column = mark.columns.begin; column < mark.columns.end; ++column) {
      strokes[column] = mark.is_primary ? '^' : '-';
    }
  }

  std::string PaintStrokes(const std::string& strokes) const {
    std::string row;
    for (std::size_t at = 0; at < strokes.size();) {
      const std::size_t end = std::min(strokes.find_first_not_of(strokes[at], at), strokes.size());
      const std::string run = strokes.substr(at, end - at);
      if (run[0] == ' ') {
        row += run;
      } else {
        row += Paint(run, run[0] == '^' ? look_.primary : Style::kFrame, look_.colour);
      }
      at = end;
    }
    return row;
  }

  std::string Words(const Placed& mark) const {
    return Paint(Printable(*mark.text), mark.is_primary ? look_.primary : Style::kFrame,
                 look_.colour);
  }

  // A bar for each of `waiting`, then the words of `mark`.
  std::string Hanging(const std::vector<Placed>& waiting, const Placed* mark) const {
    std::string row;
    std::size_t columns = 0;
    for (const Placed& other : waiting) {
      if (other.columns.begin < columns) continue;
      row.append(other.columns.begin - columns, ' ');
      row += Paint("|", other.is_primary ? look_.primary : Style::kFrame, look_.colour);
      columns = other.columns.begin + 1;
    }
    if (mark == nullptr) return row;
    row.append(std::max(mark->columns.begin, columns) - columns, ' ');
    return row + Words(*mark);
  }

  std::vector<Placed> marks_;
  const SnippetLook& look_;
};

std::string Framed(std::string_view number, std::string_view row, const SnippetLook& look) {
  std::string frame(look.gutter - std::min(look.gutter, number.size()), ' ');
  frame.append(number).append(" |");
  std::string line = Paint(frame, Style::kFrame, look.colour);
  if (!row.empty()) line.append(" ").append(row);
  return line + '\n';
}

std::string MarkedLine(const SourceFile& file, std::uint32_t number,
                       const std::vector<LineMark>& marks, const SnippetLook& look) {
  const auto focus = std::find_if(marks.begin(), marks.end(),
                                  [](const LineMark& mark) { return mark.is_primary; });
  const ShownLine line(file.Line(number), (focus == marks.end() ? marks.front() : *focus).bytes);
  std::string rows = Framed(std::to_string(number), line.text(), look);
  std::vector<Placed> placed;
  placed.reserve(marks.size());
  for (const LineMark& mark : marks) {
    placed.push_back({line.ColumnsOfBytes(mark.bytes), mark.text, mark.is_primary});
  }
  for (const std::string& row : Underlines(std::move(placed), look).Rows()) {
    rows += Framed("", row, look);
  }
  return rows;
}

}  // namespace

std::string Paint(std::string_view text, Style style, Colour colour) {
  if (colour == Colour::kOff || text.empty()) return std::string(text);
  constexpr std::string_view kCodes[] = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m",
                                         "\x1b[1m"};
  return std::string(kCodes[static_cast<std::size_t>(style)]).append(text).append("\x1b[0m");
}

std::string Snippet(const SourceFile& file, std::span<const Mark> marks, const SnippetLook& look) {
  MarksByLine lines;
  for (const Mark& mark : marks) AddMark(file, mark, lines);
  std::string rows = Framed("", "", look);
  std::uint32_t previous = 0;
  for (const auto& [number, line_marks] : lines) {
    if (previous != 0 && number == previous + 2) {
      // One line between two is shown rather than left out.
      rows += Framed(std::to_string(number - 1), ShownLine(file.Line(number - 1), {}).text(), look);
    } else if (previous != 0 && number > previous + 2) {
      rows += Paint("...", Style::kFrame, look.colour) + '\n';
    }
    rows += MarkedLine(file, number, line_marks, look);
    previous = number;
  }
  return rows + Framed("", "", look);
}

}  // namespace abide::diagnostics
