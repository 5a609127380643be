// Conditions in Kleene's logic: what is asked is that one is certainly, or possibly, true or false.
#include <algorithm>

#include "expressions/evaluate.h"
#include "mfotl/translator.h"

namespace abide::mfotl {

using expressions::CompareOperator;
using expressions::LogicOperator;
using expressions::Type;
using values::Value;

namespace {

bool IsScalar(const Type& type) {
  return type.is_textual() || type.kind == Type::Kind::kNumber ||
         type.kind == Type::Kind::kBoolean || type.kind == Type::Kind::kTime;
}

bool IsPlain(const ExprPtr& expr) {
  const bool is_leaf = std::holds_alternative<expressions::Field>(expr->node) ||
                       std::holds_alternative<expressions::Constant>(expr->node);
  return is_leaf && IsScalar(expr->type);
}

bool IsOrder(CompareOperator op) {
  return op != CompareOperator::kEqual && op != CompareOperator::kNotEqual;
}

CompareOperator OppositeOf(CompareOperator op) {
  switch (op) {
    case CompareOperator::kEqual:
      return CompareOperator::kNotEqual;
    case CompareOperator::kNotEqual:
      return CompareOperator::kEqual;
    case CompareOperator::kLess:
      return CompareOperator::kGreaterEqual;
    case CompareOperator::kLessEqual:
      return CompareOperator::kGreater;
    case CompareOperator::kGreater:
      return CompareOperator::kLessEqual;
    case CompareOperator::kGreaterEqual:
      return CompareOperator::kLess;
  }
  return op;
}

// What a monitor can compute of one event as well: the log need not tell its outcome.
bool IsNative(const ExprPtr& expr) {
  if (const auto* compare = std::get_if<expressions::Compare>(&expr->node)) {
    if (!IsPlain(compare->left) || !IsPlain(compare->right)) return false;
    const bool text = compare->left->type.is_textual();
    return !text || (compare->case_rule == values::Case::kRespect && !IsOrder(compare->op));
  }
  if (const auto* in = std::get_if<expressions::InList>(&expr->node)) {
    return IsPlain(in->item) && in->case_rule == values::Case::kRespect &&
           std::holds_alternative<expressions::Constant>(in->list->node);
  }
  if (const auto* has = std::get_if<expressions::Has>(&expr->node)) return IsPlain(has->operand);
  return IsPlain(expr);
}

ExprPtr ConstantExpr(const Value& value, const Type& type, diagnostics::Span span) {
  return std::make_shared<const expressions::Expr>(
      expressions::Expr{.node = expressions::Constant{value}, .type = type, .span = span});
}

}  // namespace

Formula Translator::Condition(const ExprPtr& condition, Wish wish, const Scope& scope) {
  if (!condition) return wish.truth ? True() : False();
  if (const auto* logic = std::get_if<expressions::Logic>(&condition->node)) {
    return Of(condition, *logic, wish, scope);
  }
  if (const auto* negated = std::get_if<expressions::Not>(&condition->node)) {
    return Condition(negated->operand, wish.Opposite(), scope);
  }
  if (const auto* let = std::get_if<expressions::Let>(&condition->node)) {
    return Condition(let->body, wish, scope.With(let->local, BoundLocal{let->value, ""}));
  }
  if (const auto* local = std::get_if<expressions::Local>(&condition->node)) {
    const BoundLocal& bound = scope.locals.at(local->local);
    if (bound.place.empty()) return Condition(bound.expr, wish, scope);
  }
  const Speech speech = SpeechOf(condition, scope);
  if (!speech.asks && speech.events.empty()) return TruthOfWorth(condition, wish, scope);
  if (!speech.asks && speech.events.size() == 1 && !IsNative(condition)) {
    const Fact& fact = FactOf(Fact::Form::kTruth, condition, false, scope);
    const BoundEvent& event = scope.At(*speech.events.begin());
    const auto told = [&](bool truth) {
      return Seen(event,
                  Holds(fact.name + (truth ? "_true" : "_false"), Arguments(condition, scope, {})));
    };
    return wish.certain ? told(wish.truth) : GuardedNot(told(!wish.truth), scope);
  }
  return std::visit([&](const auto& node) { return Of(condition, node, wish, scope); },
                    condition->node);
}

template <typename Node>
Formula Translator::Of(const ExprPtr& expr, const Node&, Wish wish, const Scope& scope) {
  return TruthOfWorth(expr, wish, scope);
}

Formula Translator::Of(const ExprPtr&, const expressions::Logic& node, Wish wish,
                       const Scope& scope) {
  std::vector<Formula> operands;
  for (const ExprPtr& operand : node.operands) operands.push_back(Condition(operand, wish, scope));
  const bool all = (node.op == LogicOperator::kAnd) == wish.truth;
  return all ? All(std::move(operands)) : Pad(std::move(operands), scope);
}

Formula Translator::Of(const ExprPtr& expr, const expressions::Compare& node, Wish wish,
                       const Scope& scope) {
  const Type& type = node.left->type;
  if (type.kind == Type::Kind::kList || type.kind == Type::Kind::kRecord) {
    return Refuse(expr, "a comparison of lists of several events");
  }
  if (type.is_textual() && IsOrder(node.op)) {
    return Refuse(expr, "the order of texts of several events");
  }
  const bool folded = node.case_rule == values::Case::kIgnore;
  const Worth left = folded ? FoldedWorth(node.left, scope) : WorthOf(node.left, scope);
  const Worth right = folded ? FoldedWorth(node.right, scope) : WorthOf(node.right, scope);
  const auto certainly = [&](bool truth) {
    return Compared(truth ? node.op : OppositeOf(node.op), left, right, scope);
  };
  return wish.certain ? certainly(wish.truth) : GuardedNot(certainly(!wish.truth), scope);
}

// A condition that is a value: a field, `latest(…)`, a constant.
Formula Translator::TruthOfWorth(const ExprPtr& expr, Wish wish, const Scope& scope) {
  const Worth worth = WorthOf(expr, scope);
  const auto certainly = [&](bool truth) {
    return Compared(CompareOperator::kEqual, worth, Constant(Value::Of(truth)), scope);
  };
  return wish.certain ? certainly(wish.truth) : GuardedNot(certainly(!wish.truth), scope);
}

Formula Translator::Of(const ExprPtr&, const expressions::Has& node, Wish wish,
                       const Scope& scope) {
  const Formula there = IsThere(WorthOf(node.operand, scope), scope);
  return wish.truth ? there : GuardedNot(there, scope);
}

Formula Translator::Known(Wish wish, const Formula& known,
                          const std::function<Formula(bool)>& found, const Scope& scope) {
  if (wish.truth && wish.certain) return All({known, found(true)});
  if (wish.truth) return Pad({found(false), GuardedNot(known, scope)}, scope);
  if (wish.certain) return All({known, GuardedNot(found(false), scope)});
  return Pad({GuardedNot(found(true), scope), GuardedNot(known, scope)}, scope);
}

Formula Translator::Of(const ExprPtr& expr, const expressions::InList& node, Wish wish,
                       const Scope& scope) {
  if (!IsScalar(node.item->type)) return Refuse(expr, "`in` for durations or lists");
  const bool folded = node.case_rule == values::Case::kIgnore;
  const Worth item = folded ? FoldedWorth(node.item, scope) : WorthOf(node.item, scope);
  for (const Alternative& each : item) {
    if (!each.is_exact()) return Refuse(expr, "`in` for a total that may be uncertain");
  }
  const auto* constant = std::get_if<expressions::Constant>(&node.list->node);
  if (constant == nullptr && !IsOfOneEvent(node.list, scope)) {
    return Refuse(expr, "a list that is made of several events");
  }
  const auto certainly = [&](bool truth) {
    if (constant == nullptr) return InEventList(item, node, truth, scope);
    if (constant->value.is_absent()) return False();
    return InConstantList(item, constant->value.elements(), folded, truth, scope);
  };
  return wish.certain ? certainly(wish.truth) : GuardedNot(certainly(!wish.truth), scope);
}

// `alternative` with its value in a variable or a constant.
static Term Operand(Alternative& alternative, const std::string& variable) {
  const Term& term = alternative.corners.front().term;
  if (term.kind != Term::Kind::kOperation) return term;
  alternative.variables.push_back(variable);
  alternative.conditions.push_back(Equal(Term::Variable(variable), term));
  return Term::Variable(variable);
}

Formula Translator::InConstantList(const Worth& item, std::span<const Value> elements, bool folded,
                                   bool truth, const Scope& scope) {
  std::vector<Formula> alternatives;
  for (Alternative each : item) {
    const Term value = Operand(each, NewVariable("v"));
    std::vector<Formula> equal;
    bool all_known = true;
    for (const Value& element : elements) {
      const Worth one = Constant(element, folded);
      all_known = all_known && !one.empty();
      if (!one.empty()) equal.push_back(Equal(value, one.front().corners.front().term));
    }
    if (truth) {
      each.conditions.push_back(Any(std::move(equal)));
    } else {
      if (!all_known) each.conditions.push_back(False());
      for (const Formula& one : equal) each.conditions.push_back(Not(one));
    }
    alternatives.push_back(Some(each.variables, All(each.conditions)));
  }
  return Pad(std::move(alternatives), scope);
}

Formula Translator::InEventList(const Worth& item, const expressions::InList& node, bool truth,
                                const Scope& scope) {
  const bool folded = node.case_rule == values::Case::kIgnore;
  const Fact& list = FactOf(Fact::Form::kList, node.list, folded, scope);
  const BoundEvent& owner = scope.At(*SpeechOf(node.list, scope).events.begin());
  const auto told = [&](const char* suffix, std::vector<Term> more) {
    return Seen(owner, Holds(list.name + suffix, Arguments(node.list, scope, std::move(more))));
  };
  std::vector<Formula> alternatives;
  for (Alternative each : item) {
    const std::string place = NewVariable("i");
    const std::string other = NewVariable("v");
    const Term value = Operand(each, NewVariable("v"));
    const Formula found = Some({place}, told("_item", {Term::Variable(place), value}));
    if (truth) {
      each.conditions.push_back(found);
    } else {
      const Formula read =
          Some({other}, told("_item", {Term::Variable(place), Term::Variable(other)}));
      const Formula gap = Some({place}, All({told("_at", {Term::Variable(place)}), Not(read)}));
      each.conditions.push_back(told("", {}));
      each.conditions.push_back(Not(found));
      each.conditions.push_back(Not(gap));
    }
    alternatives.push_back(Some(each.variables, All(each.conditions)));
  }
  return Pad(std::move(alternatives), scope);
}

// `every d in LIST: C` is that there is no d for which C is false.
Formula Translator::Of(const ExprPtr& expr, const expressions::Quantifier& node, Wish wish,
                       const Scope& scope) {
  const bool any = node.kind == expressions::QuantifierKind::kAny;
  if (const auto* constant = std::get_if<expressions::Constant>(&node.list->node)) {
    if (constant->value.is_absent()) return wish.certain ? False() : True();
    std::vector<Formula> each;
    for (const Value& element : constant->value.elements()) {
      const ExprPtr one = ConstantExpr(element, *node.list->type.element, node.list->span);
      each.push_back(Condition(node.body, wish, scope.With(node.variable, BoundLocal{one, ""})));
    }
    return any == wish.truth ? Pad(std::move(each), scope) : All(std::move(each));
  }
  if (!IsOfOneEvent(node.list, scope)) return Refuse(expr, "a list that is made of several events");
  const BoundEvent& owner = scope.At(*SpeechOf(node.list, scope).events.begin());
  const Formula known = Seen(owner, Holds(FactOf(Fact::Form::kList, node.list, false, scope).name,
                                          Arguments(node.list, scope, {})));
  const auto found = [&](bool certain) {
    const std::string place = NewVariable("i");
    const Scope inner = scope.With(node.variable, BoundLocal{node.list, place});
    return Some({place}, All({DomainOf(place, inner),
                              Condition(node.body, {.truth = any, .certain = certain}, inner)}));
  };
  return Known({.truth = wish.truth == any, .certain = wish.certain}, known, found, scope);
}

Formula Translator::Of(const ExprPtr& expr, const expressions::Ask& node, Wish wish,
                       const Scope& scope) {
  const check::AskNode& asked = rules_->asks[static_cast<std::size_t>(node.ask)];
  if (const auto* past = std::get_if<check::AskPrecededBy>(&asked.ask)) {
    return Preceded(past->past, asked.at, wish, scope);
  }
  if (const auto* state = std::get_if<check::AskState>(&asked.ask)) {
    return StateHolds(expr, node, *state, wish, scope);
  }
  if (const auto* derive = std::get_if<check::AskDerive>(&asked.ask)) {
    return Derives(expr, node, *derive, wish, scope);
  }
  return TruthOfWorth(expr, wish, scope);
}

}  // namespace abide::mfotl
