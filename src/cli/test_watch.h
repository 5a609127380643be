// `abide test --watch`: the tests that a change of the rules touches, as soon as it is saved.
#pragma once

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "cli/test_request.h"

namespace abide::cli {

// Until SIGINT or SIGTERM; then what the last run came to.
ExitCode WatchTests(TestRequest request, const CommonArguments& common, const Terminal& terminal);

}  // namespace abide::cli
