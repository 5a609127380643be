// Limits: measure, keys, bound and window (language guide, section 6).
#pragma once

#include "check/norms.h"

namespace abide::check {

CheckedNorm CheckLimit(Context& context, const syntax::Limit& limit, const syntax::Clause& clause,
                       std::size_t file);

}  // namespace abide::check
