// Which words of rule files name what, noted while the checker finds it out: for editors, which go
// from a word to its declaration, and rename both.
#pragma once

#include "diagnostics/source.h"

namespace abide::check {

enum class NameKind {
  kEvent,
  kField,
  kList,
  kTable,
  kParameter,
  kState,
  kDefinition,
  kVariable,  // of a pattern, a quantifier, a loop, or a parameter of a definition
  kClause,
  kPolicy,
};

// The word at `at` names what the word at `declared` declares. A declaration is no use of itself.
// Of the full id of a clause the part behind the slash names the clause, that before the policy.
// A word may name several things (a clause in several versions, a field of several events), and
// then has a use for each.
struct NameUse {
  diagnostics::Span at;
  diagnostics::Span declared;
  NameKind kind{};
};

}  // namespace abide::check
