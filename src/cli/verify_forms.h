// What verification came to, for people and for programs.
#pragma once

#include "verify/verifier.h"

#include <ostream>
#include <string>

namespace abide::cli {

// What was verified, and by what.
struct Verified {
  std::string report;  // its path
  bool is_bundle = false;
  bool has_logs = true;  // false: the records of a bundle alone
};

// A line for each finding that is not confirmed (of all with `all`), what is false, what can't be
// confirmed, and the counts.
void WriteVerification(const Verified& subject, const verify::Outcome& outcome, bool all,
                       std::ostream& out);
// `abide.verification/1`; the schema is abide.verification.schema.json.
void WriteVerificationJson(const Verified& subject, const verify::Outcome& outcome,
                           std::ostream& out);

}  // namespace abide::cli
