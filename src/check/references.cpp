// Names with their steps: fields of patterns, variables, lists, parameters.

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "check/expressions.h"
#include "check/names.h"
#include "check/other_languages.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

using syntax::Name;
using syntax::Step;

bool IsKey(const std::vector<Step>& steps, std::size_t index) {
  return index < steps.size() && std::holds_alternative<Step::Key>(steps[index].step);
}

// The words of a dotted name, as far as keys follow each other.
std::vector<Name> WordsOf(const syntax::Reference& node) {
  std::vector<Name> words = {*node.head};
  for (std::size_t i = 0; IsKey(node.steps, i); ++i) {
    words.push_back(std::get<Step::Key>(node.steps[i].step).name);
  }
  return words;
}

std::string Dotted(const std::vector<Name>& words, std::size_t count) {
  std::string name;
  for (std::size_t i = 0; i < count; ++i) name += (i == 0 ? "" : ".") + words[i].text;
  return name;
}

// How many of the words name a field of the kind; 0 if none do.
std::size_t FieldWords(const events::EventType& type, const std::vector<Name>& words) {
  for (std::size_t count = 1; count <= words.size(); ++count) {
    if (type.FindField(Dotted(words, count))) return count;
  }
  return 0;
}

// The words are the beginning of a longer field's name.
bool IsRecord(const events::EventType& type, const std::vector<Name>& words) {
  const std::string prefix = Dotted(words, words.size()) + ".";
  return std::any_of(type.fields.begin(), type.fields.end(), [&](const events::FieldType& field) {
    return field.name.starts_with(prefix);
  });
}

// Whether it is of each kind the same field as the other one.
bool IsPartOf(const ex::Field& field, const ex::Field& other) {
  return std::all_of(field.at.begin(), field.at.end(), [&other](const ex::Field::At& at) {
    return std::any_of(other.at.begin(), other.at.end(), [&at](const ex::Field::At& each) {
      return each.kind == at.kind && each.index == at.index;
    });
  });
}

// A field that the event declares, rather than its `time`.
const std::string& FirstFieldOf(const events::EventType& type) {
  return type.fields[type.fields.size() > 2 ? 2 : 0].name;
}

}  // namespace

std::vector<std::string> FieldNames(const events::EventType& type) {
  std::vector<std::string> names;
  for (const events::FieldType& field : type.fields) names.push_back(field.name);
  return names;
}

ExprPtr ExpressionChecker::Node(const syntax::Reference& node, Span span, const Scope& scope) {
  if (!node.head) {
    if (scope.source == nullptr) {
      Diagnostic& diagnostic = context_.Report(Code::kRawPathInRule, span);
      if (scope.nearest && !node.steps.empty()) {
        diagnostic.WithFix({span.file, span.begin, span.begin + 1}, "");
      }
      return nullptr;
    }
    return RawPath(nullptr, node.steps, 0, span, scope);
  }
  if (scope.Find(node.head->text) == nullptr) {
    const Symbol* table = FindSymbol(context_, scope.file, *node.head, Symbol::Kind::kTable);
    const bool indexed =
        !node.steps.empty() && std::holds_alternative<Step::Index>(node.steps[0].step);
    if (table != nullptr && (indexed || node.as_of)) return Cell(node, table->index, span, scope);
  }
  if (node.as_of) {
    context_.Report(Code::kAsOfWithoutTable, node.as_of->span, {node.head->text});
    return nullptr;
  }
  return Named(node, span, scope);
}

