// `abide init`: a project to begin with, whose own check and tests pass.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

// Copies what ships with Abide (share/abide beside the program): rules of one's own with tests, a
// log, a project file, a job for continuous integration, the vocabulary, sources and tables, and
// the publishers' rules that `--for` is about. Nothing is written where a file is there already,
// unless
// `--force`.
ExitCode RunInit(const InitArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal);

}  // namespace abide::cli
