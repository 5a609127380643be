// `abide lint`: what can be said of rules that have no error, and its repair.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunLint(const LintArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal, Output& out);

}  // namespace abide::cli
