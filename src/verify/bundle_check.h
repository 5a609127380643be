// A report with nothing at hand but the records that its evidence names.
#pragma once

#include "verify/bundle.h"
#include "verify/verifier.h"

namespace abide::verify {

// What the records, the rules and the report's own sums confirm. What asks for the whole log (that
// something is not in it, windows, shares, counts, that no finding is missing) is unconfirmed, and
// said to be. `report` may be any JSON.
Outcome VerifyBundle(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                     const Bundle& bundle, const Json& report);

}  // namespace abide::verify
