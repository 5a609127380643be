// CSV as RFC 4180 has it: cells between commas (or another delimiter), quoted where they hold a
// delimiter, a quote (doubled) or a line end; rows end with LF or CRLF. Empty lines are no rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containers/cutter.h"

namespace abide::containers {

struct CsvCell {
  std::string_view text;  // between its quotes, if it has any, as it stands there
  std::size_t begin = 0;  // bytes of what is read, quotes included
  std::size_t end = 0;
  bool is_quoted = false;
  bool has_quotes = false;  // doubled ones in its text

  // With doubled quotes as one.
  std::string Content() const;
};

struct CsvFault {
  std::string_view what;  // "a quote inside an unquoted cell"
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What is kept of a row, from its beginning: a row of commas alone would take many times its size.
struct CsvLimits {
  std::size_t cells = SIZE_MAX;
  std::size_t faults = SIZE_MAX;
};

// Reads rows from left to right; all faults of a row are told, and its cells are read all the same,
// up to the limits.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text, char delimiter = ',', std::size_t at = 0,
                     const CsvLimits& limits = {})
      : text_(text), delimiter_(delimiter), at_(at), limits_(limits) {}

  // False if there is no further row.
  bool Next();
  const std::vector<CsvCell>& cells() const { return cells_; }
  // Of all cells in the row, kept or not.
  std::size_t count() const { return count_; }
  const std::vector<CsvFault>& faults() const { return faults_; }
  // Of the row's first byte, from 1.
  std::uint32_t line() const { return row_line_; }
  std::size_t begin() const { return begin_; }
  // Behind the row, and behind its line end.
  std::size_t end() const { return end_; }
  std::size_t at() const { return at_; }
  // A quoted cell is open at the text's end.
  bool is_open() const { return is_open_; }

 private:
  bool AtLineEnd() const;
  void SkipLineEnd();
  void ReadCell();
  void ReadQuoted(CsvCell& cell);
  void ReadPlain(CsvCell& cell);
  void AddFault(std::string_view what, std::size_t at);

  std::string_view text_;
  char delimiter_;
  std::size_t at_;
  CsvLimits limits_;
  std::uint32_t line_ = 1;
  std::uint32_t row_line_ = 1;
  bool is_open_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t count_ = 0;
  std::vector<CsvCell> cells_;
  std::vector<CsvFault> faults_;
};

// Cuts CSV into rows, the header among them. A row without a quote costs a search for its end; one
// with quotes is looked at byte by byte. One of more than `row_bytes` is left out up to the next
// line end behind so many.
class CsvCutter final : public Cutter {
 public:
  CsvCutter(char delimiter, std::size_t row_bytes) : delimiter_(delimiter), row_bytes_(row_bytes) {}

  void Begin(std::uint64_t offset) override {
    at_ = offset;
    is_left_out_ = false;
  }
  void Look(std::string_view text, std::uint64_t offset, std::vector<Piece>& pieces) override;
  std::string_view Finish(std::string_view text, std::uint64_t offset,
                          std::vector<Piece>& pieces) override;
  std::uint64_t needed() const override { return at_; }

 private:
  // Where the row ends, and the next one begins; nothing if it does not end there.
  struct End {
    std::size_t row = 0;
    std::size_t next = 0;
    bool is_open = false;
  };
  std::optional<End> FindEnd(std::string_view row, bool is_last) const;
  bool LeaveOut(std::string_view text, std::vector<Piece>& pieces);

  char delimiter_;
  std::size_t row_bytes_;
  std::uint64_t at_ = 0;  // the next row, or the rest of one that is left out
  bool is_left_out_ = false;
};

}  // namespace abide::containers
