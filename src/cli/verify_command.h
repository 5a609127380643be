// `abide verify`: lays a saved report beside what its rules and logs come to.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace abide::cli {

// `out` is standard output.
ExitCode RunVerify(const VerifyArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out);

}  // namespace abide::cli
