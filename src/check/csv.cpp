#include "check/csv.h"

#include "containers/csv.h"

namespace abide::check {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::uint32_t Offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

}  // namespace

Csv ReadCsv(std::string_view text) {
  Csv csv;
  containers::CsvReader reader(text, ',', text.starts_with(kByteOrderMark) ? 3 : 0);
  while (reader.Next()) {
    CsvRow& row = csv.rows.emplace_back();
    row.line = reader.line();
    for (const containers::CsvCell& cell : reader.cells()) {
      row.cells.push_back({cell.Content(), Offset(cell.begin), Offset(cell.end)});
    }
    for (const containers::CsvFault& fault : reader.faults()) {
      csv.faults.push_back({std::string(fault.what), Offset(fault.begin), Offset(fault.end)});
    }
  }
  return csv;
}

}  // namespace abide::check
