// How much of an artifact's data carries a pattern (language guide, section 9).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "values/value.h"

namespace abide::reference {

// From `least` to `most`, of 0 to 1.
struct Part {
  values::Decimal least;
  values::Decimal most;
};

// What has come into an artifact in one flow from one input, or was born there.
struct Inflow {
  // Nothing: anything from zero up.
  std::optional<values::Decimal> amount;
  bool may_be_nothing = false;  // its flow may not have happened
  Part part;                    // of it that carries the pattern
  // Its artifact was born in this event for certain, whatever flowed there.
  bool with_birth = false;
};

using Inflows = std::map<std::string, std::vector<Inflow>, std::less<>>;

// The part of all of them together; nothing if a sum is out of range.
std::optional<Part> PartOf(const std::vector<Inflow>& inflows);

}  // namespace abide::reference
