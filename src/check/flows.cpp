// Flows of events (language guide, section 3).

#include <fmt/format.h>

#include "check/expressions.h"
#include "check/names.h"
#include "check/vocabulary.h"
#include "check/walk.h"

namespace abide::check {
namespace {

using events::EventType;

// A field of a flow: where it is, and the type of what stands there.
struct FlowField {
  FieldIndex index{};
  std::optional<std::uint32_t> member;
  Type type;  // of one element, if it is a list
  bool is_list = false;
};

class FlowChecker {
 public:
  FlowChecker(Context& context, EventKind kind, std::size_t file)
      : context_(context), kind_(kind), file_(file) {}

  void Check(const syntax::Flow& flow) {
    events::Flow checked;
    checked.span = flow.span;
    checked.replacing = flow.replacing;
    std::optional<FlowField> from;
    if (flow.from) {
      from = Artifacts(*flow.from);
      if (from) checked.from = from->index;
      if (from) checked.from_member = from->member;
    }
    const auto to = Artifacts(flow.to);
    if (to) checked.to = to->index;
    if (to) checked.to_member = to->member;
    if (flow.weighed_by) Weigh(flow, from, checked);
    if (flow.where) checked.where = Condition(*flow.where);
    if ((flow.from && !from) || !to || (flow.where && !checked.where)) return;
    Type().flows.push_back(std::move(checked));
  }

 private:
  EventType& Type() { return context_.rules.schema.Type(kind_); }

  std::optional<FlowField> Find(const syntax::Name& name) {
    const std::size_t brackets = name.text.find("[]");
    const std::string head = name.text.substr(0, brackets);
    const auto index = Type().FindField(head);
    if (!index) {
      Unknown(name);
      return std::nullopt;
    }
    FlowField field;
    field.index = *index;
    NoteField(context_, Type(), *index, name);
    field.type = Type().fields[static_cast<std::size_t>(*index)].type;
    if (field.type.kind == check::Type::Kind::kList) {
      field.is_list = true;
      field.type = *check::Type(field.type).element;
    }
    if (brackets == std::string::npos) return field;
    return Member(name, std::move(field), name.text.substr(brackets + 3));
  }

  std::optional<FlowField> Member(const syntax::Name& name, FlowField field,
                                  const std::string& rest) {
    if (field.is_list && field.type.kind == check::Type::Kind::kRecord) {
      const auto members = field.type.members;
      for (std::size_t i = 0; i < members->size(); ++i) {
        if ((*members)[i].name != rest) continue;
        field.member = static_cast<std::uint32_t>(i);
        field.type = (*members)[i].type;
        return field;
      }
    }
    Unknown(name);
    return std::nullopt;
  }

  void Unknown(const syntax::Name& name) {
    Diagnostic& diagnostic =
        context_.Report(Code::kUnknownField, name.span, {Type().name, name.text});
    diagnostic.WithLabel(Type().span, fmt::format("`{}` is declared here", Type().name));
    if (const auto near = diagnostics::NearestName(name.text, FieldNames(Type()))) {
      diagnostic.WithFix(name.span, *near);
    }
  }

  std::optional<FlowField> Artifacts(const syntax::Name& name) {
    auto field = Find(name);
    if (!field || field->type.kind == check::Type::Kind::kArtifact) return field;
    const auto& declared = Type().fields[static_cast<std::size_t>(field->index)];
    context_
        .Report(Code::kBadFlowField, name.span,
                {name.text, "an artifact or a list of artifacts", ToString(declared.type)})
        .WithLabel(declared.span, "it is declared here");
    return std::nullopt;
  }

  void Weigh(const syntax::Flow& flow, const std::optional<FlowField>& from,
             events::Flow& checked) {
    const syntax::Name& name = *flow.weighed_by;
    if (!flow.from) {
      context_.Report(Code::kWeighedBirth, name.span);
      return;
    }
    const auto field = Find(name);
    if (!field || !from) return;
    const bool fits = field->type.kind == check::Type::Kind::kNumber &&
                      (from->is_list || !field->is_list) &&
                      (!field->member || field->index == from->index);
    if (!fits) {
      context_.Report(
          Code::kBadFlowField, name.span,
          {name.text, from->is_list ? "a list of numbers, one for each input" : "a number",
           ToString(Type().fields[static_cast<std::size_t>(field->index)].type)});
      return;
    }
    checked.weighed_by = field->index;
    checked.weight_member = field->member;
  }

  ExprPtr Condition(const syntax::Expr& where) {
    PatternRef self{Type().self, {kind_}, Type().name, Type().name, Type().span};
    Scope scope;
    scope.file = file_;
    context_.BeginDeclaration();
    return ExpressionChecker(context_).Condition(where, scope.Inside(self, false));
  }

  Context& context_;
  EventKind kind_;
  std::size_t file_;
};

}  // namespace

void CheckFlows(Context& context) {
  for (std::size_t file = 0; file < context.loaded.files.size(); ++file) {
    ForEach<syntax::Event>(context.loaded.files[file], [&](const syntax::Event& event, Span) {
      const auto kind = context.rules.schema.Find(event.name.text);
      if (context.rules.schema.Type(*kind).span != event.name.span) return;
      for (const syntax::Flow& flow : event.flows) FlowChecker(context, *kind, file).Check(flow);
    });
  }
}

void CheckFlowsAskNoLineage(Context& context) {
  for (const events::EventType& type : context.rules.schema.types()) {
    for (const events::Flow& flow : type.flows) {
      if (const auto lineage = FindLineage(context.rules, flow.where)) {
        context.Report(Code::kFlowAsksLineage, *lineage).WithLabel(flow.span, "in this flow");
      }
    }
  }
}

}  // namespace abide::check
