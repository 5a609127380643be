// Conditions of patterns, taken apart.
#pragma once

#include "verify/world.h"

namespace abide::verify {

// What the pattern asks of events of a kind; null: nothing.
ExprPtr ConditionFor(const check::Pattern& pattern, events::EventKind kind);

// Whether the expression speaks of the event bound to `binding`, in the patterns of its asks too.
bool SpeaksOf(const ExprPtr& expr, expressions::BindingId binding, const World& world);

// The parts of an `and` that speak of `binding`, and those that do not; null: none.
ExprPtr JointPartOf(const ExprPtr& condition, expressions::BindingId binding, const World& world);
ExprPtr OwnPartOf(const ExprPtr& condition, expressions::BindingId binding, const World& world);

// Whether the expression asks, at an event other than that of `binding`, what data is made of.
bool FollowsDataAtOthers(const ExprPtr& expr, expressions::BindingId binding, const World& world);

}  // namespace abide::verify
