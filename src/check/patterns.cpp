#include "check/patterns.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/names.h"
#include "check/words.h"

namespace abide::check {
namespace {

namespace ex = expressions;

void AddKind(std::vector<EventKind>& kinds, EventKind kind) {
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
}

void ReportUnknownEvent(Context& context, const syntax::Name& name, std::size_t file) {
  const Symbol* symbol = FindSymbol(context, file, name);
  if (symbol != nullptr) {
    const bool is_function = symbol->kind == Symbol::Kind::kDefinition;
    context
        .Report(Code::kNotAnEvent, name.span,
                {name.text, is_function ? "a definition with parameters"
                                        : std::string(WithArticle(symbol->kind))})
        .WithLabel(symbol->span, "it is declared here");
    return;
  }
  Diagnostic& diagnostic = context.Report(Code::kUnknownEvent, name.span, {name.text});
  const auto events = context.symbols.Names(context.loaded.files, file, {Symbol::Kind::kEvent});
  const auto candidates = context.symbols.Names(context.loaded.files, file,
                                                {Symbol::Kind::kEvent, Symbol::Kind::kDefinition});
  if (events.empty()) {
    diagnostic.WithHelp("no event is declared; write `event` declarations or import a vocabulary");
  }
  Advise(context, file, diagnostic, name, candidates);
}

// `symbol` defines a pattern, not an expression.
bool IsPatternDefinition(const Context& context, const Symbol& symbol) {
  return symbol.kind == Symbol::Kind::kDefinition &&
         context.definitions[symbol.index].ast->patterns.has_value();
}

std::vector<EventKind> KindsOf(Context& context, const syntax::Name& event, std::size_t file,
                               bool report) {
  std::vector<EventKind> kinds;
  const Symbol* symbol = FindSymbol(context, file, event);
  if (symbol != nullptr && symbol->kind == Symbol::Kind::kEvent) {
    kinds.push_back(static_cast<EventKind>(symbol->index));
  } else if (symbol != nullptr && IsPatternDefinition(context, *symbol)) {
    if (!CheckDefinition(context, symbol->index, event.span)) return kinds;
    Definition& definition = context.definitions[symbol->index];
    if (!definition.kinds.empty()) return definition.kinds;
    for (const syntax::Pattern& each : definition.ast->patterns->alternatives) {
      for (const EventKind kind : KindsOf(context, each.event, definition.file, false)) {
        AddKind(kinds, kind);
      }
    }
    definition.kinds = kinds;
  } else if (report) {
    ReportUnknownEvent(context, event, file);
  }
  return kinds;
}

// Its variable may not be a field's name, since a name alone is a field.
void CheckAgainstFields(Context& context, const PatternRef& ref, const syntax::Name& variable) {
  if (variable.text == ref.event) return;
  for (const EventKind kind : ref.kinds) {
    const events::EventType& type = context.rules.schema.Type(kind);
    for (const events::FieldType& field : type.fields) {
      if (field.name != variable.text && !field.name.starts_with(variable.text + ".")) continue;
      context
          .Report(Code::kNameTaken, variable.span,
                  {variable.text, "a field of `" + type.name + "`"})
          .WithLabel(field.span, "the field is declared here");
      return;
    }
  }
}

// The cases of a pattern's event, read at `binding`, without its own condition.
std::optional<std::vector<DefinedCase>> CasesOf(Context& context, const syntax::Name& event,
                                                std::size_t file, BindingId binding) {
  const Symbol* symbol = FindSymbol(context, file, event);
  if (symbol == nullptr) return std::nullopt;
  if (symbol->kind == Symbol::Kind::kEvent) {
    return std::vector<DefinedCase>{{static_cast<EventKind>(symbol->index), nullptr}};
  }
  if (!IsPatternDefinition(context, *symbol)) return std::nullopt;
  if (!CheckDefinition(context, symbol->index, event.span)) return std::nullopt;
  return ExpandDefinition(context, symbol->index, binding);
}

// Alternatives of alternatives count like nodes.
bool HasRoom(Context& context, std::size_t cases, Span span) {
  context.node_count += cases;
  return MakeConstant(context, Value::Of(true), Type::Of(Type::Kind::kBoolean), span) != nullptr;
}

// `later` is at most `span` behind `earlier`.
ExprPtr AtMost(Context& context, const ExprPtr& earlier, const ExprPtr& later,
               values::Duration distance, Span span) {
  ExprPtr limit = Make(
      context,
      ex::Arithmetic{ex::ArithmeticOperator::kAdd, earlier,
                     MakeConstant(context, Value::Of(distance), Type::Of(Kind::kDuration), span)},
      Type::Of(Kind::kTime), span);
  return Make(
      context,
      ex::Compare{ex::CompareOperator::kLessEqual, later, std::move(limit), values::Case::kRespect},
      Type::Of(Kind::kBoolean), span);
}

ExprPtr TimeOf(Context& context, BindingId binding, Span span) {
  ex::Field field{binding, {}, "time"};
  for (std::size_t kind = 0; kind < context.rules.schema.types().size(); ++kind) {
    field.at.push_back({static_cast<EventKind>(kind), events::kTimeField});
  }
  return Make(context, std::move(field), Type::Of(Kind::kTime), span);
}

class Completer {
 public:
  Completer(Context& context, const PatternHead& head, const Scope& scope, const WithinRule& within)
      : context_(context), head_(head), ast_(*head.ast), scope_(scope), within_(within) {}

