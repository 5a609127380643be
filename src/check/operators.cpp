// Operators of expressions: arithmetic, comparisons, membership, text tests.

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/names.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

values::Case CaseOf(bool ignoring_case) {
  return ignoring_case ? values::Case::kIgnore : values::Case::kRespect;
}

std::string_view SignOf(syntax::BinaryOperator op) {
  switch (op) {
    case syntax::BinaryOperator::kAdd:
      return "+";
    case syntax::BinaryOperator::kSubtract:
      return "-";
    case syntax::BinaryOperator::kMultiply:
      return "*";
    case syntax::BinaryOperator::kDivide:
      return "/";
    case syntax::BinaryOperator::kElse:
      return "else";
  }
  return "";
}

ex::ArithmeticOperator ArithmeticOf(syntax::BinaryOperator op) {
  switch (op) {
    case syntax::BinaryOperator::kSubtract:
      return ex::ArithmeticOperator::kSubtract;
    case syntax::BinaryOperator::kMultiply:
      return ex::ArithmeticOperator::kMultiply;
    case syntax::BinaryOperator::kDivide:
      return ex::ArithmeticOperator::kDivide;
    default:
      return ex::ArithmeticOperator::kAdd;
  }
}

// The type of `left op right`; nothing if the operator does not work on them.
std::optional<Kind> ResultOf(syntax::BinaryOperator op, Kind a, Kind b) {
  const auto both = [&](Kind x, Kind y) { return a == x && b == y; };
  const bool add = op == syntax::BinaryOperator::kAdd;
  const bool subtract = op == syntax::BinaryOperator::kSubtract;
  const bool multiply = op == syntax::BinaryOperator::kMultiply;
  const bool divide = op == syntax::BinaryOperator::kDivide;
  if (both(Kind::kNumber, Kind::kNumber)) return Kind::kNumber;
  if (both(Kind::kDuration, Kind::kDuration)) {
    if (add || subtract) return Kind::kDuration;
    return divide ? std::optional(Kind::kNumber) : std::nullopt;
  }
  if (both(Kind::kTime, Kind::kDuration)) {
    return add || subtract ? std::optional(Kind::kTime) : std::nullopt;
  }
  if (both(Kind::kDuration, Kind::kTime) && add) return Kind::kTime;
  if (both(Kind::kTime, Kind::kTime) && subtract) return Kind::kDuration;
  if (both(Kind::kDuration, Kind::kNumber) && (multiply || divide)) return Kind::kDuration;
  if (both(Kind::kNumber, Kind::kDuration) && multiply) return Kind::kDuration;
  if (both(Kind::kString, Kind::kString) && add) return Kind::kString;
  return std::nullopt;
}

// What a cell or raw value is read as beside an operand of kind `other`.
Kind WantedBeside(syntax::BinaryOperator op, Kind other) {
  const bool is_product =
      op == syntax::BinaryOperator::kMultiply || op == syntax::BinaryOperator::kDivide;
  if (is_product) return Kind::kNumber;
  if (other == Kind::kTime && op == syntax::BinaryOperator::kAdd) return Kind::kDuration;
  return other;
}

// The constant list of a CSV file beside an item that is no text: its cells are read as that.
ExprPtr ReadElements(Context& context, const ExprPtr& list, Kind wanted) {
  const Value* constant = ConstantOf(list);
  const bool is_scalar = wanted == Kind::kNumber || wanted == Kind::kBoolean ||
                         wanted == Kind::kTime || wanted == Kind::kDuration;
  if (constant == nullptr || !is_scalar || list->type.element->kind != Kind::kCell) return list;
  std::vector<ExprPtr> elements;
  for (const Value& each : constant->elements()) {
    if (!ReadableAs(each.text(), wanted)) {
      context.Report(Code::kUnreadableCell, list->span,
                     {std::string(each.text()), NameOfType(Type::Of(wanted))});
      return nullptr;
    }
    elements.push_back(
        Make(context,
             ex::Convert{MakeConstant(context, each, Type::Of(Kind::kString), list->span), wanted},
             Type::Of(wanted), list->span));
  }
  return Make(context, ex::MakeList{std::move(elements)}, Type::ListOf(Type::Of(wanted)),
              list->span);
}

bool IsConstantZero(const ExprPtr& expr) {
  const Value* constant = ConstantOf(expr);
  if (constant == nullptr) return false;
  if (constant->kind() == Value::Kind::kDuration) return constant->duration() == values::Duration{};
  return constant->kind() == Value::Kind::kNumber && constant->number().is_zero();
}

Kind Plain(const Type& type) { return type.is_textual() ? Kind::kString : type.kind; }

}  // namespace

