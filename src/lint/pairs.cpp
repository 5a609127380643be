// Clauses, permissions and waivers beside each other: contradictions, doubles, intervals.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "expressions/expression.h"
#include "lint/checks.h"
#include "lint/facts.h"
#include "lint/patterns.h"
#include "values/time.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

using check::Effective;
using expressions::ExprPtr;

std::string Shown(const Effective& effective) {
  const bool is_open = effective.until == values::Instant::Max();
  const std::string from = effective.from == values::Instant::Min()
                               ? "from the beginning"
                               : "from " + values::ToString(effective.from);
  return is_open ? from : from + " until " + values::ToString(effective.until);
}

bool Meet(const Effective& a, const Effective& b) {
  return std::max(a.from, b.from) < std::min(a.until, b.until);
}

// What a pattern's case asks for, where that is nothing but facts of its own event.
std::optional<std::vector<Fact>> OwnFacts(const Subject& subject, const check::PatternCase& each,
                                          expressions::BindingId own, bool all_needed) {
  std::vector<Fact> facts;
  if (each.condition == nullptr) return facts;
  std::vector<ExprPtr> open{each.condition};
  while (!open.empty()) {
    const ExprPtr expr = open.back();
    open.pop_back();
    const auto* logic = std::get_if<expressions::Logic>(&expr->node);
    if (logic != nullptr && logic->op == expressions::LogicOperator::kAnd) {
      open.insert(open.end(), logic->operands.begin(), logic->operands.end());
      continue;
    }
    std::optional<Fact> fact = FactOf(subject, *expr);
    const auto key = fact ? KeyOf(*fact->term, own) : std::nullopt;
    const bool is_own = key && key->starts_with("own");
    if (!is_own && all_needed) return std::nullopt;
    if (!is_own) continue;
    fact->key = *key;
    facts.push_back(*std::move(fact));
  }
  return facts;
}

// A case of a pattern, with what it asks of its event.
struct Case {
  expressions::EventKind kind{};
  std::vector<Fact> facts;
};

// A clause that forbids, with the cases that rest on nothing but facts.
struct Forbidding {
  const check::Clause* clause = nullptr;
  std::vector<Case> cases;
};

std::vector<Case> CasesOf(const Subject& subject, const check::Pattern& pattern, bool all_needed) {
  std::vector<Case> cases;
  for (const check::PatternCase& each : pattern.cases) {
    auto facts = OwnFacts(subject, each, pattern.binding, all_needed);
    if (facts) cases.push_back({each.kind, *std::move(facts)});
  }
  return cases;
}

// Whether each event of the case `required` is one of `forbidden`, whatever else it is.
bool Covers(const Case& forbidden, const Case& required) {
  return forbidden.kind == required.kind &&
         std::all_of(forbidden.facts.begin(), forbidden.facts.end(), [&](const Fact& fact) {
           return std::any_of(required.facts.begin(), required.facts.end(), [&](const Fact& known) {
             return known.key == fact.key && Implies(known, fact);
           });
         });
}

bool Covers(const Forbidding& forbidding, const std::vector<Case>& required) {
  return std::all_of(required.begin(), required.end(), [&forbidding](const Case& wanted) {
    return std::any_of(forbidding.cases.begin(), forbidding.cases.end(),
                       [&wanted](const Case& each) { return Covers(each, wanted); });
  });
}

// By the kinds of event that they forbid; those with an exception are left out.
std::map<expressions::EventKind, std::vector<Forbidding>> FindForbidding(const Subject& subject) {
  std::map<expressions::EventKind, std::vector<Forbidding>> all;
  for (const check::Clause& clause : subject.rules.clauses) {
    const auto* forbid = std::get_if<check::Forbid>(&clause.norm);
    if (forbid == nullptr || !clause.exceptions.empty()) continue;
    const std::vector<Case> cases = CasesOf(subject, forbid->pattern, true);
    std::set<expressions::EventKind> kinds;
    for (const Case& each : cases) {
      if (kinds.insert(each.kind).second) all[each.kind].push_back({&clause, cases});
    }
  }
  return all;
}

bool IsLonger(const values::Duration& window, const Effective& effective) {
  if (effective.from == values::Instant::Min() || effective.until == values::Instant::Max()) {
    return false;
  }
  const auto end = values::Plus(effective.from, window);
  return !end || *end > effective.until;
}

void CheckWaivers(const check::Clause& clause, Remarks& remarks) {
  for (const check::Waiver& waiver : clause.waivers) {
    if (waiver.until > clause.effective.from) continue;
    remarks.Add(
        Code::kWaiverNeverApplies, waiver.span,
        {fmt::format("it ends {}, before its clause is in force from {}",
                     values::ToString(waiver.until), values::ToString(clause.effective.from))});
  }
}

void CheckPermits(const check::Clause& clause, Remarks& remarks) {
  for (const check::Exception& permit : clause.exceptions) {
    if (!permit.is_permit || Meet(permit.effective, clause.effective)) continue;
    remarks.Add(Code::kPermitNeverApplies, permit.span,
                {Shown(permit.effective), "is effective " + Shown(clause.effective)});
  }
}

}  // namespace

// Certain only where whoever does what the one requires breaches the other: every alternative is
// forbidden, without an exception, by facts of the event itself. By kind of event, so that clauses
// of different events are not compared.
void CheckContradictions(const Subject& subject, Remarks& remarks) {
  const auto forbidding = FindForbidding(subject);
  for (const check::Clause& clause : subject.rules.clauses) {
    std::vector<Case> required;
    for (const check::Pattern* each : RequiredOf(clause.norm)) {
      for (Case& wanted : CasesOf(subject, *each, false)) required.push_back(std::move(wanted));
    }
    if (required.empty()) continue;
    const auto found = forbidding.find(required.front().kind);
    if (found == forbidding.end()) continue;
    for (const Forbidding& other : found->second) {
      if (!Meet(clause.effective, other.clause->effective) || !Covers(other, required)) continue;
      remarks.Add(Code::kClausesContradict, clause.span, {clause.id, other.clause->id})
          .WithLabel(other.clause->span, "what it requires is forbidden here");
    }
  }
}

void CheckAlike(const Subject& subject, Remarks& remarks) {
  for (const RuleText& file : subject.files) {
    std::map<std::string, const syntax::Clause*> norms;
    for (const syntax::Declaration& each : file.ast.declarations) {
      const auto* clause = std::get_if<syntax::Clause>(&each.node);
      if (clause == nullptr) continue;
      // Another interval, or other exceptions, make another clause of it.
      std::string key = subject.Text(clause->norm.span);
      for (const syntax::Unless& exception : clause->exceptions) {
        key += '\n' + subject.Text(exception.span);
      }
      if (clause->effective) key += '\n' + subject.Text(clause->effective->span);
      const auto [first, is_new] = norms.emplace(std::move(key), clause);
      if (is_new) continue;
      remarks.Add(Code::kClausesAlike, clause->id.span, {clause->id.text, first->second->id.text})
          .WithLabel(first->second->id.span, "the other clause");
    }
  }
}

void CheckIntervals(const Subject& subject, Remarks& remarks) {
  for (const check::Clause& clause : subject.rules.clauses) {
    CheckWaivers(clause, remarks);
    CheckPermits(clause, remarks);
    const auto* limit = std::get_if<check::Limit>(&clause.norm);
    if (limit == nullptr || !limit->over || !IsLonger(*limit->over, clause.effective)) continue;
    remarks.Add(
        Code::kWindowBeyondForce, clause.span,
        {values::ToString(clause.effective.from), values::ToString(clause.effective.until)});
  }
}

}  // namespace abide::lint
