// What expressions are worth: a term, under the conditions that bind its variables.
//
#include <algorithm>
#include <sstream>

#include "expressions/children.h"
#include "expressions/no_host.h"
#include "mfotl/translator.h"

namespace abide::mfotl {

using expressions::ArithmeticOperator;
using expressions::CompareOperator;
using expressions::Type;
using values::Value;

namespace {

// What Condition translates by itself.
bool IsCondition(const ExprPtr& expr) {
  const auto& node = expr->node;
  return std::holds_alternative<expressions::Logic>(node) ||
         std::holds_alternative<expressions::Not>(node) ||
         std::holds_alternative<expressions::Compare>(node) ||
         std::holds_alternative<expressions::InList>(node) ||
         std::holds_alternative<expressions::Quantifier>(node) ||
         std::holds_alternative<expressions::Has>(node);
}

// A duration that cannot be one of calendar months.
bool IsExactDuration(const ExprPtr& expr) {
  if (const auto* constant = std::get_if<expressions::Constant>(&expr->node)) {
    return constant->value.is_absent() || !constant->value.duration().is_calendar();
  }
  if (const auto* sum = std::get_if<expressions::Arithmetic>(&expr->node)) {
    if (sum->op != ArithmeticOperator::kAdd && sum->op != ArithmeticOperator::kSubtract)
      return false;
    const auto is_exact = [](const ExprPtr& each) {
      return each->type.kind == Type::Kind::kTime || IsExactDuration(each);
    };
    return is_exact(sum->left) && is_exact(sum->right);
  }
  const auto* negated = std::get_if<expressions::Negate>(&expr->node);
  return negated != nullptr && IsExactDuration(negated->operand);
}

std::pair<Term, Term> TermsOf(const Amount& a, const Amount& b) {
  if (a.whole && b.whole) return {*a.whole, *b.whole};
  return {a.term, b.term};
}

// With `term` in place of the variable that `from` reads, if it only reads it.
bool Unify(Alternative& from, const Term& term) {
  const Term variable = from.corners.front().term;
  const bool own = variable.is_variable() &&
                   std::count(from.variables.begin(), from.variables.end(), variable.text) != 0;
  if (!own || term.kind == Term::Kind::kOperation) return false;
  std::vector<Formula> changed;
  for (const Formula& condition : from.conditions) {
    const auto one = Substituted(condition, variable.text, term);
    if (!one) return false;
    changed.push_back(*one);
  }
  from.conditions = std::move(changed);
  return true;
}

// The relations that make every value of `a` less than every value of `b`; nothing if that cannot
// be.
std::optional<std::vector<Formula>> AllLess(const Alternative& a, const Alternative& b,
                                            bool or_equal) {
  if (a.no_most || b.no_least) return std::nullopt;
  std::vector<Formula> all;
  for (const Amount& x : a.corners) {
    for (const Amount& y : b.corners) {
      const auto [left, right] = TermsOf(x, y);
      all.push_back(or_equal ? LessOrEqual(left, right) : Less(left, right));
    }
  }
  return all;
}

Formula Together(Alternative both, const std::vector<Formula>& relations) {
  both.conditions.insert(both.conditions.end(), relations.begin(), relations.end());
  return Some(both.variables, All(std::move(both.conditions)));
}

Formula EqualAmounts(const Alternative& a, const Alternative& b) {
  if (a.is_exact() && b.is_exact()) {
    Alternative left = a;
    Alternative right = b;
    const bool unified =
        Unify(right, left.corners.front().term) || Unify(left, right.corners.front().term);
    const auto [x, y] = TermsOf(left.corners.front(), right.corners.front());
    return unified ? Together(Merged(left, right), {}) : Together(Merged(a, b), {Equal(x, y)});
  }
  auto less = AllLess(a, b, true);
  const auto more = AllLess(b, a, true);
  if (!less || !more) return False();
  less->insert(less->end(), more->begin(), more->end());
  return Together(Merged(a, b), *less);
}

}  // namespace

Worth Translator::Constant(const Value& value, bool folded) {
  Amount amount;
  switch (value.kind()) {
    case Value::Kind::kBoolean:
      amount.term = Term::Integer(value.boolean() ? 1 : 0);
      break;
    case Value::Kind::kNumber: {
      std::ostringstream digits;
      digits << value.number().scaled();
      amount.term = Term::Integer(digits.str());
      if (const auto whole = value.number().ToInteger()) amount.whole = Term::Integer(*whole);
      break;
    }
    case Value::Kind::kInstant:
      amount.term = Term::Integer(value.instant().nanos);
      break;
    case Value::Kind::kDuration:
      amount.term = Term::Integer(value.duration().nanos);
      break;
    case Value::Kind::kText:
      amount.term = Term::Text(folded ? values::Fold(value.text()) : std::string(value.text()));
      break;
    default:
      return {};
  }
  return {Alternative{.conditions = {}, .variables = {}, .corners = {amount}}};
}

Worth Translator::WorthOf(const ExprPtr& expr, const Scope& scope) {
  if (const auto* let = std::get_if<expressions::Let>(&expr->node)) {
    return WorthOf(let->body, scope.With(let->local, BoundLocal{let->value, ""}));
  }
  if (const auto* local = std::get_if<expressions::Local>(&expr->node)) {
    const BoundLocal& bound = scope.locals.at(local->local);
    if (bound.place.empty()) return WorthOf(bound.expr, scope);
  }
  const Type::Kind kind = expr->type.kind;
  if (kind == Type::Kind::kList || kind == Type::Kind::kRecord || kind == Type::Kind::kRaw) {
    Refuse(expr, "a list as a value");
    return {};
  }
  const auto* ask = std::get_if<expressions::Ask>(&expr->node);
  if (kind == Type::Kind::kDuration && !IsExactDuration(expr)) {
    Refuse(expr, "a duration of an event, which may be of calendar months");
    return {};
  }
  const Speech speech = SpeechOf(expr, scope);
  if (!speech.asks && speech.events.empty()) {
    values::Arena arena;
    expressions::NoHost host;
    expressions::Environment environment(arena, host);
    for (const Step& step : StepsOf(expr, scope)) {
      environment.Set(step.local, Evaluate(*step.expr, environment));
    }
    return Constant(Evaluate(*expr, environment));
  }
  if (!speech.asks && speech.events.size() == 1) {
    const auto* field = std::get_if<expressions::Field>(&expr->node);
    return field != nullptr ? Read(*field, scope) : ReadFact(expr, false, scope);
  }
  if (const auto* sum = std::get_if<expressions::Arithmetic>(&expr->node)) {
    return Calculate(expr, *sum, scope);
  }
  if (const auto* negated = std::get_if<expressions::Negate>(&expr->node)) {
    return Negated(WorthOf(negated->operand, scope));
  }
  if (const auto* choice = std::get_if<expressions::Else>(&expr->node)) {
    Worth worth = WorthOf(choice->first, scope);
    const Formula there = IsThere(worth, scope);
    if (IsTrue(there)) return worth;
    for (Alternative each : WorthOf(choice->second, scope)) {
      each.conditions.insert(each.conditions.begin(), GuardedNot(there, scope));
      worth.push_back(std::move(each));
    }
    return worth;
  }
  if (ask != nullptr) return AnswerOf(expr, *ask, scope);
  if (IsCondition(expr)) return TruthAsWorth(expr, scope);
  RefuseFunction(expr);
  return {};
}

// Of what more than one event says; the reason is what it asks, if that has no counterpart either.
void Translator::RefuseFunction(const ExprPtr& expr) {
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const check::AskNode& asked = rules_->asks[static_cast<std::size_t>(ask->ask)];
    if (std::holds_alternative<check::AskShare>(asked.ask)) Refuse(expr, "a share");
    const bool table = std::holds_alternative<check::AskCell>(asked.ask) ||
                       std::holds_alternative<check::AskRow>(asked.ask);
    if (table) Refuse(expr, "a table");
  }
  expressions::ForEachChild(*expr, [this](const ExprPtr& child) { RefuseFunction(child); });
  Refuse(expr, "a function of what several events say");
}

