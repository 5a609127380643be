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

// How much of the clauses that an event concerns is told, one by one.
enum class ReasonsDetail {
  kTouched,  // of many, those with a finding at it or whose norm is not plainly false there
  kAll,
};

// Clauses with a finding stand first, then those whose norm was not false, then the others. Where
// these others are many and not all are wanted, they are counted by policy. Clauses that have
// nothing to do with such an event are summed up in one line.
void WriteReasonsText(const std::vector<reasons::EventReasons>& events, const ReasonsInputs& inputs,
                      ReasonsDetail detail, diagnostics::Colour colour, std::ostream& out);
void WriteReasonsJson(const std::vector<reasons::EventReasons>& events, const ReasonsInputs& inputs,
                      std::ostream& out);

// "trigger", "between"; "kept", "not_in_force".
std::string_view NameOf(reasons::Role role);
std::string_view NameOf(reasons::Outcome outcome);

}  // namespace abide::report
