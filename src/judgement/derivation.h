// What rules and logs come to, derived anew: every clause judged at every event of the log, by
// plain scans and the words of the language guide.
//
// Left to the one who compares: the form of a report (verify/expectation.h), fingerprints,
// `missing` and what a baseline makes of findings.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/checked_rules.h"
#include "events/event.h"
#include "json/reader.h"

namespace abide::judgement {

using events::Event;
using json::Json;

// What was asked of the check.
struct Question {
  std::optional<values::Instant> as_of, since, until;
  std::vector<std::string> clauses;  // globs; empty: all
  std::uint64_t max_findings = 0;

  bool operator==(const Question&) const = default;
};

// What evidence shows: an event, or (null) a kind of event that was looked for and not found.
struct Exhibit {
  std::string_view role;  // of the program's text
  std::string note;
  const Event* event = nullptr;
  events::EventKind kind{};  // that was looked for
  // Where; none: as far as the logs reach.
  std::optional<values::Instant> from = std::nullopt;
  std::optional<values::Instant> until = std::nullopt;

  bool operator==(const Exhibit&) const = default;
};

// A step of the evidence: one of these, or the first of them at one of some other events. Several,
// or one that may be missing, where the language leaves to the report which event it shows.
struct Step {
  std::vector<Exhibit> any_of;
  bool may_be_missing = false;
  std::vector<const Event*> or_at;
};

struct Derived {
  std::size_t clause = 0;
  const Event* event = nullptr;
  std::uint32_t ordinal = 0;  // of several of one clause at one event
  std::string verdict;
  std::vector<std::size_t> waivers;              // of the clause, those that would waive it
  const check::Exception* excused_by = nullptr;  // the first that is true; null: none is
  std::optional<values::Instant> due;
  Json about;  // as in a report, like `values`
  std::string message;
  Json values = {{"windows", Json::array()}, {"shares", Json::array()}};
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
// findings are not all there. The rules outlive the derivation, and so do `all` events, which are
// in their total order.
Derivation Derive(const check::CheckedRules& rules, std::span<const Event> all,
                  const Question& question, std::uint64_t steps);

// As reports write them. Null if there is none.
Json TimeOrNull(const std::optional<values::Instant>& instant);
Json NamedValue(const values::Value& value);
// An empty text names nothing.
Json IdOf(const Event& event);
Json PlaceIn(const Event& event);

}  // namespace abide::judgement
