#include "events/row_text.h"

#include <algorithm>

#include "containers/csv.h"

namespace abide::events {
namespace {

using containers::CsvCell;
using diagnostics::Code;

void AppendEscaped(std::string_view text, std::string& json) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    json.append(text, begin, at - begin);
    begin = at + 1;
    if (byte >= 0x20) {
      json += '\\';
      json += text[at];
    } else {
      json += "\\u00";
      json += kHex[byte >> 4];
      json += kHex[byte & 0xF];
    }
  }
  json.append(text, begin);
}

std::string Cells(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " cell" : " cells");
}

}  // namespace

RowText::RowText(const Layout& layout) : delimiter_(layout.delimiter) {
  for (const std::string& column : layout.columns) {
    if (column.empty()) {
      keys_.emplace_back();
      continue;
    }
    std::string key = "\"";
    AppendEscaped(column, key);
    keys_.push_back(key + "\":\"");
  }
}

bool RowText::Make(Line& line, ReadContext& context) {
  const char* const row = line.text.data();
  containers::CsvReader reader(line.text, delimiter_, 0, {keys_.size(), 1});
  if (!reader.Next()) return false;
  if (!reader.faults().empty()) {
    const containers::CsvFault& fault = reader.faults().front();
    context.reporter.Add(Code::kRowNotCsv, row + fault.begin, {fault.what});
    return false;
  }
  const std::vector<CsvCell>& cells = reader.cells();
  if (reader.count() != keys_.size()) {
    context.reporter.Add(Code::kRowWidth, row, {Cells(reader.count()), Cells(keys_.size())});
    return false;
  }
  text_ = "{";
  cells_.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CsvCell& cell = cells[i];
    if (keys_[i].empty() || (cell.text.empty() && !cell.is_quoted)) continue;
    if (text_.size() > 1) text_ += ',';
    cells_.push_back(
        {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(cell.begin)});
    text_ += keys_[i];
    if (cell.has_quotes) {
      AppendEscaped(cell.Content(), text_);
    } else {
      AppendEscaped(cell.text, text_);
    }
    text_ += '"';
  }
  text_ += '}';
  const std::span<char> kept = context.arena.Bytes(text_.size() + kLinePadding);
  std::copy(text_.begin(), text_.end(), kept.begin());
  line.text = {kept.data(), text_.size()};
  line.cells = &cells_;
  return true;
}

}  // namespace abide::events
