// What verification came to, for people and for programs.
#pragma once

#include <iosfwd>

#include "diagnostics/render.h"
#include "verify/verifier.h"

namespace abide::verify {

// What was verified, and by what.
struct Subject {
  std::string report;  // its path
  bool is_bundle = false;
  bool has_logs = true;  // false: the records of a bundle alone
};

// A line for each finding that is not confirmed (of all with `all`), what is false, what can't be
// confirmed, and the counts.
void WriteText(const Subject& subject, const Outcome& outcome, bool all, std::ostream& out);
// `abide.verification/1`; the schema is abide.verification.schema.json.
void WriteJson(const Subject& subject, const Outcome& outcome, std::ostream& out);

}  // namespace abide::verify
