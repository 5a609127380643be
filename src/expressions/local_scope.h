// A local that has a value for as long as a block runs: how quantifiers, comprehensions and
// definitions bind their names.
#pragma once

#include "expressions/evaluate.h"

namespace abide::expressions {

// Gives the local a value, and back what it was.
class LocalScope {
 public:
  LocalScope(LocalId local, const Value& value, Environment& environment)
      : environment_(environment), local_(local), before_(environment.Exchange(local, value)) {}
  LocalScope(const LocalScope&) = delete;
  LocalScope& operator=(const LocalScope&) = delete;
  ~LocalScope() { environment_.Set(local_, before_); }

 private:
  Environment& environment_;
  LocalId local_;
  Value before_;
};

}  // namespace abide::expressions
