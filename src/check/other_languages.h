// Functions that people know from SQL and programming languages.
#pragma once

#include <string_view>

namespace abide::check {

// What this language has in place of a function of that name: one sentence, for the help of a
// diagnostic; empty if nothing is known of it.
std::string_view InsteadOf(std::string_view name);

}  // namespace abide::check
