// `abide plan --format json`: `abide.plan/1` (report/abide.plan.schema.json).
#pragma once

#include <ostream>

#include "plan/plan.h"

namespace abide::cli {

void WritePlanDocument(const plan::Plan& plan, std::ostream& out);

}  // namespace abide::cli
