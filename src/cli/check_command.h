// `abide check`: rules are loaded and checked, compiled to a plan, the logs judged by it, and the
// result written in each form that was asked for.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "engine/run.h"

namespace abide::cli {

// `out` is standard output, the same as the terminal's. What large runs leave goes to `remains`.
ExitCode RunCheck(const CheckArguments& arguments, const CommonArguments& common,
                  const Terminal& terminal, Output& out, engine::Remains& remains);

}  // namespace abide::cli