  std::optional<Pattern> Run() {
    pattern_.binding = head_.ref.binding;
    pattern_.spoken = head_.ref.spoken;
    pattern_.span = ast_.span;
    pattern_.text = context_.WordsAt(ast_.span);
    ExprPtr own;
    bool good = true;
    if (ast_.where) {
      own = ExpressionChecker(context_).Condition(*ast_.where,
                                                  scope_.Inside(head_.ref, head_.has_variable));
      good = own != nullptr;
    }
    good &= CheckWithin();
    if (head_.ref.kinds.empty()) return std::nullopt;
    auto cases = CasesOf(context_, ast_.event, scope_.file, head_.ref.binding);
    if (!cases || !good || !TakeWithins(*cases)) return std::nullopt;
    for (const DefinedCase& each : *cases) {
      pattern_.cases.push_back(
          {each.kind, Conjunction(context_, {each.condition, own}, ast_.span)});
    }
    return std::move(pattern_);
  }

 private:
  bool CheckWithin() {
    if (!ast_.within) return true;
    switch (within_.kind) {
      case WithinRule::Kind::kForbidden:
        ReportUnasked();
        return false;
      case WithinRule::Kind::kTerm:
        pattern_.within =
            ExpressionChecker(context_).Of(Kind::kDuration, *ast_.within, *within_.trigger);
        return pattern_.within && CheckConstantTerm();
      case WithinRule::Kind::kConstant:
        break;
    }
    const auto duration = ConstantDuration(context_, *ast_.within, scope_.file, false);
    if (!duration) return false;
    pattern_.within =
        MakeConstant(context_, Value::Of(*duration), Type::Of(Kind::kDuration), ast_.within->span);
    return true;
  }

  void ReportUnasked() {
    Diagnostic& unasked = context_.Report(Code::kWithinUnasked, ast_.within->span, {within_.place});
    if (within_.place == "behind `before`") {
      unasked.WithHelp("it stands behind `require`: `before P require Q within 30 days`");
    } else if (within_.place == "behind `after … require`") {
      unasked.WithHelp("it stands behind `require`: `after P require Q within 30 days`");
    }
  }

  bool CheckConstantTerm() {
    const Value* constant = ConstantOf(pattern_.within);
    if (constant == nullptr) return true;
    const values::Duration duration = constant->duration();
    if (duration.months >= 0 && duration.nanos >= 0) return true;
    context_.Report(Code::kDurationSign, ast_.within->span,
                    {values::ToString(duration), "not negative"});
    return false;
  }

  // A definition's own `within`: the pattern's if it has none and all cases agree, else a condition
  // on the two times.
  bool TakeWithins(std::vector<DefinedCase>& cases) {
    const bool any = std::any_of(cases.begin(), cases.end(),
                                 [](const DefinedCase& each) { return !each.within.empty(); });
    if (!any) return true;
    if (within_.kind == WithinRule::Kind::kForbidden) {
      context_.Report(Code::kWithinUnasked, ast_.event.span, {within_.place})
          .WithLabel(cases.front().within_span, "the definition has it");
      return false;
    }
    const bool agree =
        !pattern_.within && std::all_of(cases.begin(), cases.end(), [&](const DefinedCase& each) {
          return each.within.size() == 1 && each.within[0] == cases.front().within[0];
        });
    if (agree) {
      pattern_.within = MakeConstant(context_, Value::Of(cases.front().within[0]),
                                     Type::Of(Kind::kDuration), cases.front().within_span);
      return true;
    }
    ABIDE_ASSERT(within_.asker.has_value(), "where `within` may stand an event asks");
    const ExprPtr asker = TimeOf(context_, *within_.asker, ast_.span);
    const ExprPtr own = TimeOf(context_, head_.ref.binding, ast_.span);
    for (DefinedCase& each : cases) {
      for (const values::Duration distance : each.within) {
        std::vector<ExprPtr> all = {each.condition,
                                    AtMost(context_, own, asker, distance, each.within_span)};
        if (within_.after) all.push_back(AtMost(context_, asker, own, distance, each.within_span));
        each.condition = Conjunction(context_, all, ast_.span);
      }
    }
    return true;
  }

