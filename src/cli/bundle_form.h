// The evidence bundle: the form of a report that needs the rules and the logs themselves.
#pragma once

#include "check/check.h"
#include "check/checked_rules.h"
#include "cli/terminal.h"
#include "events/log_file.h"
#include "report/report.h"

#include <ostream>
#include <vector>

namespace abide::cli {

struct BundleInputs {
  const check::CheckedRules* rules = nullptr;
  const check::FileSystem* files = nullptr;  // from which these were read
  std::vector<const events::LogFile*> logs;  // in the report's order
};

// Reads rule files and records again. False, and said, if one has changed meanwhile or can't be
// read.
bool WriteBundle(const report::Report& report, const BundleInputs& inputs, std::ostream& out,
                 const Terminal& terminal);

}  // namespace abide::cli
