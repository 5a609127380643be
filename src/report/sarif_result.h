// A finding as a result of SARIF. Used by the SARIF report alone.
#pragma once

#include "json/writer.h"
#include "report/report.h"

#include <string>

namespace abide::report {

inline constexpr std::size_t kSarifColumns = 1'000;  // of one text

struct SarifRule {
  std::size_t clause = 0;  // its index
  std::size_t index = 0;   // among the rules of the run
  // The clause's, and where several versions of it are judged the version, too; empty: none.
  std::string id = {};
};

// "error", "warning", "note".
std::string_view LevelOf(check::SeverityLevel severity);
// Ends with a full stop, as SARIF wants texts to.
std::string SentenceOf(std::string_view text);
void WriteResult(const Report& report, const engine::Finding& finding, const SarifRule& rule,
                 json::Writer& writer);
// The member `name`: `{"text": …}`.
void WriteTextMember(std::string_view name, std::string_view text, json::Writer& writer);
// An artifact's location: relative paths stay so; those from the root are told to be.
void WriteArtifactLocation(const std::string& path, json::Writer& writer);

}  // namespace abide::report