ExprPtr ExpressionChecker::Named(const syntax::Reference& node, Span span, const Scope& scope) {
  const ScopeName* in_scope = scope.Find(node.head->text);
  const bool is_pattern = in_scope != nullptr && in_scope->kind == ScopeName::Kind::kPattern;
  if (is_pattern && IsKey(node.steps, 0)) {
    context_.Note(node.head->span, *in_scope);
    std::vector<Name> words = WordsOf(node);
    words.erase(words.begin());
    return FieldOf(in_scope->pattern, std::move(words), node.steps, 0, span, scope);
  }
  const bool is_value = in_scope != nullptr && !is_pattern;
  const bool has_field =
      scope.nearest &&
      std::any_of(scope.nearest->kinds.begin(), scope.nearest->kinds.end(), [&](EventKind kind) {
        return FieldWords(context_.rules.schema.Type(kind), WordsOf(node)) != 0;
      });
  const bool wins = is_value && in_scope->before_fields && node.steps.empty();
  const Symbol* symbol = is_value ? nullptr : FindSymbol(context_, scope.file, *node.head);
  const bool is_fact = symbol != nullptr && (symbol->kind == Symbol::Kind::kList ||
                                             symbol->kind == Symbol::Kind::kParameter ||
                                             symbol->kind == Symbol::Kind::kTable);
  if (has_field && !wins && (is_fact || (is_value && !in_scope->before_fields))) {
    context_
        .Report(Code::kAmbiguousName, node.head->span,
                {node.head->text, "a field of `" + scope.nearest->spoken + "`",
                 is_fact ? std::string(WithArticle(symbol->kind)) : "a variable"})
        .WithLabel(is_fact ? symbol->span : in_scope->span, "it is declared here as well");
    return nullptr;
  }
  if (is_value && (wins || !has_field)) {
    context_.Note(node.head->span, *in_scope);
    return Steps(in_scope->value, node.steps, 0, span, scope);
  }
  if (has_field) return BareField(node, span, scope);
  if (is_pattern) {
    if (in_scope->pattern.kinds.empty()) return nullptr;
    context_.Report(Code::kNotAValue, node.head->span, {node.head->text, "a pattern"})
        .WithHelp(
            fmt::format("name one of its fields: `{}.{}`", node.head->text,
                        FirstFieldOf(context_.rules.schema.Type(in_scope->pattern.kinds[0]))));
    return nullptr;
  }
  if (is_fact && symbol->kind != Symbol::Kind::kTable) {
    const ConstantFact& fact = symbol->kind == Symbol::Kind::kList
                                   ? context_.lists[symbol->index]
                                   : context_.parameters[symbol->index];
    context_.Note(node.head->span, *symbol);
    if (!fact.value) return nullptr;
    return Steps(MakeConstant(context_, *ConstantOf(fact.value), fact.type, span), node.steps, 0,
                 span, scope);
  }
  if (symbol != nullptr) return NotAValue(*node.head, *symbol);
  return UnknownName(node, scope);
}

ExprPtr ExpressionChecker::BareField(const syntax::Reference& node, Span span, const Scope& scope) {
  return FieldOf(*scope.nearest, WordsOf(node), node.steps, 0, span, scope);
}

ExprPtr ExpressionChecker::FieldOf(const PatternRef& pattern, std::vector<Name> words,
                                   const std::vector<Step>& steps, std::size_t taken, Span span,
                                   const Scope& scope) {
  if (pattern.kinds.empty()) return nullptr;
  const auto& schema = context_.rules.schema;
  ex::Field field{pattern.binding, {}, ""};
  Type type;
  std::size_t used = 0;
  std::vector<std::string> lacking;
  for (const EventKind kind : pattern.kinds) {
    const std::size_t count = FieldWords(schema.Type(kind), words);
    if (count == 0) {
      lacking.push_back(schema.Type(kind).name);
      continue;
    }
    const FieldIndex index = *schema.Type(kind).FindField(Dotted(words, count));
    const auto& declared = schema.Type(kind).fields[static_cast<std::size_t>(index)];
    if (!field.at.empty() && !Same(type, declared.type)) {
      context_
          .Report(Code::kFieldTypesDiffer, words[0].span,
                  {pattern.spoken, declared.name, NameOfType(type), NameOfType(declared.type)})
          .WithLabel(declared.span, "declared here as another type");
      return nullptr;
    }
    type = declared.type;
    used = count;
    field.at.push_back({kind, index});
    context_.NoteField({span.file, words[0].span.begin, words[count - 1].span.end},
                       schema.Type(kind), index);
  }
  if (field.at.empty()) return UnknownField(pattern, words);
  if (!lacking.empty()) {
    context_.Report(Code::kFieldNotCommon, words[0].span,
                    {pattern.spoken, Dotted(words, used), Enumerate(lacking)});
    return nullptr;
  }
  for (const ex::Field& key : pattern.keys) {
    if (IsPartOf(field, key)) field.at = key.at;
  }
  // One event that several patterns may have meant has no name of its own.
  const bool has_name = pattern.spoken.find(' ') == std::string::npos;
  field.name = (has_name ? pattern.spoken + "." : "") + Dotted(words, used);
  // A bare name's first word is no step.
  const bool bare = words[0].span.begin == span.begin;
  const std::size_t next = taken + used - (bare ? 1 : 0);
  const Span field_span =
      next < steps.size() ? Span{span.file, span.begin, words[used - 1].span.end} : span;
  return Steps(Make(context_, std::move(field), std::move(type), field_span), steps, next, span,
               scope);
}

