// Where the texts of a finding come from, as far as that shows in the rules: which item of `about`,
// which hole of a message, which window or limit is made of a field that is to be hidden.
//
// What is a field's value itself is `plain`. Everything else that a field goes into (`lower(user)`,
// `capture(user, …)`, a cell looked up by it, a sum of it) is `derived`, and as secret as the
// field. How many events there are, and how many distinct values, is not: a count tells none of
// them.
#pragma once

#include "check/checked_rules.h"
#include "report/report.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

// One field that is hidden.
struct HiddenField {
  expressions::EventKind kind{};
  expressions::FieldIndex index{};
  std::optional<std::uint32_t> member;  // of a list of records; none: all of it
  Hide how{};
};

// The fields that rules would call so: `team` (of every event that has it), `inference.team`,
// `usage.tokens`, `resources[].arn`, `resources`. Empty if no event has one.
std::vector<HiddenField> FieldsNamed(std::string_view name, Hide how,
                                     const events::EventSchema& schema);

// Every name that `FieldsNamed` knows, sorted, each once.
std::vector<std::string> NamesOfFields(const events::EventSchema& schema);

struct Exposed {
  Hide how = Hide::kNot;
  bool is_derived = false;
};

struct ClauseExposure {
  std::vector<Exposed> about;    // by item
  std::vector<Exposed> message;  // by hole
  bool limit = false;            // of a limit: its measure, or its bound
  bool term = false;             // of a duty: its term
};

struct Exposure {
  std::vector<ClauseExposure> clauses;        // by ClauseId
  std::map<std::string, Exposed> quantities;  // aggregates and shares, by their text
};

// Cost: one walk over the expressions of the clauses.
Exposure ExposureOf(const std::vector<HiddenField>& fields, const check::CheckedRules& rules);

}  // namespace abide::report
