#include "check/states.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/patterns.h"
#include "check/words.h"

namespace abide::check {
namespace {

Scope ScopeOf(const StateFact& fact) {
  Scope scope;
  scope.file = fact.file;
  return scope;
}

// What is known of the keys' types from one change.
void LearnTypes(Context& context, std::size_t state, const syntax::StateChange& change) {
  const Scope scope = ScopeOf(context.states[state]);
  const PatternHead head = OpenPattern(context, change.pattern, scope);
  for (std::size_t i = 0; i < change.keys.size(); ++i) {
    if (!change.keys[i] || i >= context.states[state].key_types.size()) continue;
    const ExprPtr key = ExpressionChecker(context).Check(*change.keys[i],
                                                         scope.Inside(head.ref, head.has_variable));
    std::optional<Type>& known = context.states[state].key_types[i];
    if (!key || key->type.kind == Kind::kList || key->type.kind == Kind::kRecord) continue;
    const Type type = key->type.kind == Kind::kCell ? Type::Of(Kind::kString) : key->type;
    if (!known) {
      known = type;
    } else if (!Same(*known, type) && known->is_textual() && type.is_textual()) {
      known = Type::Of(Kind::kString);
    }
  }
}

class StateChecker {
 public:
  StateChecker(Context& context, std::size_t index)
      : context_(context), fact_(context.states[index]), ast_(*fact_.ast) {}

  State Check() {
    State state;
    state.name = ast_.name.text;
    state.span = ast_.name.span;
    for (const syntax::Name& key : ast_.keys) state.keys.push_back(key.text);
    CheckKeyNames();
    for (const syntax::StateChange& change : ast_.changes) {
      if (auto checked = CheckChange(change)) state.changes.push_back(*std::move(checked));
    }
    return state;
  }

 private:
  void CheckKeyNames() {
    for (std::size_t i = 0; i < ast_.keys.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (ast_.keys[i].text != ast_.keys[j].text) continue;
        context_.Report(Code::kKeyTwice, ast_.keys[i].span, {ast_.keys[i].text})
            .WithLabel(ast_.keys[j].span, "it is a key already");
      }
    }
  }

  std::optional<StateChange> CheckChange(const syntax::StateChange& change) {
    context_.BeginDeclaration();
    const Scope scope = ScopeOf(fact_);
    const WithinRule within{WithinRule::Kind::kForbidden, "in a state", nullptr, std::nullopt,
                            false};
    CheckedPattern checked = CheckPattern(context_, change.pattern, scope, within);
    const Scope inner = scope.Inside(checked.head.ref, checked.head.has_variable);
    const bool any = std::any_of(change.keys.begin(), change.keys.end(),
                                 [](const syntax::ExprPtr& key) { return !key; });
    StateChange result;
    result.starts = change.starts;
    result.any_key = any;
    bool good = CheckKeyCount(change);
    for (std::size_t i = 0; i < change.keys.size(); ++i) {
      // `any` in one place of several: the others still decide.
      ExprPtr key = change.keys[i] ? Key(*change.keys[i], i, inner) : nullptr;
      good = good && (key || !change.keys[i]);
      result.keys.push_back(std::move(key));
    }
    if (!good || !checked.pattern) return std::nullopt;
    result.pattern = *std::move(checked.pattern);
    return result;
  }

  bool CheckKeyCount(const syntax::StateChange& change) {
    if (change.keys.size() == ast_.keys.size()) return true;
    context_
        .Report(Code::kWrongKeyCount, change.span,
                {"state `" + ast_.name.text + "`", Counted(ast_.keys.size(), "key"),
                 std::to_string(change.keys.size())})
        .WithLabel(ast_.name.span, "its keys are named here");
    return false;
  }

  ExprPtr Key(const syntax::Expr& expr, std::size_t index, const Scope& scope) {
    ExprPtr key = ExpressionChecker(context_).Check(expr, scope);
    if (!key || index >= fact_.key_types.size()) return nullptr;
    if (!fact_.key_types[index]) {
      context_.Report(Code::kWrongType, expr.span,
                      {"a single value as key", NameOfType(key->type)});
      return nullptr;
    }
    const Type& type = *fact_.key_types[index];
    return As(context_, std::move(key), type.is_textual() ? Kind::kString : type.kind, expr.span);
  }

  Context& context_;
  const StateFact& fact_;
  const syntax::State& ast_;
};

}  // namespace

void DeclareStates(Context& context) {
  // Faults are found again, and reported, by CheckStates.
  diagnostics::DiagnosticSink unheard;
  auto* const outer = std::exchange(context.sink, &unheard);
  const std::size_t asks = context.rules.asks.size();
  for (std::size_t i = 0; i < context.states.size(); ++i) {
    context.BeginDeclaration();
    context.states[i].key_types.resize(context.states[i].ast->keys.size());
    for (const syntax::StateChange& change : context.states[i].ast->changes) {
      LearnTypes(context, i, change);
    }
  }
  context.rules.asks.resize(asks);
  context.sink = outer;
}

void CheckStates(Context& context) {
  for (std::size_t i = 0; i < context.states.size(); ++i) {
    context.rules.states.push_back(StateChecker(context, i).Check());
  }
}

}  // namespace abide::check
