// The logs that the command line names.
#pragma once

#include "diagnostics/diagnostic.h"
#include "events/reader.h"

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace abide::cli {

class Inputs;

// Opens each file, all files of each folder and what lies below it (sorted by path; hidden ones
// left out), the files that a pattern such as "logs/**/*.gz" stands for (glob.h), and standard
// input for "-"; what is packed is unpacked on the way (events/log_file.h). A file that is named
// twice, by whatever names, is read once, where it is named first: a warning in `sink`. What can't
// be opened is an error there, and so is a rule file. `inputs` notes all of them, if it is not
// null.
std::vector<std::unique_ptr<events::LogFile>> OpenLogs(const std::vector<std::string>& paths,
                                                       diagnostics::DiagnosticSink& sink,
                                                       const Inputs* inputs = nullptr);

// By its name; whoever gives one as a log meant something else.
bool IsRuleFile(const std::string& path);

// A line for each way in which logs were read that is not the plainest, events as JSON lines: "read
// a.gz and 2 more: gzip, JSON list, by source cloudtrail".
void SayHowLogsWereRead(const std::vector<events::LogSummary>& logs, std::ostream& out);

}  // namespace abide::cli
