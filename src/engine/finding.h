// What a check comes to: findings with their evidence, and the status of every clause. Each report
// form is a rendering of this value.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "events/event.h"
#include "values/arena.h"

namespace abide::engine {

// Whether a finding stood in the baseline that its report is compared with; judging knows of none.
enum class BaselineMark : std::uint8_t { kNone, kNew, kKnown };

enum class Verdict { kBreach, kPending, kUndetermined, kExcused, kWaived };

// What an event of the evidence has to do with the finding.
enum class Role {
  kTrigger,    // the event at which the finding stands
  kSource,     // where the data of a lineage path comes from
  kFlow,       // a step of a lineage path
  kPreceding,  // an earlier event that the condition asks for, found
  kNotFound,   // one looked for and not found (no event; `note` says what and in which interval)
  kGap,        // the event behind `with no … since` that stands between
  kState,      // the event that left a state as it is (none: it never started)
  kAwaited,    // one that may still come in time (no event, as above)
  kWindow,     // what an aggregate is made of, summarised (its first event; `series` the rest)
  kPeak,       // the event at which a limit was exceeded the most
  kNearest,    // the event that would have been the required one, had it come in time
};

struct EvidenceStep {
  Role role{};
  // None where nothing was found.
  std::optional<events::Place> place;
  values::Instant time;  // of the event
  std::string event;     // its kind's name, also of what was not found
  std::string note;      // one line for people: "ds:raw -> ds:clean", "too late by 2 hours"
  // Of what was not found: the time looked in, both ends included; none: open.
  std::optional<values::Instant> from = {};
  std::optional<values::Instant> until = {};
};

// An aggregate's value at the finding.
struct WindowSummary {
  std::string text;   // as the rule says it: `sum(cost_usd of inference)`
  std::string value;  // exact; an interval with both ends
  std::uint64_t events = 0;
  std::optional<events::Place> first, last;
};

// How much of artifacts carries a pattern, of 0 to 1, at the finding.
struct ShareFound {
  std::string text;   // as the rule says it: `datasets from openai_output`
  std::string least;  // exact; both empty if it is absent
  std::string most;
};

struct NamedValue {
  std::string name;
  std::string value;  // as a report shows it
  bool absent = false;
};

// What a value was at an event.
struct Reading {
  values::Instant time;
  std::string value;  // exact
  // Of a limit, where it was another than that of the finding: what it was, "?" if it was absent.
  std::string limit = {};
};

// Where the value of a hole stands in a finding's message, in bytes.
struct MessageHole {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Finding {
  check::ClauseId clause{};
  Verdict verdict{};
  BaselineMark mark{};
  values::Instant time;
  std::optional<values::Instant> due;  // of a duty whose terms are known: the end of the last
  events::Place place;                 // of the event at which it stands
  std::string event;                   // its kind's name
  std::string event_id;                // its `id`, empty if it has none
  std::string fingerprint;             // 32 hex digits
  // Of several findings of one clause at one event: which, from 0.
  std::uint32_t ordinal = 0;
  std::vector<NamedValue> about;
  // Of a limit: `limit`, `peak`, `peak_most` if it may have been more (absent: without bound), and
  // when the excursion `ended` (absent: not yet).
  std::vector<NamedValue> values;
  // Of an excursion: the value (the least that is certain) at its events, and at the one that ended
  // it. Of many readings a few, evenly; `readings` is how many there were.
  std::vector<Reading> course;
  std::uint64_t readings = 0;
  std::string message;
  std::vector<MessageHole> holes = {};  // in the clause's order; none without a message
  std::string excused_by;               // label of the exception or permit
  std::string excused_cites;            // of the permit
  std::optional<std::uint32_t> waiver;  // index into the clause's waivers
  // Those of them whose `where` is true: until the present is known, any may be the waiver.
  std::vector<std::uint32_t> waivers;
  std::vector<std::string> missing;    // absent fields that made it undetermined
  std::vector<EvidenceStep> evidence;  // ordered
  std::vector<WindowSummary> windows;
  std::vector<ShareFound> shares;  // those of the condition, then those of the message
};

// The order of findings: by time, log, line and clause.
bool InOrder(const Finding& a, const Finding& b);

enum class Status { kBreached, kPending, kUndetermined, kKept, kNotExercised };

// Counts behind a clause's status.
struct ClauseResult {
  bool judged = false;  // false: left out by `--clause`
  Status status = Status::kNotExercised;
  std::uint64_t considered = 0;  // events in force of a kind at which its findings stand
  std::uint64_t breached = 0;
  std::uint64_t pending = 0;
  std::uint64_t undetermined = 0;
  std::uint64_t excused = 0;
  std::uint64_t waived = 0;
  std::map<std::string, std::uint64_t> excused_by;       // label -> count
  std::map<std::string, std::uint64_t> undetermined_by;  // missing field -> count
  std::map<std::uint32_t, std::uint64_t> waived_by;      // index of the clause's waiver -> count
  std::uint64_t findings_dropped = 0;                    // beyond --max-findings
};

// In pieces: each is large, and there may be hundreds of thousands.
using Findings = std::deque<Finding>;

struct Verdicts {
  Findings findings;                     // by time, log, line, clause
  std::vector<ClauseResult> clauses;     // by ClauseId
  std::optional<values::Instant> as_of;  // the checker's present; none for an empty log
  std::uint64_t out_of_range = 0;        // results of arithmetic that had no value
  std::uint64_t divided_by_zero = 0;     // and quotients
  // The first event at which there was such a result; none if it was at no event.
  std::optional<events::Place> out_of_range_at, divided_by_zero_at;
  std::uint64_t keyless_state_events = 0;  // events that start or end a state, their key absent
};

}  // namespace abide::engine
