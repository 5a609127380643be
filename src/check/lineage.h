// What lineage may be asked about (language guide, section 9).
#pragma once

#include "check/context.h"

namespace abide::check {

// Its events give birth to something, and it speaks of other patterns by equality only. False, and
// reported, if not. The flows of the events are read from the rule text.
bool CheckLineageSource(Context& context, const Pattern& source);

}  // namespace abide::check