// The innermost of several.
std::string ExpressionChecker::OuterPatternWith(const std::string& field,
                                                const Scope& scope) const {
  for (auto it = scope.names.rbegin(); it != scope.names.rend(); ++it) {
    const std::vector<EventKind>& kinds = it->pattern.kinds;
    const bool is_outer = it->kind == ScopeName::Kind::kPattern && !kinds.empty() &&
                          (!scope.nearest || it->pattern.binding != scope.nearest->binding);
    const bool has_field =
        is_outer && std::all_of(kinds.begin(), kinds.end(), [&](const EventKind kind) {
          const auto fields = FieldNames(context_.rules.schema.Type(kind));
          return std::find(fields.begin(), fields.end(), field) != fields.end();
        });
    if (has_field) return it->name;
  }
  return {};
}

ExprPtr ExpressionChecker::UnknownField(const PatternRef& pattern, const std::vector<Name>& words,
                                        const std::string& outer) {
  const events::EventType& type = context_.rules.schema.Type(pattern.kinds[0]);
  const std::string name = Dotted(words, words.size());
  const Span span = diagnostics::Cover(words.front().span, words.back().span);
  if (IsRecord(type, words)) {
    context_.Report(Code::kWholeRecord, span, {name, type.name});
    return nullptr;
  }
  Diagnostic& diagnostic = context_.Report(Code::kUnknownField, span, {pattern.spoken, name});
  if (name == "now" || name == "today" || name == "current_timestamp") {
    diagnostic.WithHelp(std::string(InsteadOf(name)));
    return nullptr;
  }
  if (name == "null" || name == "none" || name == "nil") {
    diagnostic.WithHelp("absent values are asked for with `has`: `has x`, `not has x`");
    return nullptr;
  }
  diagnostic.WithLabel(type.span, fmt::format("`{}` is declared here", type.name));
  if (!outer.empty()) {
    diagnostic.WithHelp(fmt::format("the field of `{}` has its name in front", outer))
        .WithFix(span, outer + '.' + name);
    return nullptr;
  }
  const auto fields = FieldNames(type);
  // `incident.severity` of the event `incident`, or a field of a record without the record's name.
  std::string whole;
  for (const std::string& field : fields) {
    const bool is_own = field == pattern.spoken + '.' + name;
    if (is_own || (whole.empty() && field.ends_with('.' + name))) whole = field;
  }
  const auto near = diagnostics::NearestName(name, fields);
  if (!whole.empty()) {
    const bool is_of_name = whole == pattern.spoken + '.' + name;
    diagnostic.WithFix(span, whole)
        .WithHelp(is_of_name
                      ? fmt::format("`{0}` in front is the event, its field is `{1}`: `{0}.{1}`",
                                    pattern.spoken, whole)
                      : fmt::format("the field's whole name is `{}`", whole));
  } else if (near) {
    diagnostic.WithFix(span, *near);
  } else if (!fields.empty()) {
    const std::string text = text_wanted_ ? fmt::format("a text is written `\"{}\"`; ", name) : "";
    diagnostic.WithHelp(
        fmt::format("{}fields of `{}` are {}", text, type.name, Enumerate(fields, 12)));
  }
  return nullptr;
}

ExprPtr ExpressionChecker::NotAValue(const Name& name, const Symbol& symbol) {
  Diagnostic& diagnostic = context_.Report(Code::kNotAValue, name.span,
                                           {name.text, std::string(WithArticle(symbol.kind))});
  diagnostic.WithLabel(symbol.span, "it is declared here");
  switch (symbol.kind) {
    case Symbol::Kind::kEvent:
    case Symbol::Kind::kDefinition:
      diagnostic.WithHelp(fmt::format(
          "no pattern of this name is in scope here; ask with `preceded by {}`, or use a pattern "
          "that is in scope",
          name.text));
      break;
    case Symbol::Kind::kTable:
      diagnostic.WithHelp(fmt::format("read a cell: `{}[KEY].COLUMN`", name.text));
      break;
    default:
      diagnostic.WithHelp(fmt::format("name its key: `{}(KEY)`", name.text));
  }
  return nullptr;
}

