// Reports that were saved, as `abide report` and `--baseline` take them.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace abide::cli {

// What `reader`, one of read_report.h or baseline.h, makes of the text of the file `path`; nothing,
// and an error in `sink`, if it can't.
template <typename Reader>
auto ReadSaved(const std::string& path, const diagnostics::Expected<std::string, std::string>& text,
               const Reader& reader, diagnostics::DiagnosticSink& sink)
    -> std::optional<std::decay_t<decltype(reader("").value())>> {
  using diagnostics::Code;
  if (!text) {
    sink.Add(Code::kReportUnreadable, {path, text.error()});
    return std::nullopt;
  }
  auto result = reader(*text);
  if (result) return std::move(*result);
  auto& diagnostic = sink.Add(Code::kReportUnreadable, {path, result.error().message});
  if (!result.error().help.empty()) diagnostic.WithHelp(result.error().help);
  return std::nullopt;
}

}  // namespace abide::cli
