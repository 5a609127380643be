// The verdicts of the parts of a plan as those of the whole.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/part.h"

namespace abide::engine {

// Each clause was judged by one of the parts; all parts saw the same events. Keeps the first
// `max_findings`.
Verdicts Merge(std::vector<Part::Result> results, std::uint64_t max_findings);

}  // namespace abide::engine
