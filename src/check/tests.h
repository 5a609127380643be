// Tests in rule files (language guide, section 12): checked whole, run by others.
#pragma once

#include "check/context.h"

namespace abide::check {

// The test whose givens are to be in force, if the options name one.
void FindGivenTest(Context& context);

// Everything else is checked; tables are finished.
void CheckTests(Context& context);

}  // namespace abide::check
