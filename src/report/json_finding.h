// A finding as JSON: an element of the report's `findings`, and a line of JSONL.
#pragma once

#include "json/writer.h"
#include "report/report.h"

namespace abide::report {

// Written without a tree: there may be a million.
void WriteFinding(const Report& report, const engine::Finding& finding, json::Writer& writer);

}  // namespace abide::report
