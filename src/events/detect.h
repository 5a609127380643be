// Which form the records of a log have, and what they are in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/layout.h"
#include "events/reader.h"

namespace abide::events {

struct Detection {
  // Null for canonical events, or if `fault` says why none was chosen.
  const SourceMap* source = nullptr;
  struct Fault {
    diagnostics::Code code;
    diagnostics::LogPlace place;
    std::vector<std::string> arguments;
  };
  std::optional<Fault> fault;
  Layout layout;
  // Layout and packing as people read them; empty for plain JSON lines.
  std::string container;
};

// Looks at the first MiB, and in it at the first records, as each source would get them.
// Canonical events, if one of them has `event` and `time` as text (or if there is no source, or no
// record that can be read); else the one source of which some mapping accepts one of them and gives
// it a time. A log that can't be read gives what was seen of it.
Detection Detect(const LogFile& log, const ReaderOptions& options);

}  // namespace abide::events
