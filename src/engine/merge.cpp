#include "engine/merge.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace abide::engine {

namespace {

void MergeFindings(std::vector<Part::Result>& results, std::uint64_t max_findings,
                   Verdicts& whole) {
  Findings& all = whole.findings;
  for (Part::Result& result : results) {
    Findings& more = result.verdicts.findings;
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    std::move(more.begin(), more.end(), std::back_inserter(all));
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), InOrder);
  }
  // They have been counted.
  for (; all.size() > max_findings; all.pop_back()) {
    ++whole.clauses[static_cast<std::size_t>(all.back().clause)].findings_dropped;
  }
}

}  // namespace

Verdicts Merge(std::vector<Part::Result> results, std::uint64_t max_findings) {
  if (results.size() == 1) return std::move(results.front().verdicts);
  Verdicts whole;
  whole.as_of = results.front().verdicts.as_of;
  whole.clauses.resize(results.front().verdicts.clauses.size());
  std::uint64_t out_of_range_order = UINT64_MAX;
  std::uint64_t divided_by_zero_order = UINT64_MAX;
  for (Part::Result& result : results) {
    Verdicts& part = result.verdicts;
    for (std::size_t i = 0; i < part.clauses.size(); ++i) {
      if (part.clauses[i].judged) whole.clauses[i] = std::move(part.clauses[i]);
    }
    whole.out_of_range += part.out_of_range;
    whole.divided_by_zero += part.divided_by_zero;
    whole.keyless_state_events += part.keyless_state_events;
    if (result.out_of_range_order < out_of_range_order) {
      out_of_range_order = result.out_of_range_order;
      whole.out_of_range_at = part.out_of_range_at;
    }
    if (result.divided_by_zero_order < divided_by_zero_order) {
      divided_by_zero_order = result.divided_by_zero_order;
      whole.divided_by_zero_at = part.divided_by_zero_at;
    }
  }
  MergeFindings(results, max_findings, whole);
  return whole;
}

}  // namespace abide::engine
