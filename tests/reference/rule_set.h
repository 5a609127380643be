// A rule text made ready for both: parsed, checked, and compiled to a plan.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "check/check.h"
#include "check/checked_rules.h"
#include "diagnostics/diagnostic.h"
#include "plan/plan.h"

namespace abide::reference {

struct RuleSet {
  std::string text;
  diagnostics::SourceSet sources;
  check::CheckedRules rules;
  plan::Plan plan;
};

// The events, tables, lists, states and definitions that all rule texts of these tests may use.
const std::string& Vocabulary();

// `text` stands behind the vocabulary. Null, with what is wrong in `errors`, if it is no rule set.
// The plan is empty.
std::unique_ptr<RuleSet> CheckRules(const std::string& text, std::string* errors);
// The same with its plan; null also if it can't be executed.
std::unique_ptr<RuleSet> MakeRuleSet(const std::string& text, std::string* errors);

}  // namespace abide::reference
