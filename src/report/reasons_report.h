// Why each clause did or did not fire at an event, as text for people and as JSON
// (`abide.reasons/1`, its schema: abide.reasons.schema.json).
#pragma once

#include "diagnostics/render.h"
#include "reasons/reasons.h"

#include <ostream>
#include <string>
#include <vector>

namespace abide::report {

// What reasons speak of; all of it outlives the call only.
struct ReasonsInputs {
  const check::CheckedRules* rules = nullptr;
  const diagnostics::SourceSet* sources = nullptr;
  std::vector<std::string> logs;  // paths, by the number of the log
  std::string version;            // of Abide
};

// Clauses that have nothing to do with such an event are summed up in one line.
void WriteReasonsText(const std::vector<reasons::EventReasons>& events, const ReasonsInputs& inputs,
                      diagnostics::Colour colour, std::ostream& out);
void WriteReasonsJson(const std::vector<reasons::EventReasons>& events, const ReasonsInputs& inputs,
                      std::ostream& out);

// "trigger", "between"; "kept", "not_in_force".
std::string_view NameOf(reasons::Role role);
std::string_view NameOf(reasons::Outcome outcome);

}  // namespace abide::report
