// A whole CSV file, with commas, and where each cell stands (containers/csv.h says what CSV is). A
// byte order mark is skipped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace abide::check {

struct CsvCell {
  std::string text;         // without quotes
  std::uint32_t begin = 0;  // bytes of the text, quotes included
  std::uint32_t end = 0;
};

struct CsvRow {
  std::vector<CsvCell> cells;
  std::uint32_t line = 1;  // on which the row starts
};

struct CsvFault {
  std::string what;  // "a quote inside an unquoted cell"
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Csv {
  std::vector<CsvRow> rows;  // the header is the first; may be ragged
  std::vector<CsvFault> faults;
};

// Reads the whole text and all of its faults. Linear in the text.
Csv ReadCsv(std::string_view text);

}  // namespace abide::check
