// Conditions and what they speak of.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "expressions/children.h"

namespace abide::inquiry {

using expressions::Expr;
using expressions::ExprPtr;

// Calls `visit(const Expr&)` for an expression (null: none) and all it is made of. What its asks
// look at is theirs (EvaluatedBy).
template <typename Visit>
void ForEachPart(const ExprPtr& expr, const Visit& visit) {
  if (!expr) return;
  visit(*expr);
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) { ForEachPart(child, visit); });
}
template <typename Test>
bool AnyPart(const ExprPtr& expr, const Test& test) {
  bool any = false;
  ForEachPart(expr, [&](const Expr& part) { any = any || test(part); });
  return any;
}

// Whether it asks what data is made of.
bool FollowsData(const check::AskNode& node);
// All that an ask evaluates, at whichever events; and whether it asks for what came between: a
// state, `with no … since`.
struct Evaluated {
  std::vector<ExprPtr> expressions;           // some may be null
  std::set<expressions::BindingId> bindings;  // of its own patterns
  bool between = false;
};
Evaluated EvaluatedBy(const check::AskNode& node, const check::CheckedRules& rules);

bool HasKind(const check::Pattern& pattern, events::EventKind kind);
// What the pattern asks of events of a kind; null: nothing.
ExprPtr ConditionFor(const check::Pattern& pattern, events::EventKind kind);

// Whether the expression speaks of the event bound to `binding`, in its asks too.
bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding,
              const check::CheckedRules& rules);

// Whether it speaks of no event but that, nor of a variable of others.
bool SpeaksOnlyOf(const ExprPtr& expr, expressions::BindingId binding,
                  const check::CheckedRules& rules);
// Whether events of the pattern match, or do not, by themselves and by values that they have in
// common with others: of each part of its condition one of these, where nothing is asked.
bool IsDecidedByKey(const check::Pattern& pattern, const check::CheckedRules& rules);

// `field == other` of every event that matches the pattern, all of one kind: `field` is a text of
// its own, exactly so, and `other` speaks of others. Nothing: there is no such part.
struct TextAsked {
  expressions::FieldIndex field{};
  ExprPtr other;
};
std::optional<TextAsked> TextAskedBy(const check::Pattern& pattern,
                                     const check::CheckedRules& rules);

// The parts of an `and` that speak of `binding`, and those that do not; null: none.
struct Halves {
  ExprPtr joint, own;
};
Halves HalvesOf(const ExprPtr& condition, expressions::BindingId binding,
                const check::CheckedRules& rules);

// What a clause's norm and exceptions read.
struct Reads {
  std::set<std::string> names;  // of fields, and what asks and quotients are called
  std::size_t lineage = 0;      // questions about what data is made of
  bool between = false;         // whether something came between

  // Whether it is a name, or a member or an element of one.
  bool Name(const std::string& name) const;
};
Reads ReadsOf(const check::Clause& clause, const check::CheckedRules& rules);

// The fields that it reads, and what it says of its events too.
using FieldRead = std::pair<events::EventKind, expressions::FieldIndex>;
std::set<FieldRead> FieldsOf(const check::Clause& clause, const check::CheckedRules& rules);

}  // namespace abide::inquiry