ExprPtr ExpressionChecker::Node(const syntax::Binary& node, Span span, const Scope& scope) {
  ExprPtr left = Check(*node.left, scope);
  ExprPtr right = Check(*node.right, scope);
  if (!left || !right) return nullptr;
  if (node.op != syntax::BinaryOperator::kElse) {
    return Arithmetic(node, std::move(left), std::move(right), span);
  }
  std::vector<ExprPtr> sides = {std::move(left), std::move(right)};
  auto type = Unify(context_, sides, Code::kElseMixed);
  if (!type) return nullptr;
  return Make(context_, ex::Else{sides[0], sides[1]}, *std::move(type), span);
}

ExprPtr ExpressionChecker::Arithmetic(const syntax::Binary& node, ExprPtr left, ExprPtr right,
                                      Span span) {
  const auto loose = [](const ExprPtr& side) {
    return side->type.kind == Kind::kCell || side->type.kind == Kind::kRaw;
  };
  const bool add = node.op == syntax::BinaryOperator::kAdd;
  Kind a = Plain(left->type);
  Kind b = Plain(right->type);
  if (loose(left) && loose(right)) {
    // Two cells are texts until something asks for more; raw values are what the record holds.
    const bool raw = a == Kind::kRaw || b == Kind::kRaw;
    const Kind wanted = add ? Kind::kString : Kind::kNumber;
    if (!raw) left = As(context_, left, wanted, node.left->span);
    if (!raw) right = As(context_, right, wanted, node.right->span);
    if (!left || !right) return nullptr;
    return Make(context_,
                ex::Arithmetic{ArithmeticOf(node.op), left, right, context_.WordsAt(span)},
                Type::Of(raw ? Kind::kRaw : wanted), span);
  }
  if (loose(left)) {
    a = WantedBeside(node.op, b);
    left = CanBe(left, a) ? As(context_, left, a, node.left->span) : left;
  } else if (loose(right)) {
    b = WantedBeside(node.op, a);
    right = CanBe(right, b) ? As(context_, right, b, node.right->span) : right;
  }
  if (!left || !right) return nullptr;
  const auto result = ResultOf(node.op, a, b);
  if (!result) {
    context_
        .Report(Code::kBadOperands, node.op_span,
                {std::string(SignOf(node.op)), NameOfType(left->type), NameOfType(right->type)})
        .WithLabel(node.left->span, NameOfType(left->type))
        .WithLabel(node.right->span, NameOfType(right->type));
    return nullptr;
  }
  if (node.op == syntax::BinaryOperator::kDivide && IsConstantZero(right)) {
    context_.Report(Code::kNoConstantValue, span);
    return nullptr;
  }
  return Make(context_,
              ex::Arithmetic{ArithmeticOf(node.op), std::move(left), std::move(right),
                             context_.WordsAt(span)},
              Type::Of(*result), span);
}

ExprPtr ExpressionChecker::Node(const syntax::Compare& node, Span span, const Scope& scope) {
  ExprPtr left = Check(*node.left, scope);
  ExprPtr right = CheckText(*node.right, scope, left && left->type.is_textual());
  const bool ordered =
      node.op != syntax::CompareOperator::kEqual && node.op != syntax::CompareOperator::kNotEqual;
  const values::Case case_rule = CaseOf(node.ignoring_case);
  if (!MakeComparable(context_, left, right, {node.op_span, ordered, case_rule})) return nullptr;
  if (node.ignoring_case) {
    left = As(context_, left, Kind::kString, node.left->span);
    right = As(context_, right, Kind::kString, node.right->span);
    if (!left || !right) return nullptr;
  }
  return Make(context_,
              ex::Compare{static_cast<ex::CompareOperator>(node.op), std::move(left),
                          std::move(right), case_rule},
              Type::Of(Kind::kBoolean), span);
}

ExprPtr ExpressionChecker::Negated(ExprPtr condition, bool negated, Span span) {
  if (!condition || !negated) return condition;
  return Make(context_, ex::Not{std::move(condition)}, Type::Of(Kind::kBoolean), span);
}

ExprPtr ExpressionChecker::Node(const syntax::Membership& node, Span span, const Scope& scope) {
  if (const auto* name = std::get_if<syntax::Reference>(&node.list->node);
      name != nullptr && name->head && name->steps.empty() &&
      scope.Find(name->head->text) == nullptr) {
    const Symbol* symbol = FindSymbol(context_, scope.file, *name->head, Symbol::Kind::kTable);
    if (symbol != nullptr) {
      return Negated(Row(*node.left, *name, symbol->index, span, scope), node.negated, span);
    }
  }
  ExprPtr item = Check(*node.left, scope);
  ExprPtr list = Check(*node.list, scope);
  if (!item || !list) return nullptr;
  if (list->type.kind != Kind::kList && list->type.kind != Kind::kRaw) {
    Diagnostic& diagnostic =
        context_.Report(Code::kWrongType, node.list->span, {"a list", NameOfType(list->type)});
    if (list->type.is_textual()) {
      diagnostic.WithHelp("compare with `==`, or look into a text with `contains`");
    }
    return nullptr;
  }
  const values::Case case_rule = CaseOf(node.ignoring_case);
  if (list->type.kind == Kind::kList) list = ReadElements(context_, list, item->type.kind);
  if (!list) return nullptr;
  if (list->type.kind == Kind::kList && !IsEmptyList(list)) {
    // What an element would be; conversions can only be made to the item.
    ExprPtr element = std::make_shared<const ex::Expr>(
        ex::Expr{ex::Local{LocalId{}, ""}, *list->type.element, node.list->span});
    if (!MakeComparable(context_, item, element, {node.left->span, false, case_rule}))
      return nullptr;
    if (const auto* written = std::get_if<syntax::ListLiteral>(&node.list->node)) {
      bool good = true;
      for (const auto& each : written->elements) {
        if (!std::holds_alternative<syntax::Literal>(each->node)) continue;
        good &= CheckOneOf(context_, item->type, Check(*each, scope), case_rule);
      }
      if (!good) return nullptr;
    }
  }
  std::shared_ptr<const ex::TextSet> set;
  if (const Value* constant = ConstantOf(list)) {
    set = ex::TextSet::Of(constant->elements(), case_rule);
  }
  return Negated(
      Make(context_, ex::InList{std::move(item), std::move(list), case_rule, std::move(set)},
           Type::Of(Kind::kBoolean), span),
      node.negated, span);
}

