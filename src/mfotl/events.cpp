// Events in scope: what an expression speaks of, and how a formula reaches it.
#include <algorithm>

#include "expressions/children.h"
#include "mfotl/translator.h"

namespace abide::mfotl {

using expressions::Local;

namespace {

// The locals of `scope` that `expr` names, each behind those that it needs itself.
void AddLocals(const ExprPtr& expr, const Scope& scope, std::vector<LocalId>& found) {
  if (const auto* local = std::get_if<Local>(&expr->node)) {
    const auto bound = scope.locals.find(local->local);
    if (bound == scope.locals.end()) return;  // bound within the expression
    if (std::count(found.begin(), found.end(), local->local) != 0) return;
    AddLocals(bound->second.expr, scope, found);
    found.push_back(local->local);
    return;
  }
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) { AddLocals(child, scope, found); });
}

void AddEvents(const ExprPtr& expr, std::set<BindingId>& events, bool& asks) {
  if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
    events.insert(field->binding);
  }
  asks = asks || std::holds_alternative<expressions::Ask>(expr->node);
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) { AddEvents(child, events, asks); });
}

}  // namespace

Translator::Speech Translator::SpeechOf(const ExprPtr& expr, const Scope& scope) const {
  Speech speech;
  AddEvents(expr, speech.events, speech.asks);
  std::vector<LocalId> locals;
  AddLocals(expr, scope, locals);
  for (const LocalId local : locals) {
    const BoundLocal& bound = scope.locals.at(local);
    AddEvents(bound.expr, speech.events, speech.asks);
    if (!bound.place.empty()) speech.places.push_back(local);
  }
  return speech;
}

bool Translator::IsOfOneEvent(const ExprPtr& expr, const Scope& scope) const {
  const Speech speech = SpeechOf(expr, scope);
  return !speech.asks && speech.events.size() == 1;
}

std::vector<Step> Translator::StepsOf(const ExprPtr& expr, const Scope& scope) const {
  std::vector<LocalId> locals;
  AddLocals(expr, scope, locals);
  std::vector<Step> steps;
  for (const LocalId local : locals) {
    const BoundLocal& bound = scope.locals.at(local);
    steps.push_back({local, bound.expr, !bound.place.empty()});
  }
  return steps;
}

const Fact& Translator::FactOf(Fact::Form form, const ExprPtr& expr, bool folded,
                               const Scope& scope) {
  const BindingId binding = *SpeechOf(expr, scope).events.begin();
  return facts_->Of({.form = form,
                     .expr = expr,
                     .binding = binding,
                     .kinds = scope.At(binding).kinds,
                     .steps = StepsOf(expr, scope),
                     .folded = folded});
}

std::vector<Term> Translator::Arguments(const ExprPtr& expr, const Scope& scope,
                                        std::vector<Term> more) {
  const Speech speech = SpeechOf(expr, scope);
  std::vector<Term> arguments = {Term::Variable(scope.At(*speech.events.begin()).variable)};
  for (const LocalId place : speech.places) {
    arguments.push_back(Term::Variable(scope.locals.at(place).place));
  }
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// What holds at the event's own point, said of now.
Formula Translator::Seen(const BoundEvent& event, Formula formula) const {
  switch (event.tense.kind) {
    case Tense::Kind::kNow:
      return formula;
    case Tense::Kind::kPast:
      return OnceIn(event.tense.within, std::move(formula));
    case Tense::Kind::kFuture:
      return EventuallyIn(event.tense.ahead, std::move(formula));
    case Tense::Kind::kEither:
      return Any({OnceIn(std::nullopt, formula), EventuallyIn(event.tense.ahead, formula)});
  }
  return formula;
}

Formula Translator::KindOf(const BoundEvent& event) const {
  std::vector<Formula> kinds;
  for (const EventKind kind : event.kinds) {
    kinds.push_back(Holds(facts_->KindName(kind), {Term::Variable(event.variable)}));
  }
  return Any(std::move(kinds));
}

// That there is such an event, or such a place in its list.
Formula Translator::DomainOf(const std::string& variable, const Scope& scope) {
  for (const auto& [binding, event] : scope.events) {
    if (event.variable == variable) return Seen(event, KindOf(event));
  }
  for (const auto& [local, bound] : scope.locals) {
    if (bound.place != variable) continue;
    const Fact& list = FactOf(Fact::Form::kList, bound.expr, false, scope);
    const BindingId event = *SpeechOf(bound.expr, scope).events.begin();
    return Seen(scope.At(event),
                Holds(list.name + "_at", Arguments(bound.expr, scope, {Term::Variable(variable)})));
  }
  ABIDE_ASSERT(refusal_.has_value(), "a formula speaks of what is in scope");
  return False();
}

Formula Translator::Pad(std::vector<Formula> alternatives, const Scope& scope) {
  std::set<std::string> all;
  for (const Formula& each : alternatives) {
    if (!IsFalse(each)) all.merge(FreeVariables(each));
  }
  for (Formula& each : alternatives) {
    if (IsTrue(each) || IsFalse(each)) continue;
    std::vector<Formula> padded = {each};
    const std::set<std::string> free = FreeVariables(each);
    for (const std::string& variable : all) {
      if (!free.contains(variable)) padded.push_back(DomainOf(variable, scope));
    }
    each = All(std::move(padded));
  }
  return Any(std::move(alternatives));
}

Formula Translator::GuardedNot(const Formula& formula, const Scope& scope) {
  std::vector<Formula> guarded;
  for (const std::string& variable : FreeVariables(formula)) {
    guarded.push_back(DomainOf(variable, scope));
  }
  guarded.push_back(Not(formula));
  return All(std::move(guarded));
}

std::string Translator::NewVariable(const std::string& wish) {
  std::string name = wish;
  for (int number = 2; !variables_.insert(name).second; ++number) {
    name = wish + std::to_string(number);
  }
  return name;
}

Formula Translator::Refuse(const ExprPtr& expr, std::string what) {
  return Refuse(expr->span, std::move(what));
}

// The first reason is the one that is told.
Formula Translator::Refuse(diagnostics::Span span, std::string what) {
  if (!refusal_) refusal_ = Refusal{span, std::move(what)};
  return False();
}

}  // namespace abide::mfotl
