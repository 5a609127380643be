// Names that a log spells otherwise than the rules do, and that are therefore read as nothing: a
// slip of that kind is no error by itself, and leaves clauses undetermined, or silent.
#pragma once

#include "check/checked_rules.h"
#include "events/log_file.h"
#include "events/problems.h"

#include <string>

namespace abide::cli {

// How a log was read.
struct ReadingOf {
  std::string source;  // empty for canonical events, or if none fits
  bool fits_none = false;
};

// Adds what is misspelt, as far as the first records of the log (events::Sample) tell: paths of its
// source that no record has, but something near to them; of a log that no source fits, the same of
// the sources that don't ship; of canonical events, fields that are absent where the record has one
// of nearly that name that nobody declared. Each is one problem, few of each log. Cost: these
// records are read once more.
void AddMisspelt(const events::LogFile& log, const ReadingOf& reading,
                 const check::CheckedRules& rules, events::Problems& problems);

}  // namespace abide::cli
