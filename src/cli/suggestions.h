// Names on the command line that nothing has, and the names that they are near to.
#pragma once

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace abide::cli {

// "did you mean `x`?" is the help from now on, if one of `names` is near to `word`.
void SuggestNearest(std::string_view word, const std::vector<std::string>& names,
                    diagnostics::Diagnostic& diagnostic);

// Each of `globs` (`--clause`) that matches no clause of any of `rules` is an error in `sink`: of
// several, one with a slip must not stay behind in silence.
void CheckClauseGlobs(const std::vector<std::string>& globs,
                      const std::vector<const check::CheckedRules*>& rules,
                      diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
