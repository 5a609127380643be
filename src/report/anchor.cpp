#include "report/anchor.h"

#include "report/text_look.h"

#include <fmt/format.h>

#include <algorithm>

namespace abide::report {
namespace {

Target EventOf(const Report& report, const engine::Finding& finding) {
  return {report.LogOf(finding.place), std::max<std::uint64_t>(finding.place.line, 1)};
}

Target ClauseOf(const Report& report, const engine::Finding& finding) {
  const RulePlace& place = report.ClauseOf(finding).place;
  return {place.file, std::max<std::uint32_t>(place.line, 1)};
}

}  // namespace

Target TargetOf(const Report& report, const engine::Finding& finding,
                std::optional<Anchor> anchor) {
  return anchor == Anchor::kClause ? ClauseOf(report, finding) : EventOf(report, finding);
}

Target OtherTargetOf(const Report& report, const engine::Finding& finding, Anchor anchor) {
  return anchor == Anchor::kClause ? EventOf(report, finding) : ClauseOf(report, finding);
}

std::string OtherTargetText(const Report& report, const engine::Finding& finding,
                            std::optional<Anchor> anchor) {
  if (!anchor) return {};
  const Target other = OtherTargetOf(report, finding, *anchor);
  return fmt::format("the {} is at {}:{}", *anchor == Anchor::kClause ? "event" : "clause",
                     LogText(other.path), other.line);
}

}  // namespace abide::report
