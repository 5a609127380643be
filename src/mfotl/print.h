// Formulas in the text syntax of MonPoly and VeriMon.
//
// Every operand that is more than a predicate stands in parentheses, so that nothing rests on
// which operator binds first. Blanks stand around every sign: to MonPoly `a-1` is one name.
#pragma once

#include <string>
#include <string_view>

#include "mfotl/formula.h"

namespace abide::mfotl {

std::string OneLine(const Formula& formula);
// In lines of about 100 columns, indented by nesting; ends with a line end.
std::string Printed(const Formula& formula);
// In double quotes. The monitors compare texts as they are written and undo no escapes; both
// formulas and logs escape in this one way, so equal texts stay equal and different ones different.
std::string QuotedText(std::string_view text);

}  // namespace abide::mfotl
