// An event in the engine's eyes: what expressions see of it, and its place in the total order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "events/event.h"
#include "expressions/evaluate.h"
#include "values/arena.h"

namespace abide::engine {

// Every subject that the engine binds is one of these.
struct Moment : expressions::Subject {
  std::uint64_t order = 0;  // from 1, in the total order of events
  values::Instant time;
  events::Place place;
};

inline const Moment& MomentAt(expressions::BindingId binding,
                              const expressions::Environment& environment) {
  return static_cast<const Moment&>(*environment.Bound(binding));
}

// When something stops to be within `within` of a later event: the last instant that still is.
inline values::Instant ExpiryOf(values::Instant time,
                                const std::optional<values::Duration>& within) {
  if (!within) return values::Instant::Max();
  return values::Plus(time, *within).value_or(values::Instant::Max());
}

// The first instant from which something is within `within` of `asked`; nothing if it lies before
// all times. A month before 31 March, no day of February counts: the first is 1 March.
inline std::optional<values::Instant> BeginOf(values::Instant asked, values::Duration within) {
  const std::optional<values::Instant> begin = values::Minus(asked, within);
  if (!begin || asked <= ExpiryOf(*begin, within)) return begin;
  return values::Plus(values::DayOf(*begin, "UTC"), {0, std::int64_t{24} * 3600 * 1'000'000'000});
}

// A copy that outlives the reader's memory: its fields live in `memory`.
inline Moment KeptCopy(const Moment& moment, std::shared_ptr<const void>& memory) {
  Moment copy = moment;
  values::KeptValues kept = values::Keep(moment.fields);
  memory = std::move(kept.memory);
  copy.fields = kept.values;
  return copy;
}

}  // namespace abide::engine
