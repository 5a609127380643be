#include <algorithm>
#include <map>

#include "format/document.h"

namespace abide::format {
namespace {

// What would be moved farther to the right is not put in a column with others.
constexpr std::uint32_t kFarthestColumn = 64;
constexpr std::uint32_t kLeastIndent = 2;
// Between a line and the comment behind it.
constexpr std::uint32_t kBlanksBeforeComment = 2;

}  // namespace

class Printer {
 public:
  Printer(const Document& document, std::uint32_t width) : document_(document), width_(width) {}

  std::string Print() {
    for (std::size_t i = 0; i < document_.items_.size(); ++i) PrintItem(i);
    return InColumns();
  }

 private:
  using Kind = Document::Kind;
  using Item = Document::Item;
  enum class Mode : std::uint8_t { kFlat, kBroken, kFilled };

  // A place of the output that is to stand in a column with others.
  struct Mark {
    ColumnSet set;
    std::size_t offset;
    std::uint32_t column;
  };

  void PrintItem(std::size_t i) {
    const Item& item = document_.items_[i];
    switch (item.kind) {
      case Kind::kText:
        Put(item.text, item.number);
        break;
      case Kind::kGap:
        PrintGap(i);
        break;
      case Kind::kOpen:
        modes_.push_back(ModeOf(i));
        break;
      case Kind::kClose:
        modes_.pop_back();
        break;
      case Kind::kIndent:
        indents_.push_back(indents_.back() + item.number);
        break;
      case Kind::kAlign:
        indents_.push_back(column_ + item.number);
        break;
      case Kind::kOutdent:
        indents_.pop_back();
        break;
    }
  }

  Mode ModeOf(std::size_t group) const {
    const Item& item = document_.items_[group];
    if (!item.expanded && (modes_.back() == Mode::kFlat || Fits(group + 1, 1, 0))) {
      return Mode::kFlat;
    }
    return item.fill ? Mode::kFilled : Mode::kBroken;
  }

  const Gap& GapAt(std::size_t i) const { return document_.gaps_[document_.items_[i].number]; }

  // Whether what begins at item `i`, behind so many blanks, fits on the line: until `depth` groups
  // are closed (with none, until the next gap of its group) and from there to the next place at
  // which the line may end.
  bool Fits(std::size_t i, int depth, std::uint32_t blanks) const {
    std::uint32_t column = column_ + blanks;
    const bool is_filling = depth == 0;
    bool is_behind = false;
    for (; i < document_.items_.size() && column <= width_; ++i) {
      const Item& item = document_.items_[i];
      if (item.kind == Kind::kText) {
        column += item.number;
      } else if (item.kind == Kind::kOpen) {
        ++depth;
      } else if (item.kind == Kind::kClose) {
        is_behind |= --depth == (is_filling ? -1 : 0);
      } else if (item.kind == Kind::kGap) {
        const Gap& gap = GapAt(i);
        if (gap.IsLineEnd()) return true;
        const bool may_end = gap.breaks == Break::kIfNeeded;
        if (may_end && (is_behind || (is_filling && depth == 0))) return true;
        column += gap.blanks;
      }
    }
    return column <= width_;
  }

  void PrintGap(std::size_t i) {
    const Gap& gap = GapAt(i);
    bool is_line_end = gap.IsLineEnd();
    if (gap.breaks == Break::kIfNeeded) {
      is_line_end |= modes_.back() == Mode::kBroken;
      is_line_end |= modes_.back() == Mode::kFilled && !Fits(i + 1, 0, gap.blanks);
    }
    if (is_line_end) {
      EndLine(gap, i + 1 == document_.items_.size());
      if (gap.breaks == Break::kAlways) row_begin_ = line_begin_;
    } else {
      const bool is_on_first_line = row_begin_ == line_begin_;
      if (gap.column != kNoColumn && is_on_first_line) AddMark(gap.column);
      Put(Blanks(gap.blanks), gap.blanks);
    }
  }

  void EndLine(const Gap& gap, bool is_last) {
    if (!gap.trailing.empty()) {
      if (gap.trailing_column != kNoColumn) AddMark(gap.trailing_column);
      Put(Blanks(kBlanksBeforeComment), kBlanksBeforeComment);
      Put(gap.trailing, 0);
    }
    for (const Remark& remark : gap.remarks) {
      const bool is_deep = gap.deep_remarks != 0 && remark.column + 1 >= gap.deep_remarks;
      BeginLine(remark.blank_before, is_deep ? gap.deep_remarks : indents_.back());
      Put(remark.text, 0);
    }
    if (!is_last) BeginLine(gap.blank_line, indents_.back());
  }

  void BeginLine(bool blank_before, std::uint32_t indent) {
    out_ += blank_before ? "\n\n" : "\n";
    line_begin_ = out_.size();
    // A line that goes on may not begin in the first column.
    column_ = std::max(indent, kLeastIndent);
    out_.append(column_, ' ');
  }

  static std::string Blanks(std::uint32_t count) { return std::string(count, ' '); }

  void Put(std::string_view text, std::uint32_t columns) {
    out_ += text;
    column_ += columns;
  }

  void AddMark(ColumnSet set) { marks_.push_back({set, out_.size(), column_}); }

  // The output with the blanks that bring each mark to the column of its set. A line has at most
  // one.
  std::string InColumns() const {
    std::map<ColumnSet, std::uint32_t> columns;
    for (const Mark& mark : marks_) {
      if (mark.column > kFarthestColumn) continue;
      std::uint32_t& column = columns[mark.set];
      column = std::max(column, mark.column);
    }
    std::string text;
    std::size_t from = 0;
    for (const Mark& mark : marks_) {
      if (mark.column > kFarthestColumn) continue;
      text.append(out_, from, mark.offset - from);
      text.append(columns[mark.set] - mark.column, ' ');
      from = mark.offset;
    }
    return text.append(out_, from);
  }

  const Document& document_;
  std::uint32_t width_;
  std::string out_;
  std::uint32_t column_ = 0;
  std::size_t line_begin_ = 0;  // offset at which the line began
  std::size_t row_begin_ = 0;   // and the last line that had to begin
  std::vector<std::uint32_t> indents_ = {0};
  std::vector<Mode> modes_ = {Mode::kBroken};
  std::vector<Mark> marks_;
};

std::string Document::Print(std::uint32_t width) const { return Printer(*this, width).Print(); }

}  // namespace abide::format
