// How the pieces that the grammars read become nodes: plain functions that the semantic actions
// call. Nothing here decides anything about the text.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "syntax/ast.h"

namespace abide::syntax {

// An expression while its rule still works on it; then it is shared and never changes.
using Draft = std::shared_ptr<Expr>;

// The right-hand part of `left op right`.
struct BinaryTail {
  BinaryOperator op = BinaryOperator::kAdd;
  Span op_span;
  Draft right;
};

// What stands between square brackets: elements, or one element and a loop.
struct BracketBody {
  std::vector<ExprPtr> elements;
  std::optional<ForIn> loop;
};

template <typename Node>
void Make(Draft& draft, Node&& node) {
  draft = std::make_shared<Expr>(Expr{std::forward<Node>(node), {}});
}

void MakeText(Draft& draft, Text&& text);
void MakeTime(Draft& draft, TimeLiteral&& time);
void MakeNumber(Draft& draft, values::Decimal&& number);
void MakeDuration(Draft& draft, values::Duration&& duration);
void MakeBoolean(Draft& draft, bool&& boolean);
// A minus in front of a constant is applied.
void MakeNegativeNumber(Draft& draft, values::Decimal&& number);
void MakeNegativeDuration(Draft& draft, values::Duration&& duration);
// A name alone, as an expression.
void MakeNameReference(Draft& draft, Name&& name);

void MakeNegate(Draft& draft, Draft&& operand);
void MakeNot(Draft& draft, Draft&& operand);
void MakeHas(Draft& draft, Draft&& operand);
// The draft is the first operand.
void MakeAnd(Draft& draft, std::vector<ExprPtr>&& others);
void MakeOr(Draft& draft, std::vector<ExprPtr>&& others);
// The draft is the left operand.
void FoldBinary(Draft& draft, BinaryTail&& tail);
// The draft becomes the left side of the test that was read behind it.
void SetLeft(Draft& draft, Draft&& test);
// `not` stood before the test.
void MakeNegatedTest(Draft& draft, Draft&& test);
void MakeBracketed(Draft& draft, BracketBody&& body);

// Steps are appended behind those already there.
void AddSteps(Reference& reference, std::vector<Step>&& steps);
// A key directly behind a leading dot.
void AddFirstKey(Reference& reference, Name&& key);

}  // namespace abide::syntax
