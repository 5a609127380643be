// The command from its words to its exit code.
#pragma once

namespace abide::cli {

int Main(int argc, char** argv);

}  // namespace abide::cli
