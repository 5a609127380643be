// States (language guide, section 5).
#pragma once

#include "check/context.h"

namespace abide::check {

// Finds out the types of the states' keys, so that everything else can use states.
void DeclareStates(Context& context);

// Checks their patterns and keys. Everything is declared.
void CheckStates(Context& context);

}  // namespace abide::check
