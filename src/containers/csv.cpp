#include "containers/csv.h"

#include <algorithm>

namespace abide::containers {

std::string CsvCell::Content() const {
  if (!has_quotes) return std::string(text);
  std::string content;
  for (std::size_t at = 0; at < text.size(); ++at) {
    content += text[at];
    if (text[at] == '"') ++at;
  }
  return content;
}

bool CsvReader::AtLineEnd() const {
  return at_ == text_.size() || text_[at_] == '\n' ||
         (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
}

void CsvReader::SkipLineEnd() {
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size()) ++at_;
  ++line_;
}

bool CsvReader::Next() {
  while (at_ < text_.size() && AtLineEnd()) SkipLineEnd();
  if (at_ == text_.size()) return false;
  cells_.clear();
  faults_.clear();
  row_line_ = line_;
  begin_ = at_;
  count_ = 0;
  ReadCell();
  while (at_ < text_.size() && text_[at_] == delimiter_) {
    ++at_;
    ReadCell();
  }
  SkipLineEnd();
  return true;
}

void CsvReader::ReadCell() {
  CsvCell cell;
  cell.begin = at_;
  if (at_ < text_.size() && text_[at_] == '"') {
    ReadQuoted(cell);
  } else {
    ReadPlain(cell);
    cell.text = text_.substr(cell.begin, at_ - cell.begin);
  }
  cell.end = end_ = at_;
  if (count_++ < limits_.cells) cells_.push_back(cell);
}

void CsvReader::AddFault(std::string_view what, std::size_t at) {
  if (faults_.size() < limits_.faults) faults_.push_back({what, at, at + 1});
}

void CsvReader::ReadQuoted(CsvCell& cell) {
  cell.is_quoted = true;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '\n') ++line_;
    if (text_[at_] != '"') continue;
    if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      cell.has_quotes = true;
      ++at_;
      continue;
    }
    cell.text = text_.substr(cell.begin + 1, at_ - cell.begin - 1);
    ++at_;
    if (AtLineEnd() || text_[at_] == delimiter_) return;
    AddFault("text behind a closing quote", at_);
    return ReadPlain(cell);
  }
  cell.text = text_.substr(cell.begin + 1);
  is_open_ = true;
  AddFault("a quote that is not closed", cell.begin);
}

void CsvReader::ReadPlain(CsvCell& cell) {
  for (; !AtLineEnd() && text_[at_] != delimiter_; ++at_) {
    if (text_[at_] != '"') continue;
    AddFault("a quote inside an unquoted cell", at_);
    cell.has_quotes = false;
  }
}

std::optional<CsvCutter::End> CsvCutter::FindEnd(std::string_view row, bool is_last) const {
  const std::size_t line_end = row.find('\n');
  if (line_end == std::string_view::npos && !is_last) return std::nullopt;
  const std::string_view line = row.substr(0, line_end);
  if (line.find('"') == std::string_view::npos) {
    const std::size_t next = std::min(line.size() + 1, row.size());
    return End{line.ends_with('\r') ? line.size() - 1 : line.size(), next, false};
  }
  CsvReader reader(row, delimiter_, 0, {0, 0});
  reader.Next();
  // What was shown may end in a quoted cell, or behind one that goes on.
  const bool has_line_end = reader.at() > reader.end() && row[reader.at() - 1] == '\n';
  if (!is_last && (reader.is_open() || !has_line_end)) return std::nullopt;
  return End{reader.end(), reader.at(), reader.is_open()};
}

bool CsvCutter::LeaveOut(std::string_view text, std::vector<Piece>& pieces) {
  if (!is_left_out_) {
    pieces.push_back({Piece::Kind::kTooLong, at_, 0, {}});
    is_left_out_ = true;
    at_ += row_bytes_;
    text.remove_prefix(std::min(row_bytes_, text.size()));
  }
  const std::size_t end = text.find('\n');
  const bool is_there = end != std::string_view::npos;
  at_ += is_there ? end + 1 : text.size();
  if (is_there) is_left_out_ = false;
  return is_there;
}

void CsvCutter::Look(std::string_view text, std::uint64_t offset, std::vector<Piece>& pieces) {
  const std::uint64_t text_end = offset + text.size();
  while (at_ < text_end) {
    const std::string_view rest = text.substr(at_ - offset);
    if (is_left_out_) {
      if (!LeaveOut(rest, pieces)) return;
      continue;
    }
    const std::optional<End> end = FindEnd(rest, false);
    // What has no end yet may have a part of its line end.
    if (end ? end->row > row_bytes_ : rest.size() > row_bytes_ + 1) {
      if (!LeaveOut(rest, pieces)) return;
      continue;
    }
    if (!end) return;
    if (end->row > 0) pieces.push_back({Piece::Kind::kRecord, at_, end->row, {}});
    at_ += end->next;
  }
}

std::string_view CsvCutter::Finish(std::string_view text, std::uint64_t offset,
                                   std::vector<Piece>& pieces) {
  Look(text, offset, pieces);
  if (is_left_out_ || at_ == offset + text.size()) return {};
  const std::optional<End> end = FindEnd(text.substr(at_ - offset), true);
  if (end->is_open) return "inside a quoted cell";
  if (end->row > 0) pieces.push_back({Piece::Kind::kRecord, at_, end->row, {}});
  at_ = offset + text.size();
  return {};
}

}  // namespace abide::containers
