// Workflow commands of GitHub Actions: an annotation for each open finding, the gravest first.
//
// GitHub shows ten annotations of each kind of a step, so no more are written: `error` for breaches
// of severity high and critical, `warning` for those of medium, `notice` for what is left, pending
// and undetermined. A line at the end says how many there are beyond that; the summary of the step
// has them (markdown_report.h).
#pragma once

#include "report/report.h"

#include <ostream>
#include <string>

namespace abide::report {

// Text as the runner takes it behind `::`, and as the value of a property of a command.
std::string GithubData(const std::string& text);
std::string GithubProperty(const std::string& text);

void WriteGithub(const Report& report, std::ostream& out);

}  // namespace abide::report
