#include "check/build.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/words.h"
#include "expressions/children.h"
#include "expressions/evaluate.h"
#include "expressions/no_host.h"

namespace abide::check {
namespace {

namespace ex = expressions;

// Nodes that one declaration may come to when its definitions are expanded.
constexpr std::size_t kMaxNodes = 100'000;

bool IsFoldable(const ex::Expr& expr) {
  const bool is_operation = std::holds_alternative<ex::Negate>(expr.node) ||
                            std::holds_alternative<ex::Arithmetic>(expr.node) ||
                            std::holds_alternative<ex::MakeList>(expr.node) ||
                            std::holds_alternative<ex::Convert>(expr.node) ||
                            std::holds_alternative<ex::FunctionCall>(expr.node);
  if (!is_operation) return false;
  bool all_constant = true;
  ex::ForEachChild(expr, [&](const ExprPtr& child) {
    all_constant = all_constant && ConstantOf(child) != nullptr;
  });
  return all_constant;
}

ExprPtr Fold(Context& context, ex::Expr expr) {
  ex::NoHost host;
  ex::Environment environment(*context.rules.memory, host);
  const Value value = ex::Evaluate(expr, environment);
  if (value.is_absent()) {
    context.Report(Code::kNoConstantValue, expr.span);
    return nullptr;
  }
  return std::make_shared<const ex::Expr>(
      ex::Expr{ex::Constant{context.rules.memory->Copy(value)}, std::move(expr.type), expr.span});
}

bool IsScalar(Kind kind) {
  return kind == Kind::kNumber || kind == Kind::kBoolean || kind == Kind::kTime ||
         kind == Kind::kDuration;
}

bool HasOrder(Kind kind) {
  return kind == Kind::kNumber || kind == Kind::kTime || kind == Kind::kDuration ||
         kind == Kind::kRaw;
}

// What two cells that are put in order are read as: the first that all of them can be.
Kind OrderOfCells(const Context& context, const ExprPtr& left, const ExprPtr& right) {
  for (const Kind kind : {Kind::kNumber, Kind::kTime, Kind::kDuration}) {
    if (CellsReadableAs(context, left, kind) && CellsReadableAs(context, right, kind)) return kind;
  }
  return Kind::kNumber;
}

bool NotComparable(Context& context, const ExprPtr& left, const ExprPtr& right,
                   const Comparison& how) {
  Diagnostic& diagnostic = context.Report(Code::kNotComparable, how.span,
                                          {NameOfType(left->type), NameOfType(right->type)});
  if (left->span != how.span) diagnostic.WithLabel(left->span, NameOfType(left->type));
  diagnostic.WithLabel(right->span, NameOfType(right->type));
  if ((left->type.kind == Kind::kList) != (right->type.kind == Kind::kList)) {
    diagnostic.WithHelp("ask for its elements: `any x in LIST: x == …`, `every x in LIST: …`");
  }
  if (left->type.kind == Kind::kList && right->type.kind == Kind::kList) {
    diagnostic.WithHelp(
        "ask for their elements: `every x in LIST: x in OTHER`, or `size(LIST) == 0` for none");
  }
  const auto kinds = std::pair(left->type.kind, right->type.kind);
  if (kinds == std::pair(Kind::kDuration, Kind::kNumber) ||
      kinds == std::pair(Kind::kNumber, Kind::kDuration)) {
    diagnostic.WithHelp("a duration has a unit: `30 days`, `12 hours`, `90 seconds`");
  }
  // A value in quotes that was meant without.
  const auto offer = [&diagnostic](const ExprPtr& a, const ExprPtr& b) {
    const Value* text = ConstantOf(b);
    if (text == nullptr || text->kind() != Value::Kind::kText) return;
    const bool is_exponent =
        a->type.kind == Kind::kNumber && text->text().find_first_of("eE") != std::string_view::npos;
    if (!is_exponent && IsScalar(a->type.kind) && ReadableAs(text->text(), a->type.kind))
      diagnostic.WithFix(b->span, std::string(text->text()));
  };
  offer(left, right);
  offer(right, left);
  return false;
}

bool CheckOneOfBoth(Context& context, const ExprPtr& left, const ExprPtr& right,
                    const Comparison& how) {
  if (!CheckOneOf(context, left->type, right, how.case_rule)) return false;
  if (!CheckOneOf(context, right->type, left, how.case_rule)) return false;
  if (left->type.kind != Kind::kOneOf || right->type.kind != Kind::kOneOf) return true;
  for (const std::string& a : left->type.one_of) {
    for (const std::string& b : right->type.one_of) {
      if (values::EqualText(a, b, how.case_rule)) return true;
    }
  }
  return NotComparable(context, left, right, how);
}

}  // namespace

std::string NameOfType(const Type& type) {
  switch (type.kind) {
    case Kind::kCell:
      return "a cell of a table";
    case Kind::kRaw:
      return "a value of a raw record";
    case Kind::kRecord:
      return "a record";
    case Kind::kList:
      if (type.element && type.element->kind == Kind::kRecord) return "list of records";
      if (type.element && type.element->kind == Kind::kRaw) return "list of raw values";
      return type.element ? "list of " + NameOfType(*type.element) : "list";
    default:
      return ToString(type);
  }
}

bool IsEmptyList(const ExprPtr& expr) {
  const Value* value = ConstantOf(expr);
  return value != nullptr && value->kind() == Value::Kind::kList && value->elements().empty();
}

ExprPtr Finish(Context& context, ex::Expr expr) {
  if (++context.node_count > kMaxNodes) {
    if (!context.too_large) context.Report(Code::kTooLarge, expr.span);
    context.too_large = true;
    return nullptr;
  }
  if (IsFoldable(expr)) return Fold(context, std::move(expr));
  return std::make_shared<const ex::Expr>(std::move(expr));
}

ExprPtr MakeConstant(Context& context, const Value& value, Type type, Span span) {
  return Make(context, ex::Constant{context.rules.memory->Copy(value)}, std::move(type), span);
}

const Value* ConstantOf(const ExprPtr& expr) {
  if (!expr) return nullptr;
  const auto* constant = std::get_if<ex::Constant>(&expr->node);
  return constant == nullptr ? nullptr : &constant->value;
}

bool CanBe(const ExprPtr& expr, Kind wanted) {
  if (!expr) return true;
  const Type& type = expr->type;
  if (type.kind == Kind::kCell || type.kind == Kind::kRaw) return true;
  return wanted == Kind::kString ? type.is_textual() : type.kind == wanted;
}

ExprPtr As(Context& context, ExprPtr expr, Kind wanted, Span span) {
  if (!expr) return nullptr;
  if (!CanBe(expr, wanted)) {
    context.Report(Code::kWrongType, span, {NameOfType(Type::Of(wanted)), NameOfType(expr->type)});
    return nullptr;
  }
  if (expr->type.kind == Kind::kCell && IsScalar(wanted)) {
    return ReadCell(context, std::move(expr), wanted, span);
  }
  // JSON has neither times nor durations: a raw one is text.
  if (expr->type.kind == Kind::kRaw && (wanted == Kind::kTime || wanted == Kind::kDuration)) {
    return Make(context, ex::Convert{std::move(expr), wanted}, Type::Of(wanted), span);
  }
  return expr;
}

bool MakeComparable(Context& context, ExprPtr& left, ExprPtr& right, const Comparison& how) {
  if (!left || !right) return false;
  Kind a = left->type.kind;
  Kind b = right->type.kind;
  if (a == Kind::kCell && b == Kind::kCell && how.ordered) {
    a = b = OrderOfCells(context, left, right);
    left = ReadCell(context, left, a, left->span);
    right = ReadCell(context, right, b, right->span);
    return left && right;
  }
  const auto loose = [](Kind kind) { return kind == Kind::kCell || kind == Kind::kRaw; };
  if (loose(a) && IsScalar(b)) left = As(context, left, b, left->span);
  if (loose(b) && IsScalar(a)) right = As(context, right, a, right->span);
  if (!left || !right) return false;
  a = left->type.kind;
  b = right->type.kind;
  const auto is_text = [&](const ExprPtr& side) {
    return side->type.is_textual() || side->type.kind == Kind::kCell;
  };
  const bool fits = (is_text(left) && is_text(right)) || (a == b && IsScalar(a)) ||
                    (a == Kind::kRaw && (b == Kind::kRaw || is_text(right) || IsScalar(b))) ||
                    (b == Kind::kRaw && (is_text(left) || IsScalar(a)));
  if (!fits) return NotComparable(context, left, right, how);
  if (how.ordered && (!HasOrder(a) || !HasOrder(b))) {
    context.Report(Code::kNoOrder, how.span, {NameOfType(HasOrder(a) ? right->type : left->type)});
    return false;
  }
  return CheckOneOfBoth(context, left, right, how);
}

bool CheckOneOf(Context& context, const Type& type, const ExprPtr& text, values::Case case_rule) {
  const Value* value = ConstantOf(text);
  if (type.kind != Kind::kOneOf || value == nullptr || value->kind() != Value::Kind::kText) {
    return true;
  }
  const bool known = std::any_of(
      type.one_of.begin(), type.one_of.end(),
      [&](const std::string& each) { return values::EqualText(each, value->text(), case_rule); });
  if (known) return true;
  Diagnostic& diagnostic = context.Report(Code::kNotOneOf, text->span,
                                          {std::string(value->text()), Enumerate(type.one_of)});
  if (const auto near = diagnostics::NearestName(value->text(), type.one_of)) {
    diagnostic.WithFix(text->span, Quoted(*near));
  }
  return false;
}

std::optional<Type> Unify(Context& context, std::vector<ExprPtr>& parts, Code mismatch) {
  if (std::any_of(parts.begin(), parts.end(), [](const ExprPtr& each) { return !each; })) {
    return std::nullopt;
  }
  // The type of the first that is no cell decides; a cell is read so.
  auto leader = std::find_if(parts.begin(), parts.end(), [](const ExprPtr& each) {
    return each->type.kind != Kind::kCell && !IsEmptyList(each);
  });
  if (leader == parts.end()) leader = parts.begin();
  const ExprPtr first = *leader;
  Type type = first->type;
  for (ExprPtr& part : parts) {
    if (part->type.kind == Kind::kCell && IsScalar(type.kind)) {
      part = ReadCell(context, part, type.kind, part->span);
      if (!part) return std::nullopt;
    }
    if (Same(part->type, type) || IsEmptyList(part)) continue;
    const bool texts = (part->type.is_textual() || part->type.kind == Kind::kCell) &&
                       (type.is_textual() || type.kind == Kind::kCell);
    if (texts) {
      type = Type::Of(Kind::kString);
    } else if (part->type.kind == Kind::kRaw || type.kind == Kind::kRaw) {
      type = Type::Of(Kind::kRaw);
    } else {
      context.Report(mismatch, part->span, {NameOfType(type), NameOfType(part->type)})
          .WithLabel(first->span, NameOfType(type));
      return std::nullopt;
    }
  }
  return type;
}

ExprPtr Conjunction(Context& context, const std::vector<ExprPtr>& conditions, Span span) {
  std::vector<ExprPtr> all;
  for (const ExprPtr& each : conditions) {
    const std::vector<ExprPtr> inner = Conjuncts(each);
    all.insert(all.end(), inner.begin(), inner.end());
  }
  if (all.empty()) return nullptr;
  if (all.size() == 1) return all.front();
  return Make(context, ex::Logic{ex::LogicOperator::kAnd, std::move(all)}, Type::Of(Kind::kBoolean),
              span);
}

}  // namespace abide::check
