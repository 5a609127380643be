// Remarks about rules in the forms of `abide lint`.
#pragma once

#include "diagnostics/diagnostic.h"

#include <ostream>
#include <span>

namespace abide::cli {

// SARIF 2.1.0: a rule a code, a result a remark, with its repairs as fixes.
void WriteLintSarif(std::span<const diagnostics::Diagnostic> remarks,
                    const diagnostics::SourceSet& sources, std::ostream& out);

// Workflow commands of GitHub Actions, ten of each kind: GitHub shows no more of a step. A last
// line counts the others.
void WriteLintGithub(std::span<const diagnostics::Diagnostic> remarks,
                     const diagnostics::SourceSet& sources, std::ostream& out);

}  // namespace abide::cli
