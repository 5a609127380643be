// Policies and when they are in force (language guide, section 5).
#pragma once

#include <optional>
#include <string>

#include "check/context.h"

namespace abide::check {

// Checks every file's policy, and the versions of each against each other.
void CheckPolicies(Context& context);

// [from, until); reported if it ends before it begins.
Effective EffectiveOf(Context& context, const syntax::Effective& ast);

// "from 2023-03-14 until 2023-12-14".
std::string InWords(const Effective& effective);

}  // namespace abide::check
