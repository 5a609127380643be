// The reference evaluator: what the language guide says, sentence by sentence, with no index, no
// memory and no order of its own. Every question about the past scans all earlier events; every
// question about lineage plays the whole log again.
//
// It shares with the engine only events and checked rules (and the values that fields hold), so
// that the two check each other. Cost: the number of events to the power of the depth to which
// patterns are nested; for logs of a dozen events.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "events/event.h"

namespace abide::reference {

enum class Verdict { kBreach, kPending, kUndetermined, kExcused, kWaived };
enum class Status { kBreached, kPending, kUndetermined, kKept, kNotExercised };

// Events of a lineage path by their index in the log: the source first, each flow behind it.
using LineagePath = std::vector<std::size_t>;

// A value as a report prints it.
struct NamedText {
  std::string name;
  std::string value;

  bool operator==(const NamedText&) const = default;
};

struct Finding {
  std::size_t clause = 0;
  Verdict verdict{};
  std::size_t event = 0;  // index of the event at which it stands
  // Of a duty whose terms are known: when the last of them ends.
  std::optional<values::Instant> due = {};
  // R of `for each earlier R`, the earlier event of a pair: its index in the log.
  std::optional<std::size_t> earlier = {};
  std::string excused_by = {};
  std::optional<std::uint32_t> waiver = {};
  // Of a limit: what the report says of the excursion, or of the event that is undetermined.
  std::vector<NamedText> values = {};
  // What `about` and `message` say, if the clause has them.
  std::vector<NamedText> about = {};
  std::string message = {};
  // One for each `derive from` that is true and that the norm's condition asks for.
  std::vector<LineagePath> paths = {};

  bool operator==(const Finding&) const = default;
};

struct ClauseResult {
  Status status = Status::kNotExercised;
  std::uint64_t considered = 0;
  std::uint64_t breached = 0;
  std::uint64_t pending = 0;
  std::uint64_t undetermined = 0;
  std::uint64_t excused = 0;
  std::uint64_t waived = 0;
  std::map<std::string, std::uint64_t> excused_by;

  bool operator==(const ClauseResult&) const = default;
};

struct Options {
  // The checker's present; silent: the last event's time. Later events are not read.
  std::optional<values::Instant> as_of;
  // Findings stand at events in [since, until) only; earlier events still count as evidence.
  std::optional<values::Instant> since, until;
};

struct Verdicts {
  std::vector<Finding> findings;      // by event, then clause
  std::vector<ClauseResult> clauses;  // by ClauseId
};

// `events` are in the total order of events.h.
Verdicts Judge(const check::CheckedRules& rules, std::span<const events::Event> events,
               const Options& options);

}  // namespace abide::reference
