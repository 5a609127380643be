#include "expressions/plain.h"

#include "expressions/children.h"

namespace abide::expressions {

bool IsPlain(const Expr& expr) {
  if (std::holds_alternative<Ask>(expr.node) || std::holds_alternative<Arithmetic>(expr.node) ||
      std::holds_alternative<FunctionCall>(expr.node)) {
    return false;
  }
  bool plain = true;
  ForEachChild(expr, [&](const ExprPtr& child) { plain = plain && IsPlain(*child); });
  return plain;
}

}  // namespace abide::expressions
