// Any text as a rule file, formatted: it keeps its meaning, a second time changes nothing, no line
// ends in blanks, and what has errors is there as it was.
#include <string>

#include "diagnostics/assert.h"
#include "format/format.h"
#include "fuzz.h"
#include "syntax/parse.h"

using namespace abide::diagnostics;
using abide::format::Formatted;

namespace {

struct Result {
  Formatted formatted;
  std::string tree;
  std::size_t errors = 0;
};

Result FormatText(const std::string& text) {
  SourceSet sources;
  DiagnosticSink sink;
  const FileId id = sources.Add("f", text);
  Result result{abide::format::Format(sources, id, sink), "", sink.error_count()};
  DiagnosticSink unused;
  result.tree = Dump(abide::syntax::ParseFile(sources, id, unused));
  return result;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 20'000;
  if (size > kMost) return 0;
  const Result once = FormatText(std::string(data, data + size));
  ABIDE_ASSERT(once.formatted.fault.empty(), "the formatted text says the same");
  const Result twice = FormatText(once.formatted.text);
  ABIDE_ASSERT(twice.formatted.text == once.formatted.text, "a second time changes nothing");
  ABIDE_ASSERT(twice.tree == once.tree, "the tree is the same");
  ABIDE_ASSERT(twice.errors == once.errors, "errors stay");
  ABIDE_ASSERT(
      once.formatted.left_alone != 0 || once.formatted.text.find(" \n") == std::string::npos,
      "no line ends in blanks");
  return 0;
}