namespace {

// What other languages call the record at hand.
bool SpeaksOfThisOne(std::string_view name) {
  constexpr std::array<std::string_view, 8> kNames = {"event", "this", "self", "record",
                                                      "input", "row",  "it",   "data"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool IsUnit(std::string_view name) {
  constexpr std::array<std::string_view, 7> kUnits = {"second", "minute", "hour", "day",
                                                      "week",   "month",  "year"};
  return std::find(kUnits.begin(), kUnits.end(), name) != kUnits.end();
}

}  // namespace

ExprPtr ExpressionChecker::UnknownName(const syntax::Reference& node, const Scope& scope) {
  const Name& head = *node.head;
  // A pattern whose event nobody knows may have any field.
  if (scope.nearest && scope.nearest->kinds.empty()) return nullptr;
  std::vector<std::string> candidates = context_.symbols.Names(
      context_.loaded.files, scope.file, {Symbol::Kind::kList, Symbol::Kind::kParameter});
  for (const ScopeName& each : scope.names) candidates.push_back(each.name);
  if (scope.nearest) {
    const auto& type = context_.rules.schema.Type(scope.nearest->kinds[0]);
    const std::vector<Name> words = WordsOf(node);
    const auto fields = FieldNames(type);
    const auto near_field = diagnostics::NearestName(Dotted(words, words.size()), fields);
    const auto near_name = diagnostics::NearestName(head.text, candidates);
    const bool unseen = context_.symbols.FindUnseen(head.text) != nullptr;
    const std::string outer = unseen ? "" : OuterPatternWith(Dotted(words, words.size()), scope);
    if (!outer.empty()) return UnknownField(*scope.nearest, words, outer);
    if (!unseen && (near_field || IsRecord(type, words) || (node.steps.empty() && !near_name))) {
      return UnknownField(*scope.nearest, words);
    }
  } else if (!scope.why_no_nearest.empty() && node.steps.empty() &&
             context_.symbols.FindUnseen(head.text) == nullptr) {
    Diagnostic& diagnostic =
        context_.Report(Code::kNoNearest, head.span, {head.text, scope.why_no_nearest});
    if (scope.source != nullptr && (head.text == "null" || head.text == "none")) {
      diagnostic.WithHelp("a field that is not filled is absent: leave it out");
      return nullptr;
    }
    if (scope.source != nullptr) {
      diagnostic.WithHelp("a path into the record begins with a dot")
          .WithFix(head.span, '.' + head.text);
      return nullptr;
    }
    if (IsUnit(head.text)) {
      diagnostic.WithHelp("say how many").WithFix(head.span, "1 " + head.text);
      return nullptr;
    }
    Advise(context_, scope.file, diagnostic, head, candidates);
    return nullptr;
  }
  Diagnostic& diagnostic = context_.Report(Code::kUnknownName, head.span, {head.text});
  const bool is_unseen = context_.symbols.FindUnseen(head.text) != nullptr;
  if (scope.nearest && !is_unseen && SpeaksOfThisOne(head.text) && IsKey(node.steps, 0)) {
    diagnostic.WithHelp("the fields of the event that is judged have nothing in front")
        .WithFix({head.span.file, head.span.begin, head.span.end + 1}, "");
    return nullptr;
  }
  const bool is_known = is_unseen || diagnostics::NearestName(head.text, candidates);
  if (scope.source != nullptr && !is_known) {
    diagnostic.WithHelp("a path into the record begins with a dot")
        .WithFix(head.span, '.' + head.text);
    return nullptr;
  }
  if (!node.steps.empty()) {
    for (const std::string& each :
         context_.symbols.Names(context_.loaded.files, scope.file, {Symbol::Kind::kTable})) {
      candidates.push_back(each);
    }
  }
  Advise(context_, scope.file, diagnostic, head, candidates);
  return nullptr;
}

}  // namespace abide::check
