// Comments that switch remarks off, each with its reason:
//
//   # lint: allow W0812 because the vendor's own pattern is kept word for word
//   # lint: allow W0836, W0838 because an internal rule has no text behind it
//   # lint: allow-file W0840 because tests of these clauses are kept elsewhere
//
// The first stands at the end of the line that it speaks of, or on lines of its own directly above
// it; above a declaration it speaks of all of it. The last stands above the first declaration.
#pragma once

#include <string>
#include <vector>

#include "lint/subject.h"

namespace abide::lint {

// Takes what comments allow out of `remarks`, and adds what is to be said of the comments. `off`
// are codes that are not looked for: a comment for one of them is in order.
void ApplyComments(const Subject& subject, const std::set<Code>& off,
                   std::vector<Diagnostic>& remarks);

}  // namespace abide::lint
