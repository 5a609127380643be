// `abide schema`: records of logs that nobody described, to declarations that read them.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunSchema(const SchemaArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal);

}  // namespace abide::cli
