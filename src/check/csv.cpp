#include "check/csv.h"

#include <utility>

namespace abide::check {
namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  }

  Csv Read() {
    while (at_ < text_.size()) ReadLine();
    return std::move(csv_);
  }

 private:
  bool AtLineEnd() const {
    return at_ == text_.size() || text_[at_] == '\n' ||
           (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }

  void SkipLineEnd() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
  }

  void ReadLine() {
    if (AtLineEnd()) return SkipLineEnd();
    CsvRow row;
    row.line = line_;
    row.cells.push_back(ReadCell());
    while (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      row.cells.push_back(ReadCell());
    }
    csv_.rows.push_back(std::move(row));
    SkipLineEnd();
  }

  CsvCell ReadCell() {
    CsvCell cell;
    cell.begin = Offset();
    if (at_ < text_.size() && text_[at_] == '"') {
      ReadQuoted(cell);
    }
    ReadPlain(cell);
    cell.end = Offset();
    return cell;
  }

  void ReadQuoted(CsvCell& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell.text += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell.text += text_[at_++];
      } else {
        ++at_;
        if (!AtLineEnd() && text_[at_] != ',') Fault("text behind a closing quote", at_, at_ + 1);
        return;
      }
    }
    Fault("a quote that is not closed", cell.begin, cell.begin + 1);
  }

  void ReadPlain(CsvCell& cell) {
    for (; !AtLineEnd() && text_[at_] != ','; ++at_) {
      if (text_[at_] == '"') Fault("a quote inside an unquoted cell", at_, at_ + 1);
      cell.text += text_[at_];
    }
  }

  void Fault(std::string what, std::size_t begin, std::size_t end) {
    csv_.faults.push_back(
        {std::move(what), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  std::uint32_t Offset() const { return static_cast<std::uint32_t>(at_); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  Csv csv_;
};

}  // namespace

Csv ReadCsv(std::string_view text) { return CsvReader(text).Read(); }

}  // namespace abide::check
