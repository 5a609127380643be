// What tests try, decided on their words: no test is run.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "check/words.h"
#include "lint/checks.h"

#include <fmt/format.h>

namespace abide::lint {
namespace {

using syntax::Clause;
using syntax::Expectation;
using syntax::Test;
using syntax::TestStep;

// What the tests of all files say, by clause as they name it: its id or its full id.
struct Tried {
  std::set<std::string> clauses;
  std::set<std::string> excused;
};

Tried Gather(const Subject& subject) {
  Tried tried;
  for (const RuleText& file : subject.files) {
    for (const syntax::Declaration& declaration : file.ast.declarations) {
      const auto* test = std::get_if<Test>(&declaration.node);
      if (test == nullptr) continue;
      if (test->clause) tried.clauses.insert(test->clause->text);
      for (const TestStep& step : test->steps) {
        for (const Expectation& each : step.expectations) {
          const syntax::Name* clause = each.clause    ? &*each.clause
                                       : test->clause ? &*test->clause
                                                      : nullptr;
          if (clause == nullptr) continue;
          tried.clauses.insert(clause->text);
          if (each.verdict == syntax::Verdict::kExcused) tried.excused.insert(clause->text);
        }
      }
    }
  }
  return tried;
}

bool Names(const std::set<std::string>& clauses, const std::string& policy, const std::string& id) {
  return clauses.contains(id) || (!policy.empty() && clauses.contains(policy + '/' + id));
}

std::string PolicyOf(const RuleText& file) {
  for (const syntax::Declaration& each : file.ast.declarations) {
    if (const auto* policy = std::get_if<syntax::Policy>(&each.node)) return policy->id.text;
  }
  return {};
}

void CheckPresent(const Test& test, Remarks& remarks) {
  if (!test.as_of) return;
  for (const TestStep& step : test.steps) {
    if (step.time.value > test.as_of->value) remarks.Add(Code::kStepBehindPresent, step.time.span);
  }
}

bool ExpectsNothing(const Test& test) {
  return std::all_of(test.steps.begin(), test.steps.end(),
                     [](const TestStep& step) { return step.expectations.empty(); });
}

}  // namespace

void CheckTests(const Subject& subject, Remarks& remarks) {
  std::map<std::string, std::map<std::string, const Test*>> titles;
  ForEach<Test>(subject, [&](const RuleText& file, const Test& test) {
    CheckPresent(test, remarks);
    // One `of` a clause says at least that nothing is found.
    if (ExpectsNothing(test) && (!test.clause || test.steps.empty())) {
      remarks.Add(Code::kTestExpectsNothing, test.title.span, {test.title.value});
    }
    std::string key = test.title.value;
    if (test.clause) key += '\n' + test.clause->text;
    const auto [first, is_new] = titles[file.path].emplace(std::move(key), &test);
    if (is_new) return;
    remarks.Add(Code::kTestTitleTwice, test.title.span, {test.title.value})
        .WithLabel(first->second->title.span, "the other test");
  });
}

void CheckTried(const Subject& subject, Remarks& remarks) {
  const Tried tried = Gather(subject);
  std::map<diagnostics::FileId, std::string> policies;
  for (const RuleText& file : subject.files) policies[file.id] = PolicyOf(file);
  ForEach<Clause>(subject, [&](const RuleText& file, const Clause& clause) {
    const std::string& policy = policies.at(file.id);
    if (!Names(tried.clauses, policy, clause.id.text)) {
      remarks.Add(Code::kClauseUntested, clause.id.span, {clause.id.text});
    } else if (!clause.exceptions.empty() && !Names(tried.excused, policy, clause.id.text)) {
      remarks.Add(Code::kExceptionUntested, clause.id.span,
                  {clause.id.text, check::Counted(clause.exceptions.size(), "exception")});
    }
  });
  ForEach<syntax::Parameter>(subject, [&](const RuleText&, const syntax::Parameter& parameter) {
    if (subject.uses.given.contains(parameter.name.text)) return;
    remarks.Add(Code::kParameterUntested, parameter.name.span, {parameter.name.text});
  });
}

}  // namespace abide::lint
