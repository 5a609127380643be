// The text of a `message`: `{{` and `}}` are braces, `{…}` is a hole with an aggregate, a share, a
// call or a reference in it.
#pragma once

#include "syntax/ast.h"
#include "syntax/parse_state.h"

namespace abide::syntax {

// `text` is a string of the piece that `state` parses. What is wrong is added to the state's
// problems, with its place inside the string; what stands before it is in the result.
Message ParseMessage(const Text& text, ParseState& state);

}  // namespace abide::syntax
