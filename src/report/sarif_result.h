// A finding as a result of SARIF. Used by the SARIF report alone.
#pragma once

#include "json/writer.h"
#include "report/anchor.h"
#include "report/report.h"

#include <optional>
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
void WriteResult(const Report& report, const engine::Finding& finding, const SarifRule& rule,
                 std::optional<Anchor> anchor, json::Writer& writer);

}  // namespace abide::report
