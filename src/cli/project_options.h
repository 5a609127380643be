// What a project file (project/project.h) adds to a command line: the options that it leaves out.
#pragma once

#include "cli/command_line.h"
#include "cli/terminal.h"

#include <optional>
#include <string>
#include <vector>

namespace abide::cli {

// `line` as it would be had the options of its project file stood in `words`. The file is the one
// that --project names, else the nearest `abide.toml` in the folder of the rules (of the first path
// that the command line names, else the working one) or above it; without one, and for verbs that
// have no rules, it is `line` itself. Paths in the file are from its own folder. What is wrong in
// it is shown on `terminal`, and nothing comes back. `origins` gets the places of what was added.
std::optional<CommandLine> WithProject(const std::vector<std::string>& words,
                                       const CommandLine& line, const Terminal& terminal,
                                       Origins& origins);

}  // namespace abide::cli
