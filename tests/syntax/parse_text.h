// Parses a text in a test.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "diagnostics/diagnostic.h"
#include "diagnostics/source.h"
#include "syntax/parse.h"

namespace abide::syntax {

struct Parsed {
  diagnostics::SourceSet sources;
  diagnostics::DiagnosticSink sink;
  File file;

  explicit Parsed(std::string text) {
    const auto id = sources.Add("input.abide", std::move(text));
    file = ParseFile(sources, id, sink);
  }
  std::string_view TextOf(Span span) const { return sources.Text(span); }
  // "E0101 E0105", in the order of places.
  std::string Codes() const {
    std::string codes;
    for (const diagnostics::Diagnostic& one : sink.Sorted()) {
      if (!codes.empty()) codes += ' ';
      codes += diagnostics::Entry(one.code).id;
    }
    return codes;
  }
};

}  // namespace abide::syntax
