// `abide plan`: what the engine is going to remember, or the rules as formulas for other monitors.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunPlan(const PlanArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal);

}  // namespace abide::cli
