// What an expression speaks of that is bound outside of it.
#pragma once

#include <set>

#include "check/checked_rules.h"

namespace abide::plan {

struct FreeVariables {
  std::set<check::BindingId> bindings;
  std::set<check::LocalId> locals;
  bool asks = false;  // something is asked of a memory or of facts

  bool SpeaksOf(check::BindingId binding) const { return bindings.contains(binding); }
  // Nothing but `binding` (or nothing at all).
  bool OnlyOf(check::BindingId binding) const {
    return locals.empty() && (bindings.empty() || (bindings.size() == 1 && SpeaksOf(binding)));
  }
};

// Of an Ask: what its arguments and its patterns speak of, and the event at which it is read.
// `asks` is by AskId. A null expression speaks of nothing.
FreeVariables FreeOf(const check::ExprPtr& expr, const std::vector<check::AskNode>& asks);
FreeVariables FreeOf(const check::Pattern& pattern, const std::vector<check::AskNode>& asks);

}  // namespace abide::plan
