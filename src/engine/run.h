// Judges events by a plan.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "engine/finding.h"
#include "expressions/evaluate.h"
#include "plan/plan.h"

namespace abide::engine {

struct Moment;

// Sees the events as conditions do, for whoever wants to know more of them than findings say.
class Observer {
 public:
  virtual ~Observer() = default;
  // Behind the judgement of an event, when all that is remembered is as conditions at it see it.
  virtual void Saw(const Moment& moment, expressions::Environment& environment) = 0;
};

struct RunOptions {
  // The checker's present; silent: the last event's time. Later events are the stream's to leave
  // out.
  std::optional<values::Instant> as_of;
  // Findings that stand at events in [since, until) are reported; all events are judged, so that no
  // finding is another one for it.
  std::optional<values::Instant> since, until;
  // Findings kept, all clauses together; further ones are counted.
  std::uint64_t max_findings = 1'000'000;
  // Null: nobody looks on.
  Observer* observer = nullptr;
};

// Gives the next event in the total order of events.h, or null at the end.
// Asked for `true` once when the stream began again and everything is to be forgotten.
class EventFeed {
 public:
  virtual ~EventFeed() = default;
  virtual const events::Event* Next() = 0;
  virtual bool Restarted() = 0;
};

Verdicts Run(const plan::Plan& plan, const RunOptions& options, EventFeed& feed);

}  // namespace abide::engine
