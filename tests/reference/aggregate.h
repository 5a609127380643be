// What an aggregate comes to over the events that it is made of (language guide, sections 7, 10).
#pragma once

#include <vector>

#include "check/checked_rules.h"
#include "values/arena.h"
#include "values/truth.h"
#include "values/value.h"

namespace abide::reference {

// An event that belongs, or may belong, and what the aggregate takes of it.
struct Counted {
  values::Truth belongs{};  // true or unknown
  values::Value value;      // of a count: not used
};

// `counted` in the order of the log.
values::Value Aggregated(const check::AskAggregate& ask, const std::vector<Counted>& counted,
                         values::Arena& arena);

}  // namespace abide::reference
