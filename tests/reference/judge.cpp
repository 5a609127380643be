#include <algorithm>

#include "reference/clause_judge.h"
#include "reference/reference.h"

namespace abide::reference {
namespace {

// "The checker's present is the last event's time, or `--as-of TIME`: events after it are not read"
// (section 8).
std::span<const events::Event> UpTo(std::span<const events::Event> log, const Options& options) {
  std::size_t count = 0;
  while (count < log.size() && (!options.as_of || log[count].time <= *options.as_of)) ++count;
  return log.first(count);
}

}  // namespace

Verdicts Judge(const check::CheckedRules& rules, std::span<const events::Event> log,
               const Options& options) {
  const std::span<const events::Event> read = UpTo(log, options);
  const values::Instant last = read.empty() ? values::Instant::Min() : read.back().time;
  values::Arena arena;
  Evaluator evaluator(rules, read, arena);
  Verdicts verdicts;
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    ClauseJudge clause(i, evaluator, options, options.as_of.value_or(last));
    clause.Run();
    verdicts.clauses.push_back(clause.result());
    verdicts.findings.insert(verdicts.findings.end(), clause.findings().begin(),
                             clause.findings().end());
  }
  std::stable_sort(verdicts.findings.begin(), verdicts.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::pair(a.event, a.clause) < std::pair(b.event, b.clause);
                   });
  return verdicts;
}

}  // namespace abide::reference
