// `abide sources`: which sources the rules have, and which of them fits a log, and why.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

namespace abide::cli {

// Without a log the list of sources; with logs, what each source makes of a sample of their
// records, or of all with `--all`. kBadLog if there is a log for which none can be chosen.
ExitCode RunSources(const SourcesArguments& arguments, const CommonArguments& common,
                    const Terminal& terminal);

}  // namespace abide::cli
