#include <algorithm>
#include <variant>

#include "format/layout.h"

namespace abide::format {
namespace {

using syntax::Field;
using syntax::Flow;
using syntax::Type;

// --- events

void WriteType(const Type& type, Space space, Writer& writer) {
  if (type.kind == Type::Kind::kList) {
    writer.Put(space);
    writer.Put(kBlank);
    WriteType(*type.element, kBlank, writer);
    return;
  }
  if (type.kind != Type::Kind::kOneOf) {
    writer.PutThrough(space, type.span.end);
    return;
  }
  Document& document = writer.document();
  writer.Put(space);
  writer.Put(kBlank);
  document.Open(Document::Fill::kYes);
  for (std::size_t i = 0; i < type.one_of.size(); ++i) {
    writer.Put(i == 0 ? kBlank : kLine);
    if (i + 1 < type.one_of.size()) writer.Put(kGlued);
  }
  document.Close();
}

void WriteField(const Field& field, std::size_t width, Writer& writer) {
  writer.PutWhole(kRow, field.name.span.end);
  writer.document().Indent(static_cast<std::uint32_t>(width));
  WriteType(field.type, Padding(width - std::min(field.name.text.size(), width)), writer);
  if (field.optional) writer.Put(kGlued);
  writer.document().Outdent();
}

void WriteFlow(const Flow& flow, std::size_t width, Writer& writer) {
  Document& document = writer.document();
  writer.Put(kRow);
  document.Indent(static_cast<std::uint32_t>(width));
  writer.Lead(Padding(width - std::min<std::size_t>(4, width)));
  document.Open();
  if (flow.from) writer.PutWhole(kGlued, flow.from->span.end);
  writer.Put(kBlank);
  writer.PutWhole(kBlank, flow.to.span.end);
  if (flow.replacing) writer.Put(kBlank);
  if (flow.weighed_by) {
    writer.Put(kBlank);
    writer.Put(kBlank);
    writer.PutWhole(kBlank, flow.weighed_by->span.end);
  }
  if (flow.where != nullptr) {
    if (writer.LineEndsBeforeNext()) document.Expand();
    document.Indent(kStep);
    writer.Put(kLine);
    WriteExpr(*flow.where, kBlank, writer);
    document.Outdent();
  }
  document.Close();
  document.Outdent();
}

void WriteFieldsAndFlows(const syntax::Event& event, Writer& writer) {
  std::size_t width = event.flows.empty() ? 0 : 4;
  for (const Field& field : event.fields) width = std::max(width, field.name.text.size());
  width += 2;
  auto field = event.fields.begin();
  auto flow = event.flows.begin();
  while (field != event.fields.end() || flow != event.flows.end()) {
    const bool is_field = flow == event.flows.end() ||
                          (field != event.fields.end() && field->span.begin < flow->span.begin);
    if (is_field) {
      WriteField(*field++, width, writer);
    } else {
      WriteFlow(*flow++, width, writer);
    }
  }
}

// --- facts

void WriteNames(const std::vector<syntax::Name>& names, Writer& writer) {
  writer.Put(kGlued);
  Space space = kGlued;
  for (std::size_t i = 0; i < names.size(); ++i) {
    writer.Put(space);
    if (i + 1 < names.size()) writer.Put(kGlued);
    space = kBlank;
  }
  writer.Put(kGlued);
}

class DeclarationLayout {
 public:
  explicit DeclarationLayout(Writer& writer) : writer_(writer) {}

  void operator()(const syntax::Import& import) { PutHead(import.path.span.end); }
  void operator()(const syntax::Policy& policy) { WritePolicy(policy, writer_); }
  void operator()(const syntax::Event& event) { WriteEvent(event, writer_); }
  void operator()(const syntax::Source& source) { WriteSource(source, writer_); }
  void operator()(const syntax::Clause& clause) { WriteClause(clause, writer_); }
  void operator()(const syntax::Permit& permit) { WritePermit(permit, writer_); }
  void operator()(const syntax::Waive& waive) { WriteWaive(waive, writer_); }
  void operator()(const syntax::Test& test) { WriteTest(test, writer_); }

