#include "format/layout.h"

namespace abide::format {
namespace {

void WriteBarePattern(const syntax::Pattern& pattern, Space space, Writer& writer) {
  Document& document = writer.document();
  writer.Lead(space);
  document.Open();
  writer.Put(kGlued);
  if (pattern.variable) writer.Put(kBlank);
  if (pattern.within != nullptr) {
    writer.Put(kBlank);
    WriteExpr(*pattern.within, kBlank, writer);
  }
  if (pattern.where != nullptr) {
    if (writer.LineEndsBeforeNext()) document.Expand();
    document.Indent(kStep);
    writer.Put(kLine);
    WriteExpr(*pattern.where, kBlank, writer);
    document.Outdent();
  }
  document.Close();
}

void WriteGap(const syntax::Gap& gap, Writer& writer) {
  Document& document = writer.document();
  if (writer.LineEndsBeforeNext()) document.Expand();
  document.Indent(kStep);
  writer.Put(kLine);
  writer.Put(kBlank);
  WritePattern(gap.pattern, kBlank, writer);
  writer.Put(kBlank);
  document.Outdent();
}

}  // namespace

void WritePattern(const syntax::Pattern& pattern, Space space, Writer& writer) {
  if (!writer.NextIs("(")) {
    WriteBarePattern(pattern, space, writer);
    return;
  }
  writer.Put(space);
  writer.document().Indent(2 * kStep);
  WriteBarePattern(pattern, kGlued, writer);
  writer.Put(kGlued);
  writer.document().Outdent();
}

void WriteAlternatives(const std::vector<syntax::Pattern>& patterns, Space space, Writer& writer) {
  Document& document = writer.document();
  writer.Lead(space);
  document.Open();
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (i == 0) {
      WritePattern(patterns[i], kGlued, writer);
      document.Indent(kStep);
    } else {
      if (writer.LineEndsBeforeNext()) document.Expand();
      writer.Put(kLine);
      WritePattern(patterns[i], kBlank, writer);
    }
  }
  document.Outdent();
  document.Close();
}

void WritePatterns(const syntax::Patterns& patterns, Space space, Writer& writer) {
  writer.Lead(space);
  writer.document().Open();
  WriteAlternatives(patterns.alternatives, kGlued, writer);
  if (patterns.gap) WriteGap(*patterns.gap, writer);
  writer.document().Close();
}

}  // namespace abide::format
