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

// Of an option's value that is none of those that its message names in backticks.
diagnostics::Diagnostic& SuggestValue(diagnostics::Diagnostic& bad_value);

// Of what names no code: `E203` is E0203.
void SuggestCode(const std::string& id, diagnostics::Diagnostic& diagnostic);

// Of rules that are not named and not in `rules`: where rule files are, among `logs` or near the
// working folder. `option`: what stands in front of them, "--rules " or nothing.
void SuggestRules(const std::vector<std::string>& logs, std::string_view option,
                  diagnostics::Diagnostic& no_rules);

// `globs` (`--clause`) that match no clause of any of `rules`: an error in `errors` each, if none
// of them does. Where some do, a project file may name more than these rules have, but one with a
// slip must not stay behind in silence: a warning in `warnings`.
void CheckClauseGlobs(const std::vector<std::string>& globs,
                      const std::vector<const check::CheckedRules*>& rules,
                      diagnostics::DiagnosticSink& errors, diagnostics::DiagnosticSink& warnings);

}  // namespace abide::cli
