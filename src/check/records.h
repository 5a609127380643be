// Records of events as tests write them.
#pragma once

#include <vector>

#include "check/context.h"

namespace abide::check {

// The values of the event's fields, by FieldIndex; what is not named is absent. Fields that do not
// exist and values of another type are reported.
std::vector<Value> ReadRecord(Context& context, const syntax::Record& record, EventKind kind,
                              values::Instant time);

}  // namespace abide::check
