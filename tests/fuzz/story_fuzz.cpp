// Any JSON as a saved report: its findings are listed and told in plain text, whatever it holds.
#include <string_view>

#include "diagnostics/assert.h"
#include "diagnostics/printable.h"
#include "fuzz.h"
#include "json/reader.h"
#include "report/story.h"

using namespace abide;

namespace {

void CheckPlain(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    ABIDE_ASSERT(point.valid && (point.value == '\n' || diagnostics::IsPrintable(point.value)),
                 "only plain text is shown");
    at += point.length;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto report = json::Read({reinterpret_cast<const char*>(data), size});
  if (!report.has_value() || !report::IsReport(*report)) return 0;
  CheckPlain(report::ListOfFindings(*report));
  for (const json::Json* finding : report::FindingsNamed(*report, "")) {
    CheckPlain(report::Story(*report, *finding));
  }
  return 0;
}
