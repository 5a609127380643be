// A line of a log, as a user names it, and what stands there if it is no event.
#pragma once

#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"
#include "events/reader.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace abide::cli {

struct LogLine {
  std::size_t log = 0;     // of those that are given
  std::uint64_t line = 0;  // physical, from 1
  std::string text;        // as named
};

// `LOG:LINE`: LOG is a path as given, or a base name that one log alone has.
diagnostics::Expected<LogLine, diagnostics::Diagnostic> FindLogLine(
    const std::string& text, const std::vector<const events::LogFile*>& logs);

// Why no event stands there: the log is shorter, the line is blank, can't be read, or is taken by
// no mapping. `stream` has read the logs to their end, by `options`. Reads the log up to the line.
std::string WhyNoEvent(const LogLine& wanted, const events::LogFile& log,
                       const events::EventStream& stream, events::ReaderOptions options);

}  // namespace abide::cli
