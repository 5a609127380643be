// One finding as the text report tells it. Used by the text report alone.
//
//   breach at 2023-03-20T08:00:00Z, events.ndjson:11 (train)
//     seed trained seed-small on data that derives from openai output
//     about       org seed, model seed-small
//     path        events.ndjson:3   2023-01-12T09:00:00Z  inference  born: ds:raw
//                 events.ndjson:11  2023-03-20T08:00:00Z  train      ds:raw -> seed-small
//     not found   approval before it, at most 365 days
//     remedy      stop the run
//     finding     0123456789abcdef0123456789abcdef
#pragma once

#include "report/report.h"
#include "report/text_report.h"

#include <string>

namespace abide::report {

// With a line end behind each line.
std::string FindingText(const Report& report, const engine::Finding& finding,
                        const TextOptions& options);

}  // namespace abide::report
