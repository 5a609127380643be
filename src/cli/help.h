// The text of `--help`: purpose, usage, options by group, and what stands in the footer (examples,
// exit codes).
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace abide::cli {

// `usage` is what stands behind "usage: ".
std::string HelpOf(const CLI::App& app, const std::string& usage);

}  // namespace abide::cli
