// Lists, parameters and tables: what rules know from outside the log (language guide, section 5).
#pragma once

#include "check/context.h"

namespace abide::check {

// Reads them all, as the command line and the running test set them. Names are declared.
void ReadFacts(Context& context);

// Once all that asks for cells is checked: keys are brought into the form in which they are
// compared, two rows for one key at one time are reported, and the result gets the rows.
void FinishTables(Context& context);

// The constants of a list, or one. Null after an error.
struct ConstantParts {
  const std::vector<syntax::ExprPtr>& constants;
  bool is_list = false;
  std::size_t file = 0;
  Span span;
};
ExprPtr ReadConstant(Context& context, const ConstantParts& parts);

// `given` is of a type that may stand for `declared`.
bool FitsConstant(const ExprPtr& given, const ExprPtr& declared);

// The text of a constant as a table's cell has it; nothing if it can't stand in one.
std::optional<std::string> CellText(const syntax::RecordValue& value);

// The row of a table that a test gives. Errors are reported; the row is whole all the same.
TableRowFact GivenRow(Context& context, const syntax::Given& given,
                      const std::vector<std::string>& columns, const std::string& table);

}  // namespace abide::check
