// How a run ends, for scripts. Where several apply: kBadRules, kBadUsage, kBadLog, kBreaches.
#pragma once

namespace abide::cli {

enum class ExitCode : int {
  kOk = 0,
  kBreaches = 1,   // what --fail-on names
  kBadUsage = 2,   // wrong usage, or a file that can't be read or written
  kBadRules = 3,   // the rules have errors, or need what this version does not execute
  kBadLog = 4,     // a log could not be read whole
  kInternal = 70,  // our own mistake (sysexits.h: EX_SOFTWARE)
};

}  // namespace abide::cli
