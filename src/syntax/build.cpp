#include "syntax/build.h"

#include <iterator>
#include <string>
#include <variant>

#include "diagnostics/assert.h"

namespace abide::syntax {
namespace {

void MakeUnary(Draft& draft, UnaryOperator op, Draft&& operand) {
  Make(draft, Unary{op, std::move(operand)});
}

void MakeLogic(Draft& draft, LogicOperator op, std::vector<ExprPtr>&& others) {
  others.insert(others.begin(), std::move(draft));
  Make(draft, Logic{op, std::move(others)});
}

struct LeftSetter {
  void operator()(Compare& test) { test.left = std::move(left); }
  void operator()(Membership& test) { test.left = std::move(left); }
  void operator()(InNetwork& test) { test.left = std::move(left); }
  void operator()(TextTest& test) { test.left = std::move(left); }
  void operator()(Derive& test) { test.artifacts = std::move(left); }
  template <typename Other>
  void operator()(Other&) {
    ABIDE_ASSERT(false, "what stands behind a value is a test");
  }
  ExprPtr left;
};

struct Negation {
  void operator()(Membership& test) const { test.negated = true; }
  void operator()(InNetwork& test) const { test.negated = true; }
  void operator()(TextTest& test) const { test.negated = true; }
  template <typename Other>
  void operator()(Other&) const {
    ABIDE_ASSERT(false, "what stands behind `not` can be negated");
  }
};

}  // namespace

void MakeText(Draft& draft, Text&& text) { Make(draft, Literal{std::move(text.value)}); }
void MakeTime(Draft& draft, TimeLiteral&& time) { Make(draft, Literal{time.value}); }
void MakeNumber(Draft& draft, values::Decimal&& number) { Make(draft, Literal{number}); }
void MakeDuration(Draft& draft, values::Duration&& duration) { Make(draft, Literal{duration}); }
void MakeBoolean(Draft& draft, bool&& boolean) { Make(draft, Literal{boolean}); }
void MakeNegativeNumber(Draft& draft, values::Decimal&& number) {
  Make(draft, Literal{values::Negate(number)});
}
void MakeNegativeDuration(Draft& draft, values::Duration&& duration) {
  Make(draft, Literal{values::Negate(duration)});
}
void MakeNameReference(Draft& draft, Name&& name) {
  Make(draft, Reference{std::move(name), {}, nullptr});
}

void MakeNegate(Draft& draft, Draft&& operand) {
  MakeUnary(draft, UnaryOperator::kNegate, std::move(operand));
}
void MakeNot(Draft& draft, Draft&& operand) {
  MakeUnary(draft, UnaryOperator::kNot, std::move(operand));
}
void MakeHas(Draft& draft, Draft&& operand) {
  MakeUnary(draft, UnaryOperator::kHas, std::move(operand));
}

void MakeAnd(Draft& draft, std::vector<ExprPtr>&& others) {
  MakeLogic(draft, LogicOperator::kAnd, std::move(others));
}
void MakeOr(Draft& draft, std::vector<ExprPtr>&& others) {
  MakeLogic(draft, LogicOperator::kOr, std::move(others));
}

void FoldBinary(Draft& draft, BinaryTail&& tail) {
  const Span span = diagnostics::Cover(draft->span, tail.right->span);
  Make(draft, Binary{tail.op, std::move(draft), std::move(tail.right), tail.op_span});
  draft->span = span;
}

void SetLeft(Draft& draft, Draft&& test) {
  std::visit(LeftSetter{std::move(draft)}, test->node);
  draft = std::move(test);
}

void MakeNegatedTest(Draft& draft, Draft&& test) {
  std::visit(Negation{}, test->node);
  draft = std::move(test);
}

void MakeBracketed(Draft& draft, BracketBody&& body) {
  if (body.loop) {
    Make(draft, Comprehension{std::move(body.elements.front()), std::move(body.loop->variable),
                              std::move(body.loop->list)});
  } else {
    Make(draft, ListLiteral{std::move(body.elements)});
  }
}

void AddSteps(Reference& reference, std::vector<Step>&& steps) {
  reference.steps.insert(reference.steps.end(), std::make_move_iterator(steps.begin()),
                         std::make_move_iterator(steps.end()));
}

void AddFirstKey(Reference& reference, Name&& key) {
  const Span span = key.span;
  reference.steps.push_back({Step::Key{std::move(key)}, span});
}

}  // namespace abide::syntax
