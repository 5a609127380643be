// `abide check --compare-rules OLD NEW`: the logs judged by both, and what the change does.
#pragma once

#include "cli/check_request.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "engine/run.h"

namespace abide::cli {

ExitCode RunCompare(CheckRequest request, const CommonArguments& common, const Terminal& terminal,
                    Output& out, engine::Remains& remains);

}  // namespace abide::cli
