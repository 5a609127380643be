// Where definitions and states are used.
//
// A definition is expanded at each use: an argument that is a field, a variable or a constant takes
// the parameter's place, any other is bound by a Let, a pattern lends its binding. By itself a
// definition is checked once, with parameters of which nothing is known, so that its mistakes are
// found even if nobody uses it.

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/names.h"
#include "check/patterns.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

// Definitions that lead from one to the next while one is being checked; bounds the stack.
constexpr std::size_t kMaxOpenDefinitions = 100;

const char kInDefinition[] = "in a definition, which sees its parameters only";

// What may stand in a definition as often as its parameter does.
bool IsSimple(const ExprPtr& expr) {
  if (const auto* member = std::get_if<ex::MemberOf>(&expr->node)) return IsSimple(member->record);
  return std::holds_alternative<ex::Constant>(expr->node) ||
         std::holds_alternative<ex::Field>(expr->node) ||
         std::holds_alternative<ex::Local>(expr->node);
}

ExprPtr WithSpan(const ExprPtr& expr, Span span) {
  if (!expr) return nullptr;
  ex::Expr copy = *expr;
  copy.span = span;
  return std::make_shared<const ex::Expr>(std::move(copy));
}

void ReportCircle(Context& context, std::size_t definition, Span use) {
  std::vector<std::string> names;
  auto it = std::find(context.open_definitions.begin(), context.open_definitions.end(), definition);
  for (; it != context.open_definitions.end(); ++it) {
    names.push_back(context.definitions[*it].ast->name.text);
  }
  names.push_back(context.definitions[definition].ast->name.text);
  context.Report(Code::kDefinitionCircle, use, {names.front(), Join(names, " -> ")})
      .WithLabel(context.definitions[definition].ast->name.span,
                 fmt::format("`{}` is defined here", names.front()));
}

// Of the uses that led to a fault the innermost and the outermost are shown.
void AddUse(Diagnostic& fault, Span use, const std::string& definition) {
  constexpr std::string_view kBegin = "where `";
  const auto is_use = [&](const diagnostics::Label& label) {
    return label.text.starts_with(kBegin);
  };
  if (std::count_if(fault.labels.begin(), fault.labels.end(), is_use) > 1) fault.labels.pop_back();
  fault.WithLabel(use, fmt::format("{}{}` is used", kBegin, definition));
}

Scope DefinitionScope(const Context& context, std::size_t definition) {
  Scope scope;
  scope.file = context.definitions[definition].file;
  scope.why_no_nearest = kInDefinition;
  return scope;
}

bool CheckBody(Context& context, std::size_t definition) {
  const syntax::Define& ast = *context.definitions[definition].ast;
  Scope scope = DefinitionScope(context, definition);
  if (!ast.expression) {
    return ExpandDefinition(context, definition, BindingId{}).has_value();
  }
  // No event is at hand, but one will be.
  scope.at = BindingId{};
  for (const syntax::Name& parameter : ast.parameters) {
    CheckVariable(context, scope, parameter);
    scope.AddValue(parameter.text, parameter.span, nullptr);
  }
  ExpressionChecker(context).Check(*ast.expression, scope);
  return true;
}

}  // namespace

bool CheckDefinition(Context& context, std::size_t index, Span use) {
  using Progress = Definition::Progress;
  const auto progress = [&]() -> Progress& { return context.definitions[index].progress; };
  if (progress() == Progress::kOpen) {
    ReportCircle(context, index, use);
    progress() = Progress::kBad;
    return false;
  }
  if (progress() != Progress::kNew) return progress() == Progress::kGood;
  if (context.open_definitions.size() >= kMaxOpenDefinitions) {
    context.Report(Code::kTooLarge, use);
    progress() = Progress::kBad;
    return false;
  }
  progress() = Progress::kOpen;
  context.open_definitions.push_back(index);
  diagnostics::DiagnosticSink own;
  auto* const outer = std::exchange(context.sink, &own);
  // What the definition holds does not count for the one that first uses it.
  const std::size_t nodes = std::exchange(context.node_count, 0);
  // Nor does what it asks: it is asked where the definition is used.
  const std::size_t asks = context.rules.asks.size();
  const bool complete = CheckBody(context, index);
  context.rules.asks.resize(asks);
  context.node_count = nodes;
  context.sink = outer;
  context.open_definitions.pop_back();
  for (const Diagnostic& each : own.all()) context.main_sink->Add(each);
  const bool good = complete && !own.has_errors() && progress() == Progress::kOpen;
  progress() = good ? Progress::kGood : Progress::kBad;
  return good;
}

