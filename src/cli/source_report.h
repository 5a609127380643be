// What `abide sources` prints, as text and as JSON. Text from logs leaves escaped.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "diagnostics/source.h"
#include "events/detect.h"

namespace abide::cli {

// A log, and what the sources make of it.
struct FittedLog {
  std::string path;
  events::LogFit fit;
  // Its source was found by that of another log of the same kind.
  bool adopted = false;
};

void WriteSourceList(const check::CheckedRules& rules, const diagnostics::SourceSet& files,
                     std::ostream& out);
void WriteSourceListJson(const check::CheckedRules& rules, const diagnostics::SourceSet& files,
                         std::ostream& out);
// Sources that take no record stand in it with one line each.
void WriteFit(const FittedLog& log, const check::CheckedRules& rules,
              const diagnostics::SourceSet& files, std::ostream& out);
void WriteFitsJson(const std::vector<FittedLog>& logs, const check::CheckedRules& rules,
                   const diagnostics::SourceSet& files, std::ostream& out);

}  // namespace abide::cli
