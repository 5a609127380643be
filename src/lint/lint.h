// What can be said of rules that have no error: conditions that can't be true, names that nobody
// uses, clauses that no test tries, words that have simpler ones.
//
// Each check has a code of W08xx, a page, and a level that the catalogue sets. A comment in the
// rule text switches one off, with a reason (allow.h). Where a repair is certain the remark carries
// it as fixes; FixAll puts them into the text.
//
// A plain function on what was checked already, so that commands and editors share it. Cost: linear
// in the text, but for two things that are compared pair by pair: the conditions of one `and` or
// `or`, up to 32 of them, and clauses that forbid a kind of event with clauses that require it. A
// thousand clauses take some 30 ms.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"

namespace abide::lint {

struct RuleText {
  std::string path;
  diagnostics::FileId id{};
  syntax::File ast;
  bool is_subject = true;  // remarks are wanted; else it is only looked into
};

struct LintOptions {
  std::set<diagnostics::Code> off;
  std::map<diagnostics::Code, diagnostics::Severity> levels;  // instead of the catalogue's
};

// `rules` have no errors; `files` are all rule files of theirs, whose texts stand in `sources`.
// Sorted by place.
std::vector<diagnostics::Diagnostic> Lint(const check::CheckedRules& rules,
                                          std::span<const RuleText> files,
                                          const diagnostics::SourceSet& sources,
                                          const LintOptions& options);

// The rule files of `rules`, parsed again. `wanted` says of which of them remarks are wanted, by
// path. Cost: that of parsing.
std::vector<RuleText> TextsOf(const check::CheckedRules& rules,
                              const diagnostics::SourceSet& sources,
                              const std::set<std::string>& wanted);

// Every code that Lint may report, sorted.
std::vector<diagnostics::Code> LintCodes();

// The text of `file` with the fixes of those `remarks` that stand in it. Of two that overlap the
// first is made; linting the result again tells whether anything is left.
std::string FixAll(std::span<const diagnostics::Diagnostic> remarks, diagnostics::FileId file,
                   const diagnostics::SourceSet& sources);

}  // namespace abide::lint
