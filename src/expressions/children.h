// The sub-expressions of an expression, for walks that treat most nodes alike.
#pragma once

#include <variant>
#include <vector>

#include "expressions/expression.h"

namespace abide::expressions {

namespace internal {

template <typename Visit>
void VisitAll(const std::vector<ExprPtr>& list, Visit& visit) {
  for (const ExprPtr& each : list) visit(each);
}

template <typename Node, typename Visit>
void VisitChildren(const Node& node, Visit& visit) {
  if constexpr (requires { node.record; }) visit(node.record);
  if constexpr (requires { node.value->node; }) visit(node.value);
  if constexpr (requires { node.body; }) visit(node.body);
  if constexpr (requires { node.arguments; }) VisitAll(node.arguments, visit);
  if constexpr (requires { node.elements; }) VisitAll(node.elements, visit);
  if constexpr (requires { node.element; }) visit(node.element);
  if constexpr (requires { node.text->node; }) visit(node.text);
  if constexpr (requires { node.part; }) visit(node.part);
  if constexpr (requires { node.operand; }) visit(node.operand);
  if constexpr (requires { node.operands; }) VisitAll(node.operands, visit);
  if constexpr (requires { node.left; }) visit(node.left);
  if constexpr (requires { node.right; }) visit(node.right);
  if constexpr (requires { node.first; }) visit(node.first);
  if constexpr (requires { node.second; }) visit(node.second);
  if constexpr (requires { node.item; }) visit(node.item);
  if constexpr (requires { node.list; }) visit(node.list);
  if constexpr (requires { node.index->node; }) visit(node.index);
  if constexpr (requires { node.address; }) visit(node.address);
  if constexpr (requires { node.block; }) {
    if (node.block) visit(node.block);
  }
  if constexpr (requires { node.argument; }) visit(node.argument);
}

}  // namespace internal

// Calls `visit(const ExprPtr&)` for each direct sub-expression.
template <typename Visit>
void ForEachChild(const Expr& expr, Visit visit) {
  std::visit([&](const auto& node) { internal::VisitChildren(node, visit); }, expr.node);
}

// The conditions that all have to be true for `condition` (null: none) to be: the parts of an
// `and`, of those of its parts that are one in their turn.
std::vector<ExprPtr> Conjuncts(const ExprPtr& condition);

}  // namespace abide::expressions
