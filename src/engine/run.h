// Judges events by a plan.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/finding.h"
#include "events/turns.h"
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

// What is kept for no other reason than that giving it back takes time.
using Remains = std::vector<std::shared_ptr<const void>>;

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
  // Threads that judge, if clauses can be divided among them; with an observer there is one.
  std::size_t jobs = 1;
  // Shared with whoever else works for this run; null: each thread works as it likes.
  events::Turns* turns = nullptr;
  // Takes what was remembered; null: it is given back, piece by piece, which takes a tenth of the
  // time of a run that remembers much.
  Remains* remains = nullptr;
};

// Some events in order, and what their fields live in.
struct EventRun {
  std::vector<events::Event> events;
  std::vector<std::shared_ptr<const void>> memory;
};

class EventFeed {
 public:
  virtual ~EventFeed() = default;
  // Gives the next event in the total order of events.h, or null at the end. It is valid until the
  // next call.
  virtual const events::Event* Next() = 0;
  // Asked once when there was none: true if the stream began again and everything is to be
  // forgotten.
  virtual bool Restarted() = 0;
  // Whether events live as long as what `Hold` adds to `memory` for the one given last.
  virtual bool HoldsEvents() const { return false; }
  virtual void Hold(std::vector<std::shared_ptr<const void>>&) const {}

  // As Next, of several: none at the end. Those that can't be held are copied.
  EventRun NextRun();

 private:
  bool ended_ = false;  // the end was seen behind the events of the last run
};

// The verdicts are the same for any number of jobs. Cost with several: each thread reads all
// events, and keeps the memories of its own clauses alone.
Verdicts Run(const plan::Plan& plan, const RunOptions& options, EventFeed& feed);

}  // namespace abide::engine
