// The lines of a text in memory, with their structure.
//
// A text is cut behind line ends into stretches of about 128 KiB, and each stretch is indexed at
// once: small enough that text and index stay in the cache, large enough that the cost of a stretch
// does not count. If a stretch is at fault somewhere, its lines are indexed one by one, so that
// just the lines at fault are lost.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "events/structure.h"

namespace abide::events {

// Where a cell of a row begins: in the text that was made of the row, and in the row.
struct CellPlace {
  std::uint32_t in_text = 0;
  std::uint32_t in_row = 0;
};

// What is read as one document or record: a physical line without its end (and without a byte order
// mark), a record that stands in a list, or what was made of a row. Valid until the next one.
struct Line {
  std::uint64_t number = 0;  // from 1: the physical line on which it begins
  std::uint64_t offset = 0;  // of its first byte
  std::string_view text;
  std::size_t length = 0;  // in the log; that of the text, unless this was made of a row
  const std::vector<CellPlace>* cells = nullptr;  // of a row
  StructuralIndex::Fault fault = StructuralIndex::Fault::kNone;
  Tokens tokens;            // if there is no fault
  bool terminated = false;  // by a line end; the last line of a log may not be
};

class LineReader {
 public:
  // `text` stays where it is until its last line was looked at; kLinePadding bytes behind it may be
  // read. It stands at `offset` in the log, behind `lines_before` lines.
  void Begin(std::string_view text, std::uint64_t offset, std::uint64_t lines_before);
  // False at the text's end.
  bool Next();
  // The line found; the last one, at the end. What is taken from its tokens is not looked at again.
  Line& line() { return line_; }

 private:
  void NextStretch();
  void TakeLine(std::size_t end, bool terminated);

  std::string_view text_;
  std::uint64_t offset_ = 0;
  std::size_t next_ = 0;  // line
  // The stretch's index holds for all its lines, unless one of them is at fault: then each line has
  // its own.
  std::size_t stretch_begin_ = 0;
  std::size_t stretch_end_ = 0;
  bool line_by_line_ = false;
  StructuralIndex index_;
  Line line_;
};

}  // namespace abide::events
