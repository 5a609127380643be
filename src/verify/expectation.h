// The report that rules and logs come to, part by part, as JSON in the form of the report's schema.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "diagnostics/source.h"
#include "judgement/derivation.h"
#include "testimony/journal.h"

namespace abide::verify {

using json::Json;
using judgement::Derivation;
using judgement::Derived;
using judgement::Exhibit;
using judgement::Question;
using testimony::Journal;

struct Expectation {
  Question question;
  Derivation derivation;
  std::vector<Json> waiver_numbers;  // by finding: index into `waivers`, or null
  std::map<std::size_t, std::vector<std::size_t>> numbers_of_waivers;  // by clause, of its waivers
  // Of each clause, the findings beyond those that a report may keep.
  std::vector<std::uint64_t> not_reported;
  std::size_t kept = 0;  // findings that a report keeps: the first

  Json ruleset, parameters, policies, logs, as_of, waivers;
  // Of the clauses that are judged, in order. `undetermined_by` is left out.
  std::vector<Json> clauses;
  std::vector<std::size_t> clause_numbers;
};

Expectation Expect(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                   const Journal& journal, const Question& question, std::uint64_t steps);

// A finding as a report has it, but for what is left to the one who compares, its waiver and its
// evidence; its log is the log's number.
Json FindingOf(const Derived& derived, const check::CheckedRules& rules);
// A step of the evidence as a report has it.
Json StepOf(const Exhibit& exhibit, const check::CheckedRules& rules, const Journal& journal);
const char* NameOf(check::SeverityLevel severity);
const char* StatusOf(const judgement::Tally& tally);
// Null if empty.
Json TextOrNull(std::string_view text);

// The first 32 hex digits that stand for a finding: XXH3-128 over the clause's id, the event's
// kind, time and id, and the `about` values. `number` counts findings that agree in all of these.
// `finding` may be any JSON; throws if it is none.
std::string FingerprintOf(const Json& finding, std::uint64_t number);

}  // namespace abide::verify
