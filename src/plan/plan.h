// From checked rules to what the engine does: which fields to read, what each clause must remember,
// keyed by what and for how long, in which order memories are asked and fed.
#pragma once

#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "events/schema.h"

namespace abide::plan {

struct Plan;

struct PlanOptions {
  // Full clause ids to judge, as globs (`*` matches any characters); empty: all.
  std::vector<std::string> clauses;
};

// What this version does not execute adds a diagnostic (E06xx) to `sink`; the plan is to be used only
// if there is none. `rules` outlives the plan.
Plan Compile(const check::CheckedRules& rules, const PlanOptions& options,
             diagnostics::DiagnosticSink& sink);

// What each clause remembers and for how long: `--dump plan`.
std::string Dump(const Plan& plan);

}  // namespace abide::plan
