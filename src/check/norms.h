// Norms of clauses (language guide, section 6).
#pragma once

#include <optional>
#include <vector>

#include "check/context.h"

namespace abide::check {

struct CheckedNorm {
  std::optional<Norm> norm;  // nothing after an error
  BindingId at{};            // of the event at which findings stand
  Scope scope;               // of `unless`, `about` and `message`
};

// `about` names keys of a limit that are no plain path.
CheckedNorm CheckNorm(Context& context, const syntax::Clause& clause, std::size_t file);

// `train.org`, `usage.tokens`, `model`: its last word; nothing for what is no plain path.
std::optional<std::string> LastWord(const syntax::Expr& expr);

}  // namespace abide::check
