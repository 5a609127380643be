// `abide test`: runs the tests in rule files.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace abide::cli {

ExitCode RunTests(const TestArguments& arguments, const CommonArguments& common,
                  const Terminal& terminal, Output& out);

}  // namespace abide::cli
