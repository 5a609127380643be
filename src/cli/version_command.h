// `abide version`, `abide --version`: which Abide this is, and where its rules lie.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

#include <string_view>

namespace abide::cli {

// "0.1.0"
std::string_view Version();

ExitCode RunVersion(const CommonArguments& common, const Terminal& terminal);

}  // namespace abide::cli
