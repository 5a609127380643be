// What a clause remembers of events, whatever asks it: every pattern that an event may match for
// it, besides those at whose events its findings stand.
#pragma once

#include <vector>

#include "plan/plan.h"
#include "reasons/reasons.h"

namespace abide::reasons {

struct Concern {
  Role role{};
  std::string text;  // empty: as `span` says
  diagnostics::Span span;
  expressions::BindingId binding{};
  expressions::ExprPtr condition;  // what speaks of the event alone; null: always
  // Of what is remembered under a key: what the event's part of it is.
  std::vector<expressions::ExprPtr> keys;
  bool has_more = false;  // conditions that the event that asks decides
};

// Those of events of `kind`, in the order in which the clause's norm and exceptions ask.
std::vector<Concern> ConcernsOf(const plan::Plan& plan, const plan::Judgement& judgement,
                                expressions::EventKind kind);

}  // namespace abide::reasons