Worth Translator::AnswerOf(const ExprPtr& expr, const expressions::Ask& node, const Scope& scope) {
  const check::AskNode& asked = rules_->asks[static_cast<std::size_t>(node.ask)];
  if (const auto* aggregate = std::get_if<check::AskAggregate>(&asked.ask)) {
    return TotalOf(*aggregate, asked.at, scope);
  }
  const bool has_truth = std::holds_alternative<check::AskPrecededBy>(asked.ask) ||
                         std::holds_alternative<check::AskState>(asked.ask) ||
                         std::holds_alternative<check::AskDerive>(asked.ask);
  if (!has_truth) {
    RefuseFunction(expr);
    return {};
  }
  return TruthAsWorth(expr, scope);
}

// A condition that stands where a value is wanted.
Worth Translator::TruthAsWorth(const ExprPtr& expr, const Scope& scope) {
  Worth worth;
  for (const bool truth : {true, false}) {
    const Formula holds = Condition(expr, {.truth = truth, .certain = true}, scope);
    Alternative each;
    each.conditions = {holds};
    each.corners = {Amount{Term::Integer(truth ? 1 : 0), {}}};
    if (!IsFalse(holds)) worth.push_back(std::move(each));
  }
  return worth;
}

Worth Translator::FoldedWorth(const ExprPtr& expr, const Scope& scope) {
  if (const auto* local = std::get_if<expressions::Local>(&expr->node)) {
    const BoundLocal& bound = scope.locals.at(local->local);
    if (bound.place.empty()) return FoldedWorth(bound.expr, scope);
  }
  if (const auto* constant = std::get_if<expressions::Constant>(&expr->node)) {
    return Constant(constant->value, true);
  }
  if (IsOfOneEvent(expr, scope)) return ReadFact(expr, true, scope);
  Refuse(expr, "`ignoring case` for a text that is no single event's");
  return {};
}

