// A diff on standard output: a terminal shows what a text holds, a program gets its bytes.
#pragma once

#include "cli/terminal.h"

#include <string_view>

namespace abide::cli {

void ShowDiff(std::string_view diff, const Terminal& terminal);

}  // namespace abide::cli