  Context& context_;
  const PatternHead& head_;
  const syntax::Pattern& ast_;
  const Scope& scope_;
  const WithinRule& within_;
  Pattern pattern_;
};

}  // namespace

namespace {

// `require no approval`, `forbid every use`, `count(distinct org)`, `count(names)`: true, and said,
// if what stands in the place of an event is such a word.
bool ReportWordInFront(Context& context, const syntax::Pattern& pattern, const Scope& scope) {
  const syntax::Name& word = pattern.event;
  const Symbol* const event =
      pattern.variable ? FindSymbol(context, scope.file, *pattern.variable) : nullptr;
  const bool names_event = event != nullptr && (event->kind == Symbol::Kind::kEvent ||
                                                event->kind == Symbol::Kind::kDefinition);
  const auto is_field = [&](const std::string& name) {
    if (!scope.nearest || scope.nearest->kinds.empty()) return false;
    const auto fields = FieldNames(context.rules.schema.Type(scope.nearest->kinds[0]));
    return std::find(fields.begin(), fields.end(), name) != fields.end();
  };
  if (word.text == "distinct" && pattern.variable) {
    context.Report(Code::kUnknownEvent, word.span, {word.text})
        .WithHelp(fmt::format("different values are counted by `distinct({} of EVENT)`",
                              pattern.variable->text));
    return true;
  }
  if (!names_event && is_field(word.text) && !pattern.variable) {
    context.Report(Code::kUnknownEvent, word.span, {word.text})
        .WithHelp(
            fmt::format("`{0}` is a field, and an event stands here; how many elements a list "
                        "has is `size({0})`",
                        word.text));
    return true;
  }
  if (!names_event) return false;
  Diagnostic& diagnostic = context.Report(Code::kUnknownEvent, word.span, {word.text});
  if (word.text == "no" || word.text == "never") {
    diagnostic.WithHelp(
        fmt::format("that no `{0}` is there is asked with `not preceded by {0}`, "
                    "that none may follow with `after P forbid {0}`",
                    event->name));
    return true;
  }
  diagnostic.WithHelp(fmt::format("the event is `{}`: leave `{}` out", event->name, word.text))
      .WithFix({word.span.file, word.span.begin, pattern.variable->span.begin}, "");
  return true;
}

}  // namespace

PatternHead OpenPattern(Context& context, const syntax::Pattern& pattern, const Scope& scope,
                        std::optional<BindingId> binding) {
  PatternHead head;
  head.ast = &pattern;
  head.has_variable = pattern.variable.has_value();
  head.ref.binding = binding ? *binding : context.NewBinding();
  head.ref.event = pattern.event.text;
  head.ref.spoken = pattern.variable ? pattern.variable->text : pattern.event.text;
  head.ref.span = pattern.variable ? pattern.variable->span : pattern.event.span;
  const Symbol* symbol = FindSymbol(context, scope.file, pattern.event);
  if (symbol == nullptr && ReportWordInFront(context, pattern, scope)) return head;
  head.ref.kinds = KindsOf(context, pattern.event, scope.file, true);
  if (symbol != nullptr) {
    context.Note(pattern.event.span, *symbol);
    head.ref.declared = symbol->span;
    head.ref.declared_kind = NameKindOf(symbol->kind);
  }
  if (pattern.variable) {
    head.ref.declared = pattern.variable->span;
    head.ref.declared_kind = NameKind::kVariable;
    CheckVariable(context, scope, *pattern.variable, pattern.event.text);
    CheckAgainstFields(context, head.ref, *pattern.variable);
    return head;
  }
  for (const ScopeName& outer : scope.names) {
    const bool same =
        outer.kind == ScopeName::Kind::kPattern
            ? outer.pattern.event == pattern.event.text || outer.name == pattern.event.text
            : outer.name == pattern.event.text;
    if (!same) continue;
    context.Report(Code::kNeedsVariable, pattern.event.span, {pattern.event.text})
        .WithLabel(outer.span, fmt::format("`{}` is in scope from here", outer.name))
        .WithFix(Span{pattern.event.span.file, pattern.event.span.end, pattern.event.span.end},
                 " other");
    break;
  }
  return head;
}

std::optional<Pattern> CompletePattern(Context& context, const PatternHead& head,
                                       const Scope& scope, const WithinRule& within) {
  return Completer(context, head, scope, within).Run();
}

CheckedPattern CheckPattern(Context& context, const syntax::Pattern& pattern, const Scope& scope,
                            const WithinRule& within) {
  CheckedPattern checked{OpenPattern(context, pattern, scope), std::nullopt};
  checked.pattern = CompletePattern(context, checked.head, scope, within);
  return checked;
}

CheckedPast CheckPast(Context& context, const syntax::Patterns& patterns, const Scope& scope,
                      BindingId asker) {
  const WithinRule within{WithinRule::Kind::kConstant, "", nullptr, asker, false};
  CheckedPast result;
  Past past;
  bool good = true;
  Scope behind = scope;
  for (const syntax::Pattern& each : patterns.alternatives) {
    CheckedPattern checked = CheckPattern(context, each, scope, within);
    good = good && checked.pattern;
    result.heads.push_back(checked.head);
    if (checked.pattern) past.alternatives.push_back(*std::move(checked.pattern));
    if (patterns.alternatives.size() == 1) {
      behind.AddPattern(checked.head.ref, checked.head.has_variable);
    }
  }
  if (patterns.gap) {
    past.gap = CheckPattern(context, patterns.gap->pattern, behind, within).pattern;
    good = good && past.gap;
  }
  if (good) result.past = std::move(past);
  return result;
}

std::optional<std::vector<DefinedCase>> ExpandDefinition(Context& context, std::size_t definition,
                                                         BindingId binding) {
  const syntax::Patterns& patterns = *context.definitions[definition].ast->patterns;
  Scope scope;
  scope.file = context.definitions[definition].file;
  std::vector<DefinedCase> all;
  bool good = true;
  for (const syntax::Pattern& each : patterns.alternatives) {
    const PatternHead head = OpenPattern(context, each, scope, binding);
    ExprPtr own;
    if (each.where) {
      own = ExpressionChecker(context).Condition(*each.where,
                                                 scope.Inside(head.ref, head.has_variable));
      good = good && own;
    }
    std::optional<values::Duration> within;
    if (each.within) {
      within = ConstantDuration(context, *each.within, scope.file, false);
      good = good && within;
    }
    auto cases = CasesOf(context, each.event, scope.file, binding);
    good = good && cases && HasRoom(context, cases->size(), each.span);
    if (!good) continue;
    for (DefinedCase& one : *cases) {
      one.condition = Conjunction(context, {one.condition, own}, each.span);
      if (within) one.within.push_back(*within);
      if (within) one.within_span = each.within->span;
      all.push_back(std::move(one));
    }
  }
  if (!good) return std::nullopt;
  return all;
}

std::optional<values::Duration> ConstantDuration(Context& context, const syntax::Expr& expr,
                                                 std::size_t file, bool positive) {
  Scope constants;
  constants.file = file;
  constants.why_no_nearest = "where a constant or a parameter is wanted";
  const ExprPtr checked = ExpressionChecker(context).Of(Kind::kDuration, expr, constants);
  if (!checked) return std::nullopt;
  const Value* value = ConstantOf(checked);
  if (value == nullptr) {
    context.Report(Code::kNotConstant, expr.span, {"this duration"});
    return std::nullopt;
  }
  const values::Duration duration = value->duration();
  const bool negative = duration.months < 0 || duration.nanos < 0;
  const bool zero = duration.months == 0 && duration.nanos == 0;
  if (negative || (positive && zero)) {
    context.Report(Code::kDurationSign, expr.span,
                   {values::ToString(duration), positive ? "longer than zero" : "not negative"});
    return std::nullopt;
  }
  return duration;
}

const ScopeName* PatternNamed(Context& context, const syntax::Expr& argument, const Scope& scope) {
  const auto* name = std::get_if<syntax::Reference>(&argument.node);
  if (name == nullptr || !name->head || !name->steps.empty() || name->as_of) return nullptr;
  const ScopeName* found = scope.Find(name->head->text);
  if (found == nullptr || found->kind != ScopeName::Kind::kPattern) return nullptr;
  if (!scope.nearest) return found;
  for (const EventKind kind : scope.nearest->kinds) {
    if (context.rules.schema.Type(kind).FindField(name->head->text)) return nullptr;
  }
  return found;
}

}  // namespace abide::check
