// Clauses, and the permissions and waivers that speak about them (language guide, sections 5, 6,
// 11).
#pragma once

#include "check/context.h"

namespace abide::check {

// Policies, facts, states and flows are checked.
void CheckClauses(Context& context);

// Permissions become exceptions of every version of their clause, waivers stand with it.
void CheckPermitsAndWaivers(Context& context);

// The clauses of that full id which `file` sees (all of them, without a file).
std::vector<std::size_t> ClausesOf(const Context& context, const std::string& full_id,
                                   std::optional<std::size_t> file = std::nullopt);

}  // namespace abide::check