Worth Translator::Read(const expressions::Field& field, const Scope& scope) {
  const BoundEvent& event = scope.At(field.binding);
  const std::string value = NewVariable("v");
  const std::vector<Term> arguments = {Term::Variable(event.variable), Term::Variable(value)};
  std::vector<Formula> kinds;
  for (const expressions::Field::At& at : field.at) {
    if (std::count(event.kinds.begin(), event.kinds.end(), at.kind) == 0) continue;
    const bool time = at.index == events::kTimeField;
    kinds.push_back(Holds(time ? Facts::kTime : facts_->Field(at.kind, at.index).name, arguments));
  }
  if (kinds.empty()) return {};
  Alternative read;
  read.conditions = {Seen(event, Any(std::move(kinds)))};
  read.variables = {value};
  read.corners = {Amount{Term::Variable(value), {}}};
  return {read};
}

Worth Translator::ReadFact(const ExprPtr& expr, bool folded, const Scope& scope) {
  const std::string value = NewVariable("v");
  const Fact& fact = FactOf(Fact::Form::kValue, expr, folded, scope);
  const BoundEvent& event = scope.At(*SpeechOf(expr, scope).events.begin());
  Alternative read;
  read.conditions = {
      Seen(event, Holds(fact.name, Arguments(expr, scope, {Term::Variable(value)})))};
  read.variables = {value};
  read.corners = {Amount{Term::Variable(value), {}}};
  return {read};
}

Formula Translator::IsThere(const Worth& worth, const Scope& scope) {
  std::vector<Formula> alternatives;
  for (const Alternative& each : worth) {
    alternatives.push_back(Some(each.variables, All(each.conditions)));
  }
  return Pad(std::move(alternatives), scope);
}

Formula Translator::Named(const Worth& worth, const std::string& variable, const Scope& scope) {
  std::vector<Formula> alternatives;
  for (Alternative each : worth) {
    if (!each.is_exact()) return Refuse(diagnostics::Span{}, "a key that may be uncertain");
    const Term value = each.corners.front().term;
    const bool unified = Unify(each, Term::Variable(variable));
    const std::vector<Formula> equal = {Equal(Term::Variable(variable), value)};
    alternatives.push_back(Together(each, unified ? std::vector<Formula>{} : equal));
  }
  return Pad(std::move(alternatives), scope);
}

// That the comparison is certainly true.
Formula Translator::Compared(CompareOperator op, const Worth& left, const Worth& right,
                             const Scope& scope) {
  if (op == CompareOperator::kGreater) {
    return Compared(CompareOperator::kLess, right, left, scope);
  }
  if (op == CompareOperator::kGreaterEqual) {
    return Compared(CompareOperator::kLessEqual, right, left, scope);
  }
  std::vector<Formula> ways;
  for (const Alternative& a : left) {
    for (const Alternative& b : right) {
      if (op == CompareOperator::kEqual) {
        ways.push_back(EqualAmounts(a, b));
      } else if (op == CompareOperator::kNotEqual && a.is_exact() && b.is_exact()) {
        const auto [x, y] = TermsOf(a.corners.front(), b.corners.front());
        ways.push_back(Together(Merged(a, b), {Not(Equal(x, y))}));
      } else {
        const bool or_equal = op == CompareOperator::kLessEqual;
        if (const auto less = AllLess(a, b, or_equal)) {
          ways.push_back(Together(Merged(a, b), *less));
        }
        if (op == CompareOperator::kNotEqual) {
          if (const auto more = AllLess(b, a, false)) {
            ways.push_back(Together(Merged(a, b), *more));
          }
        }
      }
    }
  }
  return Pad(std::move(ways), scope);
}

}  // namespace abide::mfotl
