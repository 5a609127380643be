// Any text as a rule file: a declaration for each piece or an error that says why not, every place
// inside the file and in order, and the same again for the same text.
#include <string>
#include <variant>

#include "diagnostics/assert.h"
#include "diagnostics/render.h"
#include "fuzz.h"
#include "syntax/parse.h"

using namespace abide::diagnostics;
using abide::syntax::File;

namespace {

void CheckPlace(const SourceSet& sources, Span span) {
  ABIDE_ASSERT(span.begin <= span.end && span.end <= sources.File(span.file).text().size(),
               "a place is in the file");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 20'000;
  if (size > kMost) return 0;
  SourceSet sources;
  DiagnosticSink sink;
  const FileId id = sources.Add("f", std::string(data, data + size));
  const File file = abide::syntax::ParseFile(sources, id, sink);

  const auto pieces = abide::syntax::CutDeclarations(sources, id);
  ABIDE_ASSERT(sink.error_count() > abide::syntax::kMaxErrorsPerFile ||
                   file.declarations.size() + sink.error_count() >= pieces.size(),
               "no piece is lost in silence");
  ABIDE_ASSERT(file.declarations.size() <= pieces.size(), "a piece is one declaration");
  Span before{id, 0, 0};
  for (const auto& declaration : file.declarations) {
    CheckPlace(sources, declaration.span);
    ABIDE_ASSERT(before.end <= declaration.span.begin, "declarations are in the order written");
    before = declaration.span;
  }
  for (const Diagnostic& diagnostic : sink.all()) {
    CheckPlace(sources, std::get<Span>(diagnostic.where));
    for (const Label& label : diagnostic.labels) CheckPlace(sources, label.span);
    for (const Fix& fix : diagnostic.fixes) CheckPlace(sources, fix.span);
  }
  ABIDE_ASSERT(sink.all().empty() || !RenderText(sink.Sorted(), sources, Colour::kOff).empty(),
               "an error is shown");

  DiagnosticSink again;
  ABIDE_ASSERT(Dump(file) == Dump(abide::syntax::ParseFile(sources, id, again)),
               "the same text is the same tree");
  return 0;
}
