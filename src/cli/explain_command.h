// `abide explain`: the page of a diagnostic's code, or all codes; the findings of a saved report,
// or the story of one.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunExplain(const ExplainArguments& arguments, const Terminal& terminal);

}  // namespace abide::cli
