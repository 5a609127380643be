#include "events/csv_header.h"

#include <algorithm>
#include <cctype>

#include "containers/csv.h"
#include "events/json_text.h"
#include "events/structure.h"

namespace abide::events {
namespace {

using containers::CsvCell;
using containers::CsvReader;

constexpr std::size_t kLongestName = 200;
constexpr std::string_view kDelimiters = ",;\t";

// Rows that are looked at to see whether they are as wide as the first one.
constexpr int kRowsCompared = 3;
// The header is sought behind so many lines, which only say what is not for programs.
constexpr int kLinesBefore = 4;

std::size_t NextLine(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - 1) + 1;
}

// What keeps a cell from being a column's name; empty if nothing does. No number, no sentence and
// no JSON is one; where it is quoted, somebody meant it as one text.
std::string WhyNoName(const CsvCell& cell, std::string_view name) {
  if (name.size() > kLongestName) {
    return "has " + std::to_string(name.size()) + " bytes, and a name " +
           std::to_string(kLongestName) + " at most";
  }
  const auto first = static_cast<unsigned char>(name.front());
  const auto tick = [name](std::size_t at) { return Ticked(name.substr(at, 1)); };
  if (std::isdigit(first) != 0) return "begins with a digit";
  const bool is_letter = std::isalpha(first) != 0 || first >= 0x80;
  const std::string_view others = cell.is_quoted ? " !\"#$%&'()*./:;<=>?@\\^_`|~" : "_@";
  if (!is_letter && others.find(name.front()) == std::string_view::npos) {
    return "begins with " + (IsBlank(name.front()) ? "a blank" : tick(0));
  }
  if (cell.is_quoted) return "";
  const std::size_t odd = name.find_first_of("{}<>=\r");
  if (odd == std::string_view::npos) return "";
  return "holds " + (name[odd] == '\r' ? "a CR" : tick(odd)) + " and is not quoted";
}

// The row at a place, read as a header.
struct Row {
  CsvHeader header;
  std::size_t cells = 0;
  std::size_t names = 0;
  std::size_t next = 0;  // behind it
  std::size_t lines = 1;
};

std::optional<Row> ReadRow(std::string_view text, std::size_t begin, char delimiter) {
  CsvReader reader(text, delimiter, begin);
  if (!reader.Next() || reader.is_open()) return std::nullopt;
  Row row;
  row.header.delimiter = delimiter;
  row.header.begin = reader.begin();
  row.cells = reader.count();
  row.next = reader.at();
  const std::string_view written = text.substr(begin, reader.end() - begin);
  row.lines += static_cast<std::size_t>(std::count(written.begin(), written.end(), '\n'));
  const auto fault = [&row](std::size_t cell, std::string_view what, std::size_t at) {
    if (!row.header.fault.empty()) return;
    row.header.fault = "cell " + std::to_string(cell) + ' ' + std::string(what);
    row.header.fault_at = at;
  };
  const std::vector<CsvCell>& cells = reader.cells();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    row.header.columns.push_back(cells[i].Content());
    const std::string& name = row.header.columns.back();
    for (const containers::CsvFault& each : reader.faults()) {
      if (each.begin < cells[i].begin || each.begin >= cells[i].end) continue;
      fault(i + 1, "has " + std::string(each.what), each.begin);
    }
    if (name.empty()) continue;
    ++row.names;
    const std::string why = WhyNoName(cells[i], name);
    if (!why.empty()) fault(i + 1, why, cells[i].begin);
  }
  if (row.names < 2 && row.header.fault.empty()) {
    row.header.fault = "it names fewer than two columns";
    row.header.fault_at = row.header.begin;
  }
  return row;
}

// Of the row behind one; nothing if none comes.
std::optional<std::size_t> CellsBehind(std::string_view text, const Row& row) {
  CsvReader reader(text, row.header.delimiter, row.next);
  return reader.Next() ? std::optional(reader.count()) : std::nullopt;
}

// The row of a line, whose first blanks are none of it. A tab is a blank as well: it stands behind
// a name that is empty if there are cells for that.
std::optional<Row> ReadRowOf(std::string_view text, std::size_t line, char delimiter) {
  const std::size_t first = SkipBlanks(text, line);
  const std::size_t tab = text.substr(0, first).find('\t', line);
  if (delimiter == '\t' && tab != std::string_view::npos) {
    std::optional<Row> row = ReadRow(text, tab, delimiter);
    if (row && CellsBehind(text, *row).value_or(row->cells) == row->cells) return row;
  }
  std::optional<Row> row = ReadRow(text, first, delimiter);
  // Whoever cuts the log into rows begins at the blanks, and would not see the quote.
  const bool is_cut = row && first > line && row->lines > 1;
  return is_cut ? std::nullopt : row;
}

