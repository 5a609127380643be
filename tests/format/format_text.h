// Formats a text in a test.
#pragma once

#include <string>
#include <utility>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"
#include "format/format.h"
#include "syntax/parse.h"

namespace abide::format {

struct FormattedText : Formatted {
  bool has_errors = false;

  explicit FormattedText(std::string before) {
    diagnostics::SourceSet sources;
    diagnostics::DiagnosticSink sink;
    const auto id = sources.Add("input.abide", std::move(before));
    static_cast<Formatted&>(*this) = Format(sources, id, sink);
    has_errors = sink.has_errors();
  }
};

// What a text says, without places.
inline std::string TreeOf(std::string text) {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  const auto id = sources.Add("input.abide", std::move(text));
  return syntax::Dump(syntax::ParseFile(sources, id, sink));
}

}  // namespace abide::format
