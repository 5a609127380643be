// Workflow commands of GitHub Actions: an annotation for each open finding, the gravest first.
//
// GitHub shows ten annotations of each kind of a step, so no more are written: `error` for breaches
// of severity high and critical, `warning` for those of medium, `notice` for what is left, pending
// and undetermined. Where logs could not be read whole, one of the errors is that, at the first
// place that can't be read. A line at the end says how many there are beyond that; the summary of
// the step has them (markdown_report.h).
#pragma once

#include "report/anchor.h"
#include "report/report.h"

#include <optional>
#include <ostream>
#include <string>

namespace abide::report {

// Text as the runner takes it behind `::`, and as the value of a property of a command.
std::string GithubData(const std::string& text);
std::string GithubProperty(const std::string& text);

// With an anchor the text of each annotation says where the other place is.
void WriteGithub(const Report& report, std::ostream& out,
                 std::optional<Anchor> anchor = std::nullopt);

}  // namespace abide::report
