// Ranges of any text, shown in any place: nothing but plain text and line ends may come out, and
// not much more of it than the window allows. The first bytes of an input are the ranges.
#include <string>

#include "diagnostics/assert.h"
#include "diagnostics/printable.h"
#include "diagnostics/render.h"
#include "fuzz.h"

using namespace abide::diagnostics;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kRanges = 6;
  if (size < kRanges) return 0;
  SourceSet sources;
  const FileId file = sources.Add("f", std::string(data + kRanges, data + size));
  const auto range = [&](std::size_t at) {
    return Span{file, data[at], static_cast<std::uint32_t>(data[at] + data[at + 1])};
  };
  Diagnostic diagnostic{
      Code::kUnexpected, range(0), {"", std::string(data, data + size)}, {}, {}, {}};
  diagnostic.WithLabel(range(2), std::string(sources.Text(range(4)))).WithLabel(range(4), "here");
  diagnostic.WithFix(range(2), std::string(sources.Text(range(0))));

  const std::string text = RenderText(diagnostic, sources, Colour::kOff);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = DecodeUtf8(text, at);
    ABIDE_ASSERT(point.valid && (point.value == U'\n' || IsPrintable(point.value)),
                 "only plain text is shown");
    at += point.length;
  }
  ABIDE_ASSERT(!RenderJson({&diagnostic, 1}, sources).empty(), "JSON is made of it");
  return 0;
}