ExprPtr ExpressionChecker::Node(const syntax::InNetwork& node, Span span, const Scope& scope) {
  ExprPtr address = Of(Kind::kString, *node.left, scope);
  ExprPtr network = Check(*node.network, scope);
  if (!address || !network) return nullptr;
  const bool is_list = network->type.kind == Kind::kList;
  const Type& one = is_list ? *network->type.element : network->type;
  if (!one.is_textual() && one.kind != Kind::kCell && one.kind != Kind::kRaw) {
    context_.Report(Code::kWrongType, node.network->span,
                    {"a network, or a list of networks", NameOfType(network->type)});
    return nullptr;
  }
  const Type boolean = Type::Of(Kind::kBoolean);
  const Value* value = ConstantOf(network);
  if (value == nullptr) {
    return Negated(Make(context_, ex::InNetwork{std::move(address), {}, "", std::move(network)},
                        boolean, span),
                   node.negated, span);
  }
  std::vector<Value> blocks = {*value};
  if (is_list) blocks.assign(value->elements().begin(), value->elements().end());
  std::vector<values::Network> networks;
  for (const Value& block : blocks) {
    const auto parsed = values::Network::Parse(block.text());
    if (!parsed) {
      context_.Report(Code::kBadNetwork, node.network->span, {std::string(block.text())});
      return nullptr;
    }
    networks.push_back(*parsed);
  }
  ExprPtr test =
      is_list
          ? Make(context_, ex::InNetworks{std::move(address), std::move(networks)}, boolean, span)
          : Make(context_,
                 ex::InNetwork{std::move(address), networks[0], std::string(value->text())},
                 boolean, span);
  return Negated(std::move(test), node.negated, span);
}

std::shared_ptr<const values::Regex> ExpressionChecker::Compile(const syntax::RegexLiteral& regex,
                                                                bool ignoring_case) {
  std::string error;
  auto compiled =
      values::Regex::Compile(regex.pattern, CaseOf(ignoring_case || regex.ignoring_case), &error);
  if (!compiled) context_.Report(Code::kBadRegex, regex.span, {error});
  return compiled;
}

ExprPtr ExpressionChecker::Node(const syntax::TextTest& node, Span span, const Scope& scope) {
  ExprPtr left = Check(*node.left, scope);
  if (left && left->type.kind == Kind::kList) {
    context_.Report(Code::kWrongType, node.left->span, {"string", NameOfType(left->type)})
        .WithHelp(
            "a list is asked as `x in LIST`, and its texts as `any x in LIST: x contains \"…\"`");
    return nullptr;
  }
  ExprPtr text = As(context_, std::move(left), Kind::kString, node.left->span);
  const Type boolean = Type::Of(Kind::kBoolean);
  if (node.op == syntax::TextOperator::kMatches) {
    auto regex = Compile(node.regex, node.ignoring_case);
    if (!text || !regex) return nullptr;
    const bool ignoring_case = node.ignoring_case || node.regex.ignoring_case;
    const std::string written = fmt::format("/{}/{}", node.regex.pattern, ignoring_case ? "i" : "");
    return Negated(
        Make(context_, ex::Matches{std::move(text), std::move(regex), written}, boolean, span),
        node.negated, span);
  }
  ExprPtr part = Of(Kind::kString, *node.right, scope);
  if (!text || !part) return nullptr;
  const ex::TextOperator op =
      node.op == syntax::TextOperator::kStartsWith ? ex::TextOperator::kStartsWith
      : node.op == syntax::TextOperator::kEndsWith ? ex::TextOperator::kEndsWith
                                                   : ex::TextOperator::kContains;
  return Negated(
      Make(context_, ex::TextTest{op, std::move(text), std::move(part), CaseOf(node.ignoring_case)},
           boolean, span),
      node.negated, span);
}

}  // namespace abide::check
