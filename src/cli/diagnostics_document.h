// What stands in the place of a JSON report when the rules have errors: `abide.diagnostics/1`.
#pragma once

#include "diagnostics/diagnostic.h"

#include <ostream>
#include <span>
#include <vector>

namespace abide::cli {

void WriteDiagnosticsDocument(const std::vector<diagnostics::Diagnostic>& sorted,
                              const diagnostics::SourceSet& sources, std::ostream& out);

// The checker also finds what is wrong with `--set`, and that is no fault of the rules.
bool HasBadRules(std::span<const diagnostics::Diagnostic> all);
bool HasBadRules(const diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
