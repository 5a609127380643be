#include "check/sources.h"

#include <fmt/format.h>
#include <algorithm>

#include "check/expressions.h"
#include "check/names.h"
#include "check/shipped_sources.h"

namespace abide::check {
namespace {

class MappingChecker {
 public:
  MappingChecker(Context& context, std::size_t file, events::SourceMap& source)
      : context_(context) {
    scope_.file = file;
    scope_.source = &source;
    scope_.why_no_nearest = "in a source, where a path into the record begins with a dot";
  }

  // Nothing after an error.
  std::optional<events::SourceMapping> Check(const syntax::Mapping& ast) {
    context_.BeginDeclaration();
    events::SourceMapping mapping;
    mapping.span = ast.event.span;
    for (const syntax::ForIn& each : ast.loops) AddLoop(each, mapping);
    if (ast.when) {
      mapping.when = ExpressionChecker(context_).Condition(*ast.when, scope_);
      mapping.when_text = context_.sources.Text(ast.when->span);
    }
    good_ = good_ && (!ast.when || mapping.when);
    const auto kind = FindEvent(ast.event);
    for (const syntax::Assignment& each : ast.assignments) {
      ExprPtr value = ExpressionChecker(context_).Check(*each.value, scope_);
      good_ = good_ && value;
      if (kind) Assign(*kind, each, std::move(value), mapping);
    }
    if (!kind) return std::nullopt;
    mapping.kind = *kind;
    if (!assigns_time_) {
      context_.Report(Code::kSourceWithoutTime, ast.event.span, {ast.event.text});
    }
    if (!good_) return std::nullopt;
    return mapping;
  }

 private:
  void AddLoop(const syntax::ForIn& ast, events::SourceMapping& mapping) {
    CheckVariable(context_, scope_, ast.variable);
    ExprPtr list = ExpressionChecker(context_).Check(*ast.list, scope_);
    if (list && list->type.kind != Kind::kRaw && list->type.kind != Kind::kList) {
      context_.Report(Code::kWrongType, ast.list->span, {"a list", NameOfType(list->type)});
      list = nullptr;
    }
    good_ = good_ && list;
    const LocalId variable = context_.NewLocal();
    const Type type = list && list->type.element ? *list->type.element : Type::Of(Kind::kRaw);
    scope_.AddValue(
        ast.variable.text, ast.variable.span,
        Make(context_, expressions::Local{variable, ast.variable.text}, type, ast.variable.span));
    mapping.loops.push_back({variable, std::move(list)});
  }

  std::optional<EventKind> FindEvent(const syntax::Name& name) {
    if (const auto kind = context_.rules.schema.Find(name.text)) {
      context_.Note(name.span, context_.rules.schema.Type(*kind).span, NameKind::kEvent);
      return kind;
    }
    Diagnostic& diagnostic = context_.Report(Code::kUnknownEvent, name.span, {name.text});
    Advise(context_, scope_.file, diagnostic, name,
           context_.symbols.Names(context_.loaded.files, scope_.file, {Symbol::Kind::kEvent}));
    return std::nullopt;
  }

  void Assign(EventKind kind, const syntax::Assignment& ast, ExprPtr value,
              events::SourceMapping& mapping) {
    const auto target = FindTarget(kind, ast.field);
    if (!target) return Fail();
    for (const auto& [known, span] : taken_) {
      const bool same = known.field == target->field &&
                        (!known.member || !target->member || known.member == target->member);
      if (!same) continue;
      context_.Report(Code::kAssignedTwice, ast.field.span, {ast.field.text})
          .WithLabel(span, "it is filled here already");
      return Fail();
    }
    taken_.emplace_back(*target, ast.field.span);
    assigns_time_ = assigns_time_ || target->field == events::kTimeField;
    value = Fit(std::move(value), target->type, ast.value->span);
    if (!value) return Fail();
    mapping.assignments.push_back({target->field, target->member, std::move(value)});
  }

  struct Target {
    FieldIndex field{};
    std::optional<std::uint32_t> member;
    Type type;
  };

  std::optional<Target> FindTarget(EventKind kind, const syntax::Name& name) {
    const events::EventType& event = context_.rules.schema.Type(kind);
    const std::size_t brackets = name.text.find("[]");
    const auto field = event.FindField(name.text.substr(0, brackets));
    if (field) {
      NoteField(context_, event, *field, name);
      const Type& type = event.fields[static_cast<std::size_t>(*field)].type;
      if (brackets == std::string::npos) return Target{*field, std::nullopt, type};
      if (const auto member = FindMember(type, name.text.substr(brackets + 3))) {
        const auto& members = *type.element->members;
        return Target{*field, member, Type::ListOf(members[*member].type)};
      }
    }
    Diagnostic& diagnostic =
        context_.Report(Code::kUnknownField, name.span, {event.name, name.text});
    diagnostic.WithLabel(event.span, fmt::format("`{}` is declared here", event.name));
    if (const auto near = diagnostics::NearestName(name.text, TargetNames(event))) {
      diagnostic.WithFix(name.span, *near);
    }
    return std::nullopt;
  }

