#include "check/expressions.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

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

bool HasFieldNamed(const Context& context, const PatternRef& pattern, const std::string& name) {
  return std::any_of(pattern.kinds.begin(), pattern.kinds.end(), [&](EventKind kind) {
    const auto fields = FieldNames(context.rules.schema.Type(kind));
    return std::find(fields.begin(), fields.end(), name) != fields.end();
  });
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

ExprPtr ExpressionChecker::CheckText(const syntax::Expr& expr, const Scope& scope, bool is_text) {
  const bool outer = std::exchange(text_wanted_, is_text);
  ExprPtr checked = Check(expr, scope);
  text_wanted_ = outer;
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

// With what is meant by `k == "x" or "y"`, and by `a where n > 1 or b`.
ExprPtr ExpressionChecker::Operand(const syntax::Logic& node, const syntax::Expr& expr,
                                   const Scope& scope) {
  const char* const word = node.op == syntax::LogicOperator::kAnd ? "and" : "or";
  const auto* const literal = std::get_if<syntax::Literal>(&expr.node);
  if (literal != nullptr && TypeOfLiteral(*literal).kind != Kind::kBoolean) {
    context_.Report(Code::kWrongType, expr.span, {"boolean", NameOfType(TypeOfLiteral(*literal))})
        .WithHelp(fmt::format("each side of `{0}` is a condition of its own: `x == \"a\" {0} x == "
                              "\"b\"`; one of several values is `x in [\"a\", \"b\"]`",
                              word));
    return nullptr;
  }
  const auto* const name = std::get_if<syntax::Reference>(&expr.node);
  const bool is_word = name != nullptr && name->head && name->steps.empty() &&
                       scope.Find(name->head->text) == nullptr;
  const Symbol* const symbol = is_word ? FindSymbol(context_, scope.file, *name->head) : nullptr;
  const bool is_event = symbol != nullptr && (symbol->kind == Symbol::Kind::kEvent ||
                                              symbol->kind == Symbol::Kind::kDefinition);
  const bool has_field =
      is_event && scope.nearest && HasFieldNamed(context_, *scope.nearest, name->head->text);
  if (!is_event || has_field || node.op == syntax::LogicOperator::kAnd) {
    return Condition(expr, scope);
  }
  context_
      .Report(Code::kNotAValue, expr.span, {symbol->name, std::string(WithArticle(symbol->kind))})
      .WithLabel(symbol->span, "it is declared here")
      .WithHelp(fmt::format("ask with `preceded by {0}`; an event that may stand in place of "
                            "another is in brackets as that is: `(EVENT where …) or ({0})`",
                            symbol->name));
  return nullptr;
}

ExprPtr ExpressionChecker::Node(const syntax::Logic& node, Span span, const Scope& scope) {
  std::vector<ExprPtr> operands;
  bool good = true;
  for (const auto& each : node.operands) {
    operands.push_back(Operand(node, *each, scope));
    good = good && operands.back();
  }
  if (!good) return nullptr;
  if (node.op == syntax::LogicOperator::kAnd) return Conjunction(context_, operands, span);
  return Make(context_, ex::Logic{ex::LogicOperator::kOr, std::move(operands)},
              Type::Of(Kind::kBoolean), span);
}

}  // namespace abide::check
