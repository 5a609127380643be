// Hand-written rules, each with the few events of which all short logs are made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace abide::reference {

struct SmallRules {
  // Each a norm with its attributes, or whole declarations with a clause in policy `p`.
  std::vector<std::string> rules;
  std::vector<std::string> shapes;  // as of logs.h
  std::vector<std::int64_t> gaps;   // seconds that may lie between two events
  std::size_t length = 3;           // of the longest log
};

std::vector<SmallRules> RulesOnFields();   // small_rules_fields.cpp
std::vector<SmallRules> RulesOnPast();     // small_rules_past.cpp
std::vector<SmallRules> RulesOnTotals();   // small_rules_totals.cpp
std::vector<SmallRules> RulesOnLineage();  // small_rules_lineage.cpp
std::vector<SmallRules> RulesOnNorms();    // small_rules_norms.cpp
std::vector<SmallRules> RulesOnDuties();   // small_rules_duties.cpp
std::vector<SmallRules> RulesOnLimits();   // small_rules_limits.cpp

// The rule text of one of the `rules`.
std::string RuleText(const std::string& rule);

inline constexpr std::int64_t kHour = 3600;
inline constexpr std::int64_t kDay = 24 * kHour;

}  // namespace abide::reference
