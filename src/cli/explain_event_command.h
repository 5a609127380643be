// `abide check --explain-event LOG:LINE`: why each clause did or did not fire at one event.
#pragma once

#include "cli/check_request.h"
#include "cli/exit_code.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "engine/run.h"

namespace abide::cli {

ExitCode RunExplainEvent(CheckRequest request, const CommonArguments& common,
                         const Terminal& terminal, Output& out, engine::Remains& remains);

}  // namespace abide::cli
