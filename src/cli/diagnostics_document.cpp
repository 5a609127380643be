#include "cli/diagnostics_document.h"

#include "cli/version_command.h"
#include "diagnostics/render.h"
#include "json/writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace abide::cli {

using diagnostics::Diagnostic;

void WriteDiagnosticsDocument(const std::vector<Diagnostic>& sorted,
                              const diagnostics::SourceSet& sources, std::ostream& out) {
  json::Writer writer(out, json::Layout::kPretty);
  writer.BeginObject();
  writer.Member("format", "abide.diagnostics/1");
  writer.Key("tool");
  writer.Tree({{"name", "abide"}, {"version", Version()}});
  writer.Key("diagnostics");
  writer.Tree(json::Json::parse(diagnostics::RenderJson(sorted, sources)));
  writer.EndObject();
}

bool HasBadRules(std::span<const Diagnostic> all) {
  return std::any_of(all.begin(), all.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity() == diagnostics::Severity::kError &&
           diagnostics::Entry(diagnostic.code).id.front() != 'C';
  });
}

bool HasBadRules(const diagnostics::DiagnosticSink& sink) { return HasBadRules(sink.all()); }

}  // namespace abide::cli
