#include "check/expressions.h"

#include <fmt/format.h>

#include "check/names.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

// Levels of an expression with all its definitions expanded; bounds the stack.
constexpr std::size_t kMaxDepth = 600;

Type TypeOfLiteral(const syntax::Literal& literal) {
  switch (literal.value.index()) {
    case 0:
      return Type::Of(Kind::kString);
    case 1:
      return Type::Of(Kind::kNumber);
    case 2:
      return Type::Of(Kind::kBoolean);
    case 3:
      return Type::Of(Kind::kTime);
    default:
      return Type::Of(Kind::kDuration);
  }
}

}  // namespace

ExprPtr ExpressionChecker::Check(const syntax::Expr& expr, const Scope& scope) {
  if (context_.too_large) return nullptr;
  if (context_.depth >= kMaxDepth) {
    context_.too_large = true;
    context_.Report(Code::kTooLarge, expr.span);
    return nullptr;
  }
  ++context_.depth;
  ExprPtr checked =
      std::visit([&](const auto& node) { return Node(node, expr.span, scope); }, expr.node);
  --context_.depth;
  return checked;
}

ExprPtr ExpressionChecker::Of(Kind wanted, const syntax::Expr& expr, const Scope& scope) {
  return As(context_, Check(expr, scope), wanted, expr.span);
}

ExprPtr ExpressionChecker::Condition(const syntax::Expr& expr, const Scope& scope) {
  return Of(Kind::kBoolean, expr, scope);
}

ExprPtr ExpressionChecker::Node(const syntax::Literal& node, Span span, const Scope&) {
  const Value value = std::visit([](const auto& each) { return Value::Of(each); }, node.value);
  return MakeConstant(context_, value, TypeOfLiteral(node), span);
}

ExprPtr ExpressionChecker::Node(const syntax::ListLiteral& node, Span span, const Scope& scope) {
  std::vector<ExprPtr> elements;
  for (const auto& each : node.elements) elements.push_back(Check(*each, scope));
  Type element = Type::Of(Kind::kString);
  if (!elements.empty()) {
    const auto type = Unify(context_, elements, Code::kMixedList);
    if (!type) return nullptr;
    element = *type;
  }
  return Make(context_, ex::MakeList{std::move(elements)}, Type::ListOf(element), span);
}

ExpressionChecker::Loop ExpressionChecker::OpenLoop(const syntax::Expr& list,
                                                    const syntax::Name& variable,
                                                    const Scope& scope) {
  Loop loop{nullptr, context_.NewLocal(), scope};
  CheckVariable(context_, scope, variable);
  const ExprPtr checked = Check(list, scope);
  if (checked) {
    const Type& type = checked->type;
    if (type.kind != Kind::kList && type.kind != Kind::kRaw) {
      context_.Report(Code::kWrongType, list.span, {"a list", NameOfType(type)});
    } else {
      loop.list = checked;
    }
  }
  if (!loop.list) {
    loop.inner.AddValue(variable.text, variable.span, nullptr);
    return loop;
  }
  const Type element = loop.list->type.element ? *loop.list->type.element : Type::Of(Kind::kRaw);
  loop.inner.AddValue(
      variable.text, variable.span,
      Make(context_, ex::Local{loop.variable, variable.text}, element, variable.span));
  return loop;
}

ExprPtr ExpressionChecker::Node(const syntax::Comprehension& node, Span span, const Scope& scope) {
  const Loop loop = OpenLoop(*node.list, node.variable, scope);
  ExprPtr element = Check(*node.element, loop.inner);
  if (!loop.list || !element) return nullptr;
  const Type type = Type::ListOf(element->type);
  return Make(context_, ex::Comprehension{std::move(element), loop.variable, loop.list}, type,
              span);
}

ExprPtr ExpressionChecker::Node(const syntax::Quantifier& node, Span span, const Scope& scope) {
  const Loop loop = OpenLoop(*node.list, node.variable, scope);
  ExprPtr body = Condition(*node.body, loop.inner);
  if (!loop.list || !body) return nullptr;
  const auto kind = node.kind == syntax::QuantifierKind::kAny ? ex::QuantifierKind::kAny
                                                              : ex::QuantifierKind::kEvery;
  return Make(context_, ex::Quantifier{kind, loop.variable, loop.list, std::move(body)},
              Type::Of(Kind::kBoolean), span);
}

ExprPtr ExpressionChecker::Node(const syntax::Unary& node, Span span, const Scope& scope) {
  ExprPtr operand = Check(*node.operand, scope);
  if (!operand) return nullptr;
  switch (node.op) {
    case syntax::UnaryOperator::kHas:
      return Make(context_, ex::Has{std::move(operand)}, Type::Of(Kind::kBoolean), span);
    case syntax::UnaryOperator::kNot:
      operand = As(context_, std::move(operand), Kind::kBoolean, node.operand->span);
      if (!operand) return nullptr;
      return Make(context_, ex::Not{std::move(operand)}, Type::Of(Kind::kBoolean), span);
    case syntax::UnaryOperator::kNegate:
      break;
  }
  if (operand->type.kind == Kind::kCell) {
    operand = As(context_, std::move(operand), Kind::kNumber, node.operand->span);
    if (!operand) return nullptr;
  }
  const Kind kind = operand->type.kind;
  if (kind != Kind::kNumber && kind != Kind::kDuration && kind != Kind::kRaw) {
    context_.Report(Code::kWrongType, node.operand->span,
                    {"number or duration", NameOfType(operand->type)});
    return nullptr;
  }
  return Make(context_, ex::Negate{std::move(operand)}, Type::Of(kind), span);
}

ExprPtr ExpressionChecker::Node(const syntax::Logic& node, Span span, const Scope& scope) {
  std::vector<ExprPtr> operands;
  bool good = true;
  for (const auto& each : node.operands) {
    operands.push_back(Condition(*each, scope));
    good = good && operands.back();
  }
  if (!good) return nullptr;
  if (node.op == syntax::LogicOperator::kAnd) return Conjunction(context_, operands, span);
  return Make(context_, ex::Logic{ex::LogicOperator::kOr, std::move(operands)},
              Type::Of(Kind::kBoolean), span);
}

}  // namespace abide::check
