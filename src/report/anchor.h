// Where the forms that point at a place put a finding: at its clause in the rules, which lie in the
// repository mostly, or at its event in the log, which often does not.
#pragma once

#include "report/report.h"

#include <cstdint>
#include <optional>
#include <string>

namespace abide::report {

enum class Anchor { kClause, kEvent };

// A place as it was given: "-" is standard input.
struct Target {
  std::string path;
  std::uint64_t line = 1;
};

// Where the finding is put; without an anchor, at its event.
Target TargetOf(const Report& report, const engine::Finding& finding, std::optional<Anchor> anchor);
// The other one of the two.
Target OtherTargetOf(const Report& report, const engine::Finding& finding, Anchor anchor);
// That in words: "the event is at log.ndjson:3"; empty without an anchor.
std::string OtherTargetText(const Report& report, const engine::Finding& finding,
                            std::optional<Anchor> anchor);

}  // namespace abide::report
