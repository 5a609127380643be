// `abide report REPORT`: any other form of a report that was saved as JSON.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunReport(const ReportArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out);

}  // namespace abide::cli
