// Walks over rule text's trees: every expression, pattern and name that is used, outer ones first.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "syntax/ast.h"

namespace abide::lint {

struct Visitor {
  std::function<void(const syntax::Expr&)> expr = [](const syntax::Expr&) {};
  std::function<void(const syntax::Pattern&)> pattern = [](const syntax::Pattern&) {};
};

// What stands in a test's records and givens is no expression.
void Walk(const syntax::Declaration& declaration, const Visitor& visitor);
void Walk(const syntax::ExprPtr& expr, const Visitor& visitor);
void Walk(const syntax::Norm& norm, const Visitor& visitor);

}  // namespace abide::lint
