// What a report has to say, derived anew: every clause judged at every event of the log, by plain
// scans and the words of the language guide.
//
// A finding is made in the form of the report's schema, so that it can be laid beside the one that
// is to be verified. Three things differ: logs are named by their number, and fingerprint,
// `missing` and baseline are left to the one who compares.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "json/reader.h"
#include "testimony/journal.h"

namespace abide::judgement {

using events::Event;
using json::Json;
using testimony::Journal;

// What was asked of the check.
struct Question {
  std::optional<values::Instant> as_of, since, until;
  std::vector<std::string> clauses;  // globs; empty: all
  std::uint64_t max_findings = 0;

  bool operator==(const Question&) const = default;
};

// A step of the evidence: one of these, or the first of them at one of some other events. Several,
// or one that may be missing, where the language leaves to the report which event it shows.
struct Step {
  std::vector<Json> any_of;
  bool may_be_missing = false;
  std::vector<const events::Event*> or_at;
};

struct Derived {
  std::size_t clause = 0;
  const events::Event* event = nullptr;
  std::uint32_t ordinal = 0;  // of several of one clause at one event
  std::string verdict;
  std::vector<std::size_t> waivers;  // of the clause, those that would waive it
  std::string excused_by;
  Json finding;
  std::vector<Step> evidence;
};

// Counts of one clause; see the schema.
struct Tally {
  bool judged = false;      // false: left out by the globs
  bool is_complete = true;  // false: more steps would have been needed than are allowed
  std::uint64_t considered = 0, breached = 0, pending = 0, undetermined = 0, excused = 0;
  std::uint64_t waived = 0;
  std::map<std::string, std::uint64_t> excused_by;
  std::map<std::size_t, std::uint64_t> waived_by;  // by waiver of the clause
};

struct Derivation {
  std::vector<Derived> findings;  // in the order of a report
  std::vector<Tally> clauses;     // by ClauseId
  std::optional<values::Instant> present;
};

// `steps`: events looked at for one clause; past that many its tally is not complete and its
// findings are not all there. `all`, events of the journal in their order, outlive the derivation.
Derivation Derive(const check::CheckedRules& rules, const Journal& journal,
                  std::span<const events::Event> all, const Question& question,
                  std::uint64_t steps);

const char* NameOf(check::SeverityLevel severity);
// Null if empty.
Json TextOrNull(std::string_view text);
Json TimeOrNull(const std::optional<values::Instant>& instant);

}  // namespace abide::judgement
