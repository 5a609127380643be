#include "trials/coverage.h"

#include <algorithm>

namespace abide::trials {
namespace {

Point& PointOf(ClauseCoverage& clause, const Sight& sight) {
  for (Point& point : clause.points) {
    if (point.part == sight.part && point.span == sight.span) return point;
  }
  return clause.points.emplace_back(
      Point{.part = sight.part, .span = sight.span, .text = sight.text});
}

}  // namespace

// A clause that several rule sets hold is known by its place.
ClauseCoverage& Coverage::Of(const check::Clause& clause) {
  const auto known = std::find_if(clauses.begin(), clauses.end(), [&](const ClauseCoverage& each) {
    return each.span == clause.span;
  });
  if (known != clauses.end()) return *known;
  return clauses.emplace_back(ClauseCoverage{
      .id = clause.id, .version = clause.version, .span = clause.span, .points = {}});
}

void Coverage::AddClauses(const plan::Plan& plan, const diagnostics::SourceSet& sources) {
  for (const Sight& sight : Witness::Everything(plan, sources)) {
    PointOf(Of(plan.rules->clauses[static_cast<std::size_t>(sight.clause)]), sight);
  }
}

void Coverage::Count(const check::CheckedRules& rules, const std::vector<Sight>& sights) {
  for (const Sight& sight : sights) {
    Point& point = PointOf(Of(rules.clauses[static_cast<std::size_t>(sight.clause)]), sight);
    if (sight.truth) ++point.seen.at(static_cast<std::size_t>(*sight.truth));
  }
}

void Coverage::Sort() {
  std::sort(clauses.begin(), clauses.end(),
            [](const ClauseCoverage& a, const ClauseCoverage& b) { return a.span < b.span; });
}

}  // namespace abide::trials
