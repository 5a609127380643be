// A row of CSV as the JSON object that it stands for, so that it is read like any other record: its
// keys are the header's names, its values texts. A cell that is empty and not quoted is left out,
// and so is one whose column has no name; "" is the empty text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/layout.h"
#include "events/line_reader.h"
#include "events/reporter.h"

namespace abide::events {

class RowText {
 public:
  explicit RowText(const Layout& layout);

  // Makes the line's text, which is a row as it stands in the log, its object, which lives as long
  // as the context's arena; the places of its cells are valid until the next one. False, and
  // reported, if the row is none of its header's.
  bool Make(Line& line, ReadContext& context);

 private:
  char delimiter_;
  std::vector<std::string> keys_;  // with quotes and colon; empty if the column has no name
  std::string text_;
  std::vector<CellPlace> cells_;
};

}  // namespace abide::events
