// The table of checks: adding one is a line in checks.cpp, a function, a code and its page.
#pragma once

#include <span>

#include "lint/subject.h"

namespace abide::lint {

struct CheckEntry {
  Code code;
  // One function may serve several codes; it is run once. Null: the comments' own checks.
  void (*run)(const Subject& subject, Remarks& remarks);
};

std::span<const CheckEntry> AllChecks();
bool IsLintCode(Code code);

// conditions.cpp: what conditions can be worth, decided on checked rules.
void CheckConditions(const Subject& subject, Remarks& remarks);
// pairs.cpp: clauses, permissions and waivers beside each other.
void CheckContradictions(const Subject& subject, Remarks& remarks);
void CheckAlike(const Subject& subject, Remarks& remarks);
void CheckIntervals(const Subject& subject, Remarks& remarks);
// expressions.cpp: words that have simpler ones, or say nothing.
void CheckExpressions(const Subject& subject, Remarks& remarks);
// texts.cpp: regular expressions and lists.
void CheckTexts(const Subject& subject, Remarks& remarks);
void CheckLists(const Subject& subject, Remarks& remarks);
// clauses.cpp: what a clause says of itself.
void CheckAttributes(const Subject& subject, Remarks& remarks);
void CheckMessages(const Subject& subject, Remarks& remarks);
void CheckNorms(const Subject& subject, Remarks& remarks);
void CheckPolicies(const Subject& subject, Remarks& remarks);
// unused.cpp: names that nobody uses.
void CheckUnused(const Subject& subject, Remarks& remarks);
void CheckImports(const Subject& subject, Remarks& remarks);
void CheckDefinitions(const Subject& subject, Remarks& remarks);
// trials.cpp: what tests try.
void CheckTests(const Subject& subject, Remarks& remarks);
void CheckTried(const Subject& subject, Remarks& remarks);

}  // namespace abide::lint
