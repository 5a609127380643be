// Why the mappings of a source took records of a log, and why not: for whoever asks which source fits.
#pragma once

#include <cstdint>
#include <vector>

#include "events/source_map.h"
#include "expressions/evaluate.h"

namespace abide::events {

// A part of a mapping's `when`, as `and` joins them, and how often it was the first that was not
// true.
struct ConditionTally {
  const expressions::Expr* condition;
  std::uint64_t is_false = 0;
  std::uint64_t unknown = 0;
};

struct MappingTally {
  // Of records or, with `for`, of their elements.
  std::uint64_t taken = 0;
  std::uint64_t refused = 0;
  // Records in which no list that `for` goes over has an element.
  std::uint64_t without_elements = 0;
  std::vector<ConditionTally> conditions;
};

struct SourceTally {
  std::vector<MappingTally> mappings;  // as in the source
};

// All counts zero. Points into `source`.
SourceTally TallyOf(const SourceMap& source);
// The mapping's condition is not true in the environment: counts which part of it is not.
void CountRefusal(MappingTally& tally, expressions::Environment& environment);

}  // namespace abide::events
