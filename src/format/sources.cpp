#include <algorithm>

#include "format/layout.h"

namespace abide::format {
namespace {

using syntax::Assignment;

void WriteLoops(const std::vector<syntax::ForIn>& loops, Writer& writer) {
  Document& document = writer.document();
  document.Open();
  document.Indent(2 * kStep);
  for (const syntax::ForIn& loop : loops) {
    writer.Put(kLine);
    writer.Put(kBlank);
    writer.Put(kBlank);
    WriteExpr(*loop.list, kBlank, writer);
  }
  document.Outdent();
  document.Close();
}

void WriteAssignments(const std::vector<Assignment>& assignments, Writer& writer) {
  Document& document = writer.document();
  std::size_t width = 0;
  for (const Assignment& each : assignments) width = std::max(width, each.field.text.size());
  if (!assignments.empty()) writer.Lead(kRow);
  writer.SetTrailingColumn(document.NewColumn());
  for (const Assignment& each : assignments) {
    writer.PutWhole(kRow, each.field.span.end);
    writer.Put(Padding(width + 1 - std::min(each.field.text.size(), width)));
    document.Indent(static_cast<std::uint32_t>(width + 3));
    WriteExpr(*each.value, kBlank, writer);
    document.Outdent();
  }
}

void WriteMapping(const syntax::Mapping& mapping, Writer& writer) {
  Document& document = writer.document();
  writer.Put(kRow);
  writer.SetTrailingColumn(kNoColumn);
  document.Open();
  writer.Put(kBlank);
  WriteLoops(mapping.loops, writer);
  document.Indent(kStep);
  if (mapping.when != nullptr) {
    if (writer.LineEndsBeforeNext()) document.Expand();
    writer.Put(kLine);
    WriteExpr(*mapping.when, kBlank, writer);
  }
  document.Close();
  WriteAssignments(mapping.assignments, writer);
  document.Outdent();
  // A comment that stands deeper than the next mapping is one of this mapping.
  writer.KeepDeepRemarks(2 * kStep);
}

}  // namespace

void WriteSource(const syntax::Source& source, Writer& writer) {
  writer.Put(kGlued);
  writer.PutThrough(kBlank, source.mappings.front().span.begin);
  for (const syntax::Mapping& mapping : source.mappings) WriteMapping(mapping, writer);
}

}  // namespace abide::format
