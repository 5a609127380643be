// Sources: how records of other logs become events (language guide, section 4).
#pragma once

#include "check/context.h"

namespace abide::check {

void CheckSources(Context& context);

}  // namespace abide::check