  void operator()(const syntax::List& list) {
    PutHead(list.name.span.end);
    writer_.Put(kBlank);
    if (list.file) {
      writer_.PutThrough(kBlank, list.column->span.end);
    } else {
      WriteConstants(list.constants, kBlank, writer_);
    }
  }

  void operator()(const syntax::Table& table) {
    document().Open();
    PutHead(table.file.span.end);
    writer_.Put(kLine);
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      writer_.Put(kBlank);
      if (i + 1 < table.keys.size()) writer_.Put(kGlued);
    }
    if (table.valid_from) {
      writer_.Put(kLine);
      writer_.PutThrough(kBlank, table.valid_until->span.end);
    }
    document().Close();
  }

  void operator()(const syntax::Define& define) {
    PutHead(define.name.span.end);
    if (!define.parameters.empty()) WriteNames(define.parameters, writer_);
    writer_.Put(kBlank);
    if (define.patterns) {
      // Its `where` stands where lines of a body do.
      document().Outdent();
      WritePatterns(*define.patterns, kBlank, writer_);
      document().Indent(kStep);
      return;
    }
    document().Open();
    if (writer_.LineEndsBeforeNext()) document().Expand();
    WriteExpr(*define.expression, kLine, writer_);
    document().Close();
  }

  void operator()(const syntax::Parameter& parameter) {
    PutHead(parameter.name.span.end);
    writer_.Put(kBlank);
    if (parameter.is_list) {
      WriteConstants(parameter.constants, kBlank, writer_);
    } else {
      writer_.PutThrough(kBlank, parameter.constants.front()->span.end);
    }
  }

  void operator()(const syntax::State& state) {
    PutHead(state.name.span.end);
    WriteNames(state.keys, writer_);
    const ColumnSet at_column = document().NewColumn();
    for (const syntax::StateChange& change : state.changes) WriteChange(change, at_column);
  }

 private:
  Document& document() { return writer_.document(); }

  // The declaration's word, and what stands behind it to `end`.
  void PutHead(std::uint32_t end) {
    writer_.Put(kGlued);
    writer_.PutThrough(kBlank, end);
  }

  // starts on P at K …, with the `at`s of a state below each other.
  void WriteChange(const syntax::StateChange& change, ColumnSet at_column) {
    constexpr std::size_t kStartsOn = 9;
    writer_.Put(kRow);
    writer_.Put(change.starts ? kBlank : Padding(3));
    document().Indent(kStartsOn + 1);
    writer_.Lead(kBlank);
    document().Open();
    WritePattern(change.pattern, kGlued, writer_);
    document().Indent(kStep);
    if (writer_.LineEndsBeforeNext() && change.pattern.where != nullptr) document().Expand();
    writer_.Put({.blanks = 1, .breaks = Break::kIfNeeded, .column = at_column});
    for (std::size_t i = 0; i < change.keys.size(); ++i) {
      if (change.keys[i] != nullptr) {
        WriteExpr(*change.keys[i], kBlank, writer_);
      } else {
        writer_.Put(kBlank);
      }
      if (i + 1 < change.keys.size()) writer_.Put(kGlued);
    }
    document().Outdent();
    document().Close();
    document().Outdent();
  }

  Writer& writer_;
};

}  // namespace

void WriteEvent(const syntax::Event& event, Writer& writer) {
  writer.Put(kGlued);
  writer.PutThrough(kBlank, event.doc ? event.doc->span.end : event.name.span.end);
  if (event.fields.empty() && event.flows.empty()) return;
  writer.Lead(kRow);
  writer.SetTrailingColumn(writer.document().NewColumn());
  WriteFieldsAndFlows(event, writer);
}

void WriteDeclaration(const syntax::Declaration& declaration, Writer& writer) {
  writer.document().Indent(kStep);
  std::visit(DeclarationLayout(writer), declaration.node);
}

}  // namespace abide::format
