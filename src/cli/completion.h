// `abide completion SHELL`, and what its scripts ask for while one types.
//
// The scripts know nothing: at each key they run `abide __complete WORDS…`, the words typed so far
// with the one being typed last, and show the lines it prints. So one program says what there is,
// and a script that was installed once is never out of date.
#pragma once

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"

#include <string>
#include <vector>

namespace abide::cli {

ExitCode RunCompletion(const CompletionArguments& arguments, const Terminal& terminal);

// The first word of such a question; it is in no help.
inline constexpr const char* kCompleteWord = "__complete";

// Prints a line for each thing that may stand in place of the last of `words`: itself and, behind
// a tab, what it is; and a line `:files` where a path may stand there. Clauses, sources and
// parameters are those of the rules that the words name; rules with errors complete to what can be
// read of them. Cost: for these, that of checking the rules.
void Complete(const std::vector<std::string>& words, std::ostream& out);

}  // namespace abide::cli
