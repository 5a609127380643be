// One piece of a file (language guide, section 13):
//
//   declaration = import | policy | event | source | list | table | define | parameter | state
//               | clause | permit | waive | test
//   import      = "import" STRING
//
// X3 stays behind these two functions.
#pragma once

#include "syntax/ast.h"
#include "syntax/parse_state.h"

namespace abide::syntax {

// The whole text of `state` as one declaration; false if it is none. Throws NestingTooDeep or
// ChainTooLong, which do not leave the room. What is wrong with its literals and parts is added to
// the state's problems.
bool ParseDeclaration(ParseState& state, Declaration& declaration);

// From `first` an aggregate, share, call or reference, as in the holes of a message; `first` is
// then behind it.
bool ParseHole(ParseState& state, const char*& first, ExprPtr& hole);

}  // namespace abide::syntax
