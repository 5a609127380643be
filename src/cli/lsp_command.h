// `abide lsp`: the language server for editors, on standard input and output.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "engine/run.h"

namespace abide::cli {

ExitCode RunLsp(const LspArguments& arguments, const Terminal& terminal, engine::Remains& remains);

}  // namespace abide::cli
