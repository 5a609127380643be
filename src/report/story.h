// One finding of a saved JSON report (abide.report/1), told in plain words: what was breached, what
// happened, and why, event by event. Nothing but the report is read, so a report that came by mail
// can be read where neither the rules nor the logs are.
#pragma once

#include "json/reader.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

// The findings whose fingerprint begins with `name`, in the report's order; a fingerprint is told
// apart by its first digits mostly. Several versions of one finding have one fingerprint each.
std::vector<const json::Json*> FindingsNamed(const json::Json& report, std::string_view name);

// A line for each finding: its fingerprint's beginning, verdict, time, clause.
std::string ListOfFindings(const json::Json& report);

// `finding` is one of the report's. Members that are missing or of another type are left out, and
// whatever the report holds, the text has no control sequences. O(length of the finding).
std::string Story(const json::Json& report, const json::Json& finding);

// Whether the tree is a report in that format.
bool IsReport(const json::Json& tree);

}  // namespace abide::report
