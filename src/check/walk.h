// Walks over checked expressions, patterns and what they ask.
#pragma once

#include <optional>
#include <set>

#include "check/checked_rules.h"

namespace abide::check {

// The patterns that an ask holds, in the order written.
std::vector<const Pattern*> PatternsOf(const AskNode& ask);

// Where `expr`, or anything that it asks (through states, too), asks about lineage.
std::optional<Span> FindLineage(const CheckedRules& rules, const ExprPtr& expr);

// What an expression that stands in a pattern depends on.
struct Dependence {
  bool inside = false;   // on the pattern's own event
  bool outside = false;  // on an event or value around it
};
Dependence DependenceOf(const CheckedRules& rules, const ExprPtr& expr, BindingId own);

}  // namespace abide::check
