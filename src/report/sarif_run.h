// What all SARIF files of Abide's have in common (2.1.0): one run of one tool, and how texts and
// paths are written.
#pragma once

#include "json/writer.h"

#include <functional>
#include <string>
#include <string_view>

namespace abide::report {

struct SarifRun {
  std::string version;  // of Abide
  // Each writes the elements of its list.
  std::function<void()> rules, results;
  // Writes the members of the one invocation; empty: the run tells of none.
  std::function<void()> invocation;
};

void WriteSarif(const SarifRun& run, json::Writer& writer);

// Ends with a full stop, as SARIF wants texts to.
std::string SentenceOf(std::string_view text);
// The member `name`: `{"text": …}`.
void WriteTextMember(std::string_view name, std::string_view text, json::Writer& writer);
// An artifact's location: relative paths stay so; those from the root are told to be.
void WriteArtifactLocation(const std::string& path, json::Writer& writer);

}  // namespace abide::report