  static std::optional<std::uint32_t> FindMember(const Type& type, const std::string& name) {
    if (type.kind != Kind::kList || type.element->kind != Kind::kRecord) return std::nullopt;
    const auto& members = *type.element->members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].name == name) return static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
  }

  static std::vector<std::string> TargetNames(const events::EventType& event) {
    std::vector<std::string> names;
    for (const events::FieldType& field : event.fields) {
      if (field.type.kind != Kind::kList || field.type.element->kind != Kind::kRecord) {
        names.push_back(field.name);
        continue;
      }
      for (const auto& member : *field.type.element->members) {
        names.push_back(field.name + "[]." + member.name);
      }
    }
    return names;
  }

  // The value as what the field takes; raw values are read by the field's type when the log is.
  ExprPtr Fit(ExprPtr value, const Type& wanted, Span span) {
    if (!value || value->type.kind == Kind::kRaw) return value;
    if (wanted.kind == Kind::kRecord ||
        (wanted.kind == Kind::kList && wanted.element->kind == Kind::kRecord)) {
      context_.Report(Code::kColumnsWanted, span);
      return nullptr;
    }
    if (wanted.kind == Kind::kList) return FitList(std::move(value), wanted, span);
    const bool is_text = value->type.is_textual();
    if (is_text && (wanted.kind == Kind::kTime || wanted.kind == Kind::kDuration)) {
      return Make(context_, expressions::Convert{std::move(value), wanted.kind},
                  Type::Of(wanted.kind), span);
    }
    const Kind kind = wanted.is_textual() ? Kind::kString : wanted.kind;
    if (!CanBe(value, kind)) {
      Diagnostic& diagnostic =
          context_.Report(Code::kWrongType, span, {NameOfType(wanted), NameOfType(value->type)});
      if (kind == Kind::kNumber && is_text) diagnostic.WithHelp("read it: `number(…)`");
      if (kind == Kind::kString && value->type.kind == Kind::kNumber) {
        diagnostic.WithHelp("write it as text: `string(…)`");
      }
      return nullptr;
    }
    if (!CheckOneOf(context_, wanted, value, values::Case::kRespect)) return nullptr;
    return As(context_, std::move(value), kind, span);
  }

  ExprPtr FitList(ExprPtr value, const Type& wanted, Span span) {
    if (value->type.kind == Kind::kList) {
      const Type& a = *value->type.element;
      const Type& b = *wanted.element;
      const bool fits = IsEmptyList(value) || a.kind == Kind::kRaw || Same(a, b) ||
                        (a.is_textual() && b.is_textual()) ||
                        (a.kind == Kind::kList && a.element->kind == Kind::kRaw);
      if (fits) return value;
    }
    context_.Report(Code::kWrongType, span, {NameOfType(wanted), NameOfType(value->type)});
    return nullptr;
  }

  void Fail() { good_ = false; }

  Context& context_;
  Scope scope_;
  bool good_ = true;
  bool assigns_time_ = false;
  std::vector<std::pair<Target, Span>> taken_;
};

events::SourceBasis BasisOf(syntax::SourceBasis basis) {
  switch (basis) {
    case syntax::SourceBasis::kSeen:
      return events::SourceBasis::kSeen;
    case syntax::SourceBasis::kFromDocs:
      return events::SourceBasis::kFromDocs;
    case syntax::SourceBasis::kUnsaid:
      break;
  }
  return events::SourceBasis::kUnsaid;
}

}  // namespace

void CheckSources(Context& context) {
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    ForEach<syntax::Source>(context.loaded.files[file], [&](const syntax::Source& ast, Span) {
      for (const events::SourceMap& other : context.rules.sources) {
        if (other.name != ast.name.text) continue;
        context.Report(Code::kDeclaredTwice, ast.name.span, {"source", ast.name.text})
            .WithLabel(other.span, fmt::format("`{}` is declared here first", other.name));
      }
      events::SourceMap source;
      source.name = ast.name.text;
      if (ast.doc) source.doc = ast.doc->value;
      source.basis = BasisOf(ast.basis);
      source.ships = ShipsWithAbide(source.name);
      source.span = ast.name.span;
      for (const syntax::Mapping& each : ast.mappings) {
        auto mapping = MappingChecker(context, file, source).Check(each);
        if (mapping) source.mappings.push_back(*std::move(mapping));
      }
      context.rules.sources.push_back(std::move(source));
    });
  }
}

}  // namespace abide::check