// The delimiter is the one that parts the row into most names.
std::optional<Row> ReadHeader(std::string_view text, std::size_t line) {
  std::optional<Row> best;
  for (const char delimiter : kDelimiters) {
    std::optional<Row> row = ReadRowOf(text, line, delimiter);
    if (!row || !row->header.fault.empty()) continue;
    if (!best || row->names > best->names) best = std::move(row);
  }
  return best;
}

// Whether rows come behind one, and the first ones have as many cells.
bool IsTable(std::string_view text, const Row& row) {
  CsvReader reader(text, row.header.delimiter, row.next);
  int rows = 0;
  for (; rows < kRowsCompared && reader.Next(); ++rows) {
    if (reader.count() != row.cells) return false;
  }
  return rows > 0;
}

// Lines of JSON, or some with words in front of it. (A quote in a cell that holds JSON is doubled.)
bool HoldsJson(std::string_view text) {
  const std::size_t member = text.substr(0, NextLine(text, 0)).find("{\"");
  if (member != std::string_view::npos && text.substr(member + 2, 1) != "\"") return true;
  for (std::size_t line = 0; line < text.size(); line = NextLine(text, line)) {
    const std::size_t first = SkipBlanks(text, line);
    if (first < text.size() && (text[first] == '{' || text[first] == '[')) return true;
  }
  return false;
}

CsvHeader WithFault(CsvHeader header, std::string what, std::size_t at) {
  header.fault = std::move(what);
  header.fault_at = at;
  return header;
}

// Excel writes `sep=,`, others a title or a comment.
std::optional<CsvHeader> FindBehindLines(std::string_view text, std::size_t first) {
  const bool says_delimiter = text.substr(first).starts_with("sep=");
  std::size_t line = first;
  for (int i = 0; i < kLinesBefore && (line = NextLine(text, line)) < text.size(); ++i) {
    const std::optional<Row> row = ReadHeader(text, line);
    if (!row || !(says_delimiter || IsTable(text, *row))) continue;
    const std::string what = says_delimiter && i == 0
                                 ? "`sep=` stands there, and the names on the next line"
                                 : "the names stand on a line further down";
    return WithFault(row->header, what, first);
  }
  return std::nullopt;
}

std::optional<CsvHeader> FindBehindCarriageReturn(std::string_view text, std::size_t first) {
  const std::size_t end = text.find('\r', first);
  if (end == std::string_view::npos || end + 1 == text.size() || text[end + 1] == '\n') return {};
  const std::optional<Row> row = ReadHeader(text.substr(0, end), first);
  if (!row) return std::nullopt;
  return WithFault(row->header, "its lines end with CR alone", end);
}

// Of the delimiters by which the first rows are of one width, the one that makes most cells.
std::optional<CsvHeader> FindTable(std::string_view text, std::size_t line) {
  std::optional<Row> best;
  for (const char delimiter : std::string(kDelimiters) + '|') {
    std::optional<Row> row = ReadRowOf(text, line, delimiter);
    if (!row || row->cells < 2 || !IsTable(text, *row)) continue;
    if (!best || row->cells > best->cells) best = std::move(row);
  }
  if (!best) return std::nullopt;
  if (best->header.delimiter != '|') return best->header;
  return WithFault(best->header, "`|` stands between its cells", best->header.begin);
}

}  // namespace

std::optional<CsvHeader> FindCsvHeader(std::string_view head) {
  const std::size_t first = SkipBlanks(head, 0);
  if (first == head.size()) return std::nullopt;
  const std::size_t line_end = first == 0 ? std::string_view::npos : head.rfind('\n', first - 1);
  const std::size_t line = line_end == std::string_view::npos ? 0 : line_end + 1;
  if (const std::optional<Row> row = ReadHeader(head, line)) {
    // A line of words and JSON behind it is a faulty line of JSON lines.
    const std::size_t next = SkipBlanks(head, row->next);
    if (next < head.size() && (head[next] == '{' || head[next] == '[')) return std::nullopt;
    return row->header;
  }
  if (HoldsJson(head.substr(first))) return std::nullopt;
  if (auto header = FindBehindCarriageReturn(head, first)) return header;
  if (!head.substr(first).starts_with("sep=")) {
    if (auto header = FindTable(head, line)) return header;
  }
  return FindBehindLines(head, first);
}

}  // namespace abide::events
