#include <variant>

#include "format/layout.h"

namespace abide::format {
namespace {

// `before P` and `require Q` stand on lines of their own: the sentence has two parts.
class NormLayout {
 public:
  NormLayout(Keywords& keywords, Writer& writer) : keywords_(keywords), writer_(writer) {}

  void operator()(const syntax::Forbid& norm) { PutPattern(norm.pattern); }
  void operator()(const syntax::Before& norm) {
    PutPattern(norm.trigger);
    WritePatterns(norm.required, keywords_.Begin(), writer_);
    keywords_.End();
  }
  void operator()(const syntax::AfterRequire& norm) {
    writer_.Lead(keywords_.Begin());
    Document& document = writer_.document();
    document.Open();
    WritePattern(norm.trigger, kGlued, writer_);
    if (norm.each_earlier) {
      if (writer_.LineEndsBeforeNext()) document.Expand();
      document.Indent(kStep);
      writer_.Put(kLine);
      writer_.Put(kBlank);
      writer_.Put(kBlank);
      WritePatterns(*norm.each_earlier, kBlank, writer_);
      document.Outdent();
    }
    document.Close();
    keywords_.End();
    PutAlternatives(norm.required);
  }
  void operator()(const syntax::AfterForbid& norm) {
    PutPattern(norm.first);
    PutPattern(norm.forbidden);
  }
  void operator()(const syntax::AroundRequire& norm) {
    PutPattern(norm.trigger);
    PutAlternatives(norm.required);
  }
  void operator()(const syntax::AroundForbid& norm) {
    PutPattern(norm.first);
    PutPattern(norm.second);
  }

  void operator()(const syntax::Limit& norm) {
    writer_.Lead(keywords_.Begin());
    Document& document = writer_.document();
    document.Open();
    WriteExpr(*norm.measure, kGlued, writer_);
    document.Indent(kStep);
    writer_.Put(kLine);
    WriteExpr(*norm.bound, kBlank, writer_);
    if (!norm.per.empty()) {
      writer_.Put(kLine);
      WriteExprs(norm.per, kBlank, writer_);
    }
    writer_.Put(kLine);
    if (norm.over != nullptr) {
      WriteExpr(*norm.over, kBlank, writer_);
    } else {
      writer_.Put(kBlank);
      if (norm.zone) writer_.PutThrough(kBlank, norm.zone->span.end);
    }
    document.Outdent();
    document.Close();
    keywords_.End();
  }

 private:
  void PutPattern(const syntax::Pattern& pattern) {
    WritePattern(pattern, keywords_.Begin(), writer_);
    keywords_.End();
  }
  void PutAlternatives(const std::vector<syntax::Pattern>& patterns) {
    WriteAlternatives(patterns, keywords_.Begin(), writer_);
    keywords_.End();
  }

  Keywords& keywords_;
  Writer& writer_;
};

}  // namespace

void WriteNorm(const syntax::Norm& norm, Keywords& keywords, Writer& writer) {
  std::visit(NormLayout(keywords, writer), norm.norm);
}

}  // namespace abide::format
