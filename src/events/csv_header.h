// The row of a CSV log that names its columns, found among the log's first bytes: what it says, or
// what keeps it from being one. What a cell holds is not told, for it may be a record's value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::events {

struct CsvHeader {
  char delimiter = ',';
  std::vector<std::string> columns;  // an empty name: the column is no field of its rows
  std::size_t begin = 0;             // in the text, as the next
  std::string fault;                 // empty if there is none; else nothing tells the columns
  std::size_t fault_at = 0;

  bool operator==(const CsvHeader&) const = default;
};

// `head` is the log's beginning, and neither `{` nor `[` is the first to stand in it. Nothing if it
// does not look like CSV.
std::optional<CsvHeader> FindCsvHeader(std::string_view head);

}  // namespace abide::events
