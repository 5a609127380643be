#include "trials/verdict_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

namespace abide::trials {
namespace {

using check::Test;
using engine::Verdict;
using values::Truth;

std::string_view WordOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kBreach:
      return "breach";
    case Verdict::kPending:
      return "pending";
    case Verdict::kUndetermined:
      return "undetermined";
    case Verdict::kExcused:
      return "excused";
    case Verdict::kWaived:
      return "waived";
  }
  return "";
}

const check::Clause& ClauseOf(const plan::Plan& plan, check::ClauseId id) {
  return plan.rules->clauses[static_cast<std::size_t>(id)];
}

bool IsRead(const Test& test, const Test::Step& step) {
  return !test.as_of || step.time <= *test.as_of;
}

// Why an event can't exercise a clause; empty if it does.
std::string NotExercised(const plan::Plan& plan, const Test& test, const Test::Step& step,
                         const std::string& clause) {
  if (!IsRead(test, step)) return "the event is later than the test's `as of`";
  bool is_of_kind = false;
  for (const plan::Judgement& judgement : plan.judgements) {
    const check::Clause& each = ClauseOf(plan, judgement.clause);
    if (each.id != clause) continue;
    for (const plan::Judgement::Case& at : judgement.cases) {
      if (at.kind != step.kind) continue;
      is_of_kind = true;
      if (each.effective.Holds(step.time)) return "";
    }
  }
  if (is_of_kind) return "the clause is not in force at that time";
  return fmt::format("no finding of this clause stands at an event `{}`",
                     plan.rules->schema.Type(step.kind).name);
}

bool Agrees(const std::vector<std::string>& expected, const std::vector<std::string>& came,
            bool exercised) {
  if (expected.empty()) return came.empty();
  if (std::count(expected.begin(), expected.end(), "kept") != 0) {
    const bool all_kept = std::all_of(expected.begin(), expected.end(),
                                      [](const std::string& word) { return word == "kept"; });
    return all_kept && came.empty() && exercised;
  }
  std::map<std::string, std::ptrdiff_t> wanted;
  for (const std::string& word : expected) ++wanted[word];
  for (const std::string& word : came) {
    if (!wanted.contains(word)) return false;
  }
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& each) {
    const std::ptrdiff_t count = std::count(came.begin(), came.end(), each.first);
    return each.second == 1 ? count >= 1 : count == each.second;
  });
}

bool IsDuty(const plan::Plan& plan, const std::string& clause) {
  return std::any_of(plan.judgements.begin(), plan.judgements.end(),
                     [&](const plan::Judgement& judgement) {
                       return ClauseOf(plan, judgement.clause).id == clause &&
                              std::holds_alternative<plan::DutyPlan>(judgement.form);
                     });
}

}  // namespace

std::vector<std::string> ClausesOf(const check::CheckedRules& rules, const Test& test) {
  std::vector<std::string> clauses;
  const auto add = [&](check::ClauseId id) {
    const std::string& full = rules.clauses[static_cast<std::size_t>(id)].id;
    if (std::find(clauses.begin(), clauses.end(), full) == clauses.end()) clauses.push_back(full);
  };
  if (test.clause) add(*test.clause);
  for (const Test::Step& step : test.steps) {
    for (const Test::Expectation& each : step.expectations) add(each.clause);
  }
  if (!clauses.empty()) return clauses;
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) add(static_cast<check::ClauseId>(i));
  return clauses;
}

std::vector<Mismatch> Compare(const plan::Plan& plan, const Test& test,
                              const std::vector<std::string>& clauses,
                              const engine::Verdicts& verdicts) {
  std::vector<Mismatch> mismatches;
  for (std::size_t i = 0; i < test.steps.size(); ++i) {
    const Test::Step& step = test.steps[i];
    for (const std::string& clause : clauses) {
      Mismatch found{
          .step = i, .clause = clause, .expected = {}, .came = {}, .note = {}, .causes = {}};
      for (const Test::Expectation& each : step.expectations) {
        if (ClauseOf(plan, each.clause).id == clause) found.expected.push_back(each.verdict);
      }
      std::vector<std::string> came;
      for (std::size_t j = 0; j < verdicts.findings.size(); ++j) {
        const engine::Finding& finding = verdicts.findings[j];
        if (finding.place.offset != step.span.begin) continue;
        if (ClauseOf(plan, finding.clause).id != clause) continue;
        found.came.push_back(j);
        came.emplace_back(WordOf(finding.verdict));
      }
      if (found.expected.empty() && came.empty()) continue;
      const std::string idle = NotExercised(plan, test, step, clause);
      if (Agrees(found.expected, came, idle.empty())) continue;
      found.note = idle;
      mismatches.push_back(std::move(found));
    }
  }
  return mismatches;
}

// Where nothing came, what of the norm was false; where something came, what was not. Exceptions
// that are true, and every one where an excuse was expected.
void Explain(const plan::Plan& plan, const Test& test, const std::vector<Sight>& sights,
             Mismatch& mismatch) {
  if (!mismatch.note.empty()) return;
  const Test::Step& step = test.steps[mismatch.step];
  const bool wants_excuse =
      std::count(mismatch.expected.begin(), mismatch.expected.end(), "excused") != 0;
  bool is_norm_true = true;
  for (const Sight& sight : sights) {
    if (sight.offset != step.span.begin || !sight.truth) continue;
    if (ClauseOf(plan, sight.clause).id != mismatch.clause) continue;
    const bool is_exception =
        sight.part == Part::kException || sight.part == Part::kExceptionCondition;
    if (sight.part == Part::kNorm) {
      if (mismatch.came.empty()) mismatch.note = sight.note;
      continue;
    }
    const bool is_true = *sight.truth == Truth::kTrue;
    const bool came = !mismatch.came.empty();
    if (!is_exception && !is_true) is_norm_true = false;
    const bool matters =
        is_exception ? is_true || (came && wants_excuse) : came == (*sight.truth != Truth::kFalse);
    if (!matters) continue;
    mismatch.causes.push_back({.text = sight.part == Part::kException
                                           ? fmt::format("unless \"{}\"", sight.text)
                                           : sight.text,
                               .span = sight.span,
                               .truth = *sight.truth,
                               .is_exception = is_exception});
  }
  if (mismatch.came.empty() && is_norm_true && mismatch.note.empty() &&
      IsDuty(plan, mismatch.clause)) {
    mismatch.note = "what is required came in time";
  }
}

}  // namespace abide::trials
