// Expressions that may be evaluated at any time, as often as one likes, to the same effect.
#pragma once

#include "expressions/expression.h"

namespace abide::expressions {

// Asks the host nothing, and has no result that would be counted as being without value. Linear in
// the tree.
bool IsPlain(const Expr& expr);

}  // namespace abide::expressions
