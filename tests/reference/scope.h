// What a condition may speak of: the event of each pattern around it, and the values of variables.
// A scope is the scope around it and one thing more; it lives on the stack of who made it.
#pragma once

#include <cstddef>
#include <optional>

#include "check/checked_rules.h"
#include "diagnostics/assert.h"

namespace abide::reference {

class Scope {
 public:
  Scope() = default;  // nothing is in scope
  Scope(const Scope& around, check::BindingId binding, std::size_t event)
      : around_(&around), binding_(binding), event_(event) {}
  Scope(const Scope& around, check::LocalId local, values::Value value)
      : around_(&around), local_(local), value_(value) {}

  // The index of the event that `binding` speaks of.
  std::size_t EventOf(check::BindingId binding) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->around_) {
      if (scope->binding_ == binding) return scope->event_;
    }
    ABIDE_ASSERT(false, "a pattern that a condition speaks of is in scope");
  }

  values::Value ValueOf(check::LocalId local) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->around_) {
      if (scope->local_ == local) return scope->value_;
    }
    ABIDE_ASSERT(false, "a variable that a condition speaks of is in scope");
  }

 private:
  const Scope* around_ = nullptr;
  std::optional<check::BindingId> binding_;
  std::size_t event_ = 0;
  std::optional<check::LocalId> local_;
  values::Value value_;
};

}  // namespace abide::reference