ExprPtr ExpressionChecker::UseDefinition(const syntax::Call& node, std::size_t definition,
                                         Span span, const Scope& scope) {
  const syntax::Define& ast = *context_.definitions[definition].ast;
  const bool good = CheckDefinition(context_, definition, node.function.span);
  if (!CheckCount(node, span, ast.parameters.size(), ast.parameters.size())) return nullptr;
  if (!good) {
    // Their own mistakes are worth knowing all the same.
    for (const auto& each : node.arguments) {
      const auto* name = std::get_if<syntax::Reference>(&each->node);
      if (name == nullptr || !name->steps.empty()) Check(*each, scope);
    }
    return nullptr;
  }
  if (context_.open_definitions.size() >= kMaxOpenDefinitions) {
    if (!context_.too_large) context_.Report(Code::kTooLarge, span);
    context_.too_large = true;
    return nullptr;
  }
  return Expand(node, definition, span, scope);
}

ExprPtr ExpressionChecker::Expand(const syntax::Call& node, std::size_t definition, Span span,
                                  const Scope& scope) {
  const syntax::Define& ast = *context_.definitions[definition].ast;
  Scope inner = DefinitionScope(context_, definition);
  inner.at = scope.at;
  inner.source = scope.source;
  std::vector<std::pair<LocalId, ExprPtr>> lets;
  bool good = true;
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    const syntax::Name& parameter = ast.parameters[i];
    if (const ScopeName* pattern = PatternNamed(context_, *node.arguments[i], scope)) {
      context_.Note(node.arguments[i]->span, *pattern);
      PatternRef ref = pattern->pattern;
      ref.spoken = parameter.text;
      ref.declared = parameter.span;
      ref.declared_kind = NameKind::kVariable;
      inner.AddPattern(ref, true);
      continue;
    }
    ExprPtr value = Check(*node.arguments[i], scope);
    good = good && value;
    if (value && !IsSimple(value)) {
      const LocalId local = context_.NewLocal();
      context_.local_values.emplace(static_cast<std::uint32_t>(local), value);
      lets.emplace_back(local, value);
      value = Make(context_, ex::Local{local, parameter.text}, value->type, value->span);
    }
    inner.AddValue(parameter.text, parameter.span, std::move(value));
  }
  if (!good) return nullptr;

  diagnostics::DiagnosticSink own;
  auto* const outer = std::exchange(context_.sink, &own);
  context_.open_definitions.push_back(definition);
  ExprPtr body = Check(*ast.expression, inner);
  context_.open_definitions.pop_back();
  context_.sink = outer;
  bool& use_failed = context_.definitions[definition].use_failed;
  for (Diagnostic each : own.all()) {
    if (each.severity() == diagnostics::Severity::kError && std::exchange(use_failed, true)) break;
    AddUse(each, span, ast.name.text);
    context_.sink->Add(std::move(each));
  }
  if (!body) return nullptr;
  for (auto it = lets.rbegin(); it != lets.rend(); ++it) {
    const Type type = body->type;
    body = Make(context_, ex::Let{it->first, it->second, std::move(body)}, type, span);
    if (!body) return nullptr;
  }
  return WithSpan(body, span);
}

ExprPtr ExpressionChecker::UseState(const syntax::Call& node, std::size_t state, Span span,
                                    const Scope& scope) {
  const syntax::State& ast = *context_.states[state].ast;
  const auto key_types = context_.states[state].key_types;
  std::vector<ExprPtr> keys;
  bool good = true;
  for (const auto& each : node.arguments) {
    keys.push_back(Check(*each, scope));
    good = good && keys.back();
  }
  if (node.arguments.size() != ast.keys.size()) {
    context_
        .Report(Code::kWrongKeyCount, span,
                {"state `" + ast.name.text + "`", Counted(ast.keys.size(), "key"),
                 std::to_string(node.arguments.size())})
        .WithLabel(ast.name.span, "it is declared here");
    return nullptr;
  }
  if (!CanAsk("a state", span, scope) || !good) return nullptr;
  for (std::size_t i = 0; i < keys.size() && i < key_types.size(); ++i) {
    if (!key_types[i]) continue;
    const Kind wanted = key_types[i]->is_textual() ? Kind::kString : key_types[i]->kind;
    keys[i] = As(context_, keys[i], wanted, node.arguments[i]->span);
    if (!keys[i] || !CheckOneOf(context_, *key_types[i], keys[i], values::Case::kRespect)) {
      return nullptr;
    }
  }
  return Ask(AskState{StateId{static_cast<std::uint32_t>(state)}}, std::move(keys),
             Type::Of(Kind::kBoolean), span, scope);
}

}  // namespace abide::check
