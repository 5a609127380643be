// `abide fmt`: rule files in one style, in place, or what would change.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunFmt(const FmtArguments& arguments, const CommonArguments& common,
                const Terminal& terminal);

}  // namespace abide::cli
