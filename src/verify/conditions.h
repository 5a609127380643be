// Conditions of patterns, taken apart.
#pragma once

#include <optional>
#include <vector>

#include "check/checked_rules.h"

namespace abide::verify {

using expressions::ExprPtr;

// The patterns of a norm (of a limit none: those of its aggregates) and of what an ask asks.
std::vector<const check::Pattern*> PatternsIn(const check::Norm& norm);
std::vector<const check::Pattern*> PatternsIn(const check::Past& past);
std::vector<const check::Pattern*> PatternsIn(const check::AskNode& node);

// What the pattern asks of events of a kind; null: nothing.
ExprPtr ConditionFor(const check::Pattern& pattern, events::EventKind kind);

// Whether the expression speaks of the event bound to `binding`, in the patterns of its asks too.
bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding,
              const check::CheckedRules& rules);

// `field == other` of every event that matches the pattern, all of one kind: `field` is a text of
// its own, exactly so, and `other` speaks of others. Nothing: there is no such part.
struct TextAsked {
  expressions::FieldIndex field{};
  ExprPtr other;
};
std::optional<TextAsked> TextAskedBy(const check::Pattern& pattern,
                                     const check::CheckedRules& rules);

// The parts of an `and` that speak of `binding`, and those that do not; null: none.
ExprPtr JointPartOf(const ExprPtr& condition, expressions::BindingId binding,
                    const check::CheckedRules& rules);
ExprPtr OwnPartOf(const ExprPtr& condition, expressions::BindingId binding,
                  const check::CheckedRules& rules);

// Whether the expression asks, at an event other than that of `binding`, what data is made of.
bool FollowsDataAtOthers(const ExprPtr& expr, expressions::BindingId binding,
                         const check::CheckedRules& rules);

}  // namespace abide::verify
