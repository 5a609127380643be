// Declarations whose parts may stand in any order (policy, clause, permit, waive): as the grammar
// reads them, and how they become nodes. Here stands what no production can say: which part stands
// at most once, and which must be there.
#pragma once

#include <vector>

#include "syntax/ast.h"
#include "syntax/parse_state.h"

namespace abide::syntax {

enum class AttributeKind {
  kBy,
  kUrl,
  kVersion,
  kCites,
  kRemedy,
  kMessage,
  kBecause,  // a text
  kUnless,   // a text and a condition
  kWhere,    // a condition
  kUntil,    // a time
  kEffective,
  kSeverity,
  kTags,
  kAbout
};

// One part; beyond its word it has just what its kind has.
struct Attribute {
  AttributeKind kind{};
  Span word;
  Text text;
  ExprPtr condition;
  TimeLiteral time;
  Effective effective;
  SeverityLevel severity{};
  std::vector<Text> tags;
  std::vector<AboutItem> about;
  Span span;
};

struct AttributedDraft {
  Name id;
  Text title;  // of a policy or clause
  std::vector<Attribute> attributes;
  Norm norm;  // of a clause
};

Policy MakePolicy(AttributedDraft&& draft, ParseState& state);
Clause MakeClause(AttributedDraft&& draft, ParseState& state);
Permit MakePermit(AttributedDraft&& draft, ParseState& state);
Waive MakeWaive(AttributedDraft&& draft, ParseState& state);

// A state has at least one `starts on`.
void CheckState(const State& declared, ParseState& state);

}  // namespace abide::syntax
