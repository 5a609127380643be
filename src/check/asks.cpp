// What an expression asks of the past and of lineage (language guide, sections 7 and 9).

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/lineage.h"
#include "check/patterns.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

std::string_view NameOf(syntax::AggregateFunction function) {
  switch (function) {
    case syntax::AggregateFunction::kCount:
      return "count";
    case syntax::AggregateFunction::kSum:
      return "sum";
    case syntax::AggregateFunction::kMin:
      return "min";
    case syntax::AggregateFunction::kMax:
      return "max";
    case syntax::AggregateFunction::kAverage:
      return "average";
    case syntax::AggregateFunction::kDistinct:
      return "distinct";
    case syntax::AggregateFunction::kLatest:
      return "latest";
    case syntax::AggregateFunction::kEarliest:
      return "earliest";
  }
  return "";
}

}  // namespace

bool ExpressionChecker::CanAsk(const std::string& what, Span span, const Scope& scope) {
  if (scope.source != nullptr) {
    context_.Report(Code::kNotInSource, span, {what});
    return false;
  }
  ABIDE_ASSERT(scope.at.has_value(), "constants ask nothing: their grammar has no room for it");
  return true;
}

template <typename What>
ExprPtr ExpressionChecker::Ask(What what, std::vector<ExprPtr> arguments, Type type, Span span,
                               const Scope& scope) {
  const AskId id = context_.NewAsk({std::move(what), *scope.at, span, context_.WordsAt(span)});
  return Make(context_, ex::Ask{id, std::move(arguments)}, std::move(type), span);
}

template ExprPtr ExpressionChecker::Ask(AskState, std::vector<ExprPtr>, Type, Span, const Scope&);
template ExprPtr ExpressionChecker::Ask(AskCell, std::vector<ExprPtr>, Type, Span, const Scope&);
template ExprPtr ExpressionChecker::Ask(AskRow, std::vector<ExprPtr>, Type, Span, const Scope&);

ExprPtr ExpressionChecker::Node(const syntax::PrecededBy& node, Span span, const Scope& scope) {
  if (!CanAsk("the past", span, scope)) return nullptr;
  auto past = CheckPast(context_, node.patterns, scope, *scope.at).past;
  if (!past) return nullptr;
  return Ask(AskPrecededBy{*std::move(past)}, {}, Type::Of(Kind::kBoolean), span, scope);
}

std::optional<AggregateParts> CheckAggregate(Context& context, const syntax::Aggregate& node,
                                             const Scope& inner) {
  using Function = syntax::AggregateFunction;
  AggregateParts parts;
  parts.function = static_cast<AskAggregate::Function>(node.function);
  parts.type = Type::Of(Kind::kNumber);
  if (node.function == Function::kCount) return parts;
  parts.value = ExpressionChecker(context).Check(*node.value, inner);
  if (!parts.value) return std::nullopt;
  const bool calculates = node.function == Function::kSum || node.function == Function::kAverage;
  const bool orders = node.function == Function::kMin || node.function == Function::kMax;
  if (node.function == Function::kDistinct) {
    if (parts.value->type.kind != Kind::kList && parts.value->type.kind != Kind::kRecord) {
      return parts;
    }
    context.Report(Code::kWrongType, node.value->span,
                   {"a single value", NameOfType(parts.value->type)});
    return std::nullopt;
  }
  if ((calculates || orders) && parts.value->type.kind == Kind::kCell) {
    parts.value = As(context, parts.value, Kind::kNumber, node.value->span);
    if (!parts.value) return std::nullopt;
  }
  const Kind kind = parts.value->type.kind;
  const bool fits = (!calculates && !orders) || kind == Kind::kNumber || kind == Kind::kDuration ||
                    (orders && kind == Kind::kTime);
  if (!fits) {
    Diagnostic& diagnostic =
        context.Report(Code::kWrongType, node.value->span,
                       {orders ? "number, duration or time" : "number or duration",
                        NameOfType(parts.value->type)});
    if (calculates) {
      diagnostic.WithHelp(
          "`count(EVENT)` counts events, `distinct(x of EVENT)` the different values of a field");
    }
    return std::nullopt;
  }
  parts.type = parts.value->type;
  return parts;
}

ExprPtr ExpressionChecker::Node(const syntax::Aggregate& node, Span span, const Scope& scope) {
  if (!CanAsk(fmt::format("`{}`", NameOf(node.function)), span, scope)) return nullptr;
  WithinRule within{WithinRule::Kind::kConstant, "", nullptr, *scope.at, false};
  if (scope.measure != nullptr) {
    within.kind = WithinRule::Kind::kForbidden;
    within.place = "in an aggregate of a limit, whose window is that of the limit";
  }
  const PatternHead head = OpenPattern(context_, node.pattern, scope);
  if (scope.measure != nullptr) scope.measure->patterns.push_back(head.ref);
  auto parts = CheckAggregate(context_, node, scope.Inside(head.ref, head.has_variable));
  auto pattern = CompletePattern(context_, head, scope, within);
  if (!parts || !pattern) return nullptr;
  const Type type = parts->type;
  ExprPtr ask = Ask(AskAggregate{parts->function, std::move(parts->value), *std::move(pattern)}, {},
                    type, span, scope);
  if (ask && scope.measure != nullptr) {
    scope.measure->aggregates.push_back(std::get<ex::Ask>(ask->node).ask);
  }
  return ask;
}

ExprPtr ExpressionChecker::Node(const syntax::Derive& node, Span span, const Scope& scope) {
  return Lineage(*node.artifacts, node.pattern, false, span, scope);
}

ExprPtr ExpressionChecker::Node(const syntax::Share& node, Span span, const Scope& scope) {
  return Lineage(*node.artifacts, node.pattern, true, span, scope);
}

ExprPtr ExpressionChecker::Lineage(const syntax::Expr& ast, const syntax::Pattern& source,
                                   bool is_share, Span span, const Scope& scope) {
  if (!CanAsk("lineage", span, scope)) return nullptr;
  const WithinRule within{WithinRule::Kind::kForbidden, "in lineage", nullptr, std::nullopt, false};
  ExprPtr artifacts = Check(ast, scope);
  CheckedPattern checked = CheckPattern(context_, source, scope, within);
  if (artifacts) {
    const Type& type = artifacts->type;
    const Type& one = type.kind == Kind::kList && type.element ? *type.element : type;
    if (!one.is_textual() && one.kind != Kind::kCell) {
      context_.Report(Code::kWrongType, ast.span,
                      {"an artifact or a list of artifacts", NameOfType(type)});
      return nullptr;
    }
  }
  if (!artifacts || !checked.pattern) return nullptr;
  if (!CheckLineageSource(context_, *checked.pattern)) return nullptr;
  if (is_share) {
    return Ask(AskShare{*std::move(checked.pattern)}, {std::move(artifacts)},
               Type::Of(Kind::kNumber), span, scope);
  }
  return Ask(AskDerive{*std::move(checked.pattern)}, {std::move(artifacts)},
             Type::Of(Kind::kBoolean), span, scope);
}

}  // namespace abide::check
