// Any bytes as a project file: each setting stands in the text, and what is none is said at a
// place.
#include "fuzz.h"
#include "project/project.h"

#include <cstdlib>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using abide::diagnostics::DiagnosticSink;
  using abide::diagnostics::SourceSet;
  if (size > 1 << 16) return 0;
  SourceSet sources;
  DiagnosticSink sink;
  const auto file = sources.Add("abide.toml", {reinterpret_cast<const char*>(data), size});
  for (const auto& setting : abide::project::Read(sources, file, sink)) {
    if (setting.where.end > size) std::abort();
    for (const auto& word : setting.words) {
      if (word.where.begin > word.where.end || word.where.end > size) std::abort();
    }
  }
  return 0;
}
