// Events as a monitor's log: each event one time-point, its facts the predicates of that point.
//
//     @1680336000000000000 event_time(0, 1680336000000000000) train(0) train_org(0, "acme");
//
// Time-points have the events' times in nanoseconds since 1970; monitors take no time-stamp below
// zero, so a log that begins before 1970 is shifted as a whole, which no window notices. Values
// keep their own scale: times and durations in nanoseconds, booleans 0 and 1, numbers as the count
// of 10^-18 that they are exactly. Cost: linear in the facts of the event.
#pragma once

#include <cstdint>
#include <string>

#include "events/event.h"
#include "mfotl/facts.h"

namespace abide::mfotl {

class LogWriter {
 public:
  // `facts` outlives it and is complete: all formulas that will be asked have been made.
  explicit LogWriter(const Facts& facts) : facts_(&facts) {}

  // One line, for the next event in the order of the log.
  std::string Line(const events::Event& event);
  // The end of the log, if the checker's present is later than the last event.
  std::string PresentLine(values::Instant present) const;

 private:
  std::string Stamp(values::Instant time) const;

  const Facts* facts_;
  std::uint64_t count_ = 0;
  std::int64_t first_ = 0;  // nanoseconds; of the first event, if that is before 1970
};

}  // namespace abide::mfotl
