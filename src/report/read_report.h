// A saved JSON report (abide.report/1) read back: the report that it was written from, as far as
// any form shows it, so `abide report` makes of it what `abide check` would have made.
//
// The text is hostile: every member is checked before it is used, and what a writer looks up (the
// clause of a finding, its log, its waiver) is there. Findings are read one by one; memory is that
// of the report and of its text. O(n log n) in the length of the text.
#pragma once

#include "json/reader.h"
#include "report/report.h"

#include <string>
#include <string_view>

namespace abide::report {

struct ReadFault {
  std::string message;  // safe to show: "findings[3].time is no time: `x`"
  std::string help;     // what to do, where that is not to name another file
};

diagnostics::Expected<Report, ReadFault> ReadReport(std::string_view text);
// Each finding goes to `see`, too, once it is known to be one.
diagnostics::Expected<Report, ReadFault> ReadReport(std::string_view text,
                                                    const json::TakeElement& see);

}  // namespace abide::report
