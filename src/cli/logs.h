// The logs that the command line names.
#pragma once

#include "diagnostics/diagnostic.h"
#include "events/reader.h"

#include <memory>
#include <string>
#include <vector>

namespace abide::cli {

// Opens each file, all files of each folder and what lies below it (sorted by path; hidden ones
// left out), and standard input for "-". A file that is named twice is read once, where it is named
// first. What can't be opened is an error in `sink`.
std::vector<std::unique_ptr<events::LogFile>> OpenLogs(const std::vector<std::string>& paths,
                                                       diagnostics::DiagnosticSink& sink);

}  // namespace abide::cli
