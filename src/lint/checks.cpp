#include "lint/checks.h"

#include <algorithm>

namespace abide::lint {
namespace {

// By code.
constexpr CheckEntry kChecks[] = {
    {Code::kNeverTrue, CheckConditions},
    {Code::kAlwaysTrue, CheckConditions},
    {Code::kAlwaysUnknown, CheckConditions},
    {Code::kImpossibleValue, CheckConditions},
    {Code::kComparedWithItself, CheckExpressions},
    {Code::kConditionTwice, CheckExpressions},
    {Code::kDoubleNegation, CheckExpressions},
    {Code::kNegatedComparison, CheckExpressions},
    {Code::kChainOfEquals, CheckExpressions},
    {Code::kListOfOne, CheckLists},
    {Code::kRegexMatchesAll, CheckTexts},
    {Code::kPlainRegex, CheckTexts},
    {Code::kEntryTwice, CheckLists},
    {Code::kEntryNeverMatches, CheckConditions},
    {Code::kRedundantCondition, CheckConditions},
    {Code::kConstantCondition, CheckExpressions},
    {Code::kEventUnmade, CheckUnused},
    {Code::kExceptionNeverApplies, CheckConditions},
    {Code::kExceptionAlwaysApplies, CheckConditions},
    {Code::kClausesContradict, CheckContradictions},
    {Code::kClausesAlike, CheckAlike},
    {Code::kWaiverNeverApplies, CheckIntervals},
    {Code::kPermitNeverApplies, CheckIntervals},
    {Code::kOrderOfEqualTimes, CheckExpressions},
    {Code::kZeroTerm, CheckNorms},
    {Code::kWindowBeyondForce, CheckIntervals},
    {Code::kStateNeverEnds, CheckNorms},
    {Code::kUnitUnclear, CheckNorms},
    {Code::kUnusedName, CheckUnused},
    {Code::kUnusedDefinition, CheckUnused},
    {Code::kUnusedState, CheckUnused},
    {Code::kUnusedEvent, CheckUnused},
    {Code::kUnusedField, CheckUnused},
    {Code::kUnusedSource, CheckUnused},
    {Code::kUnusedImport, CheckImports},
    {Code::kNoCitation, CheckAttributes},
    {Code::kNoSeverity, CheckAttributes},
    {Code::kNoRemedy, CheckAttributes},
    {Code::kEmptyText, CheckAttributes},
    {Code::kClauseUntested, CheckTried},
    {Code::kExceptionUntested, CheckTried},
    {Code::kTestExpectsNothing, CheckTests},
    {Code::kTestTitleTwice, CheckTests},
    {Code::kParameterUntested, CheckTried},
    {Code::kMessageWithoutHole, CheckMessages},
    {Code::kHoleTwice, CheckMessages},
    {Code::kQuantifierIgnores, CheckExpressions},
    {Code::kPolicyWithoutEffective, CheckPolicies},
    {Code::kStepBehindPresent, CheckTests},
    {Code::kArgumentUnused, CheckDefinitions},
    {Code::kDefinitionUsedOnce, CheckDefinitions},
    {Code::kDefinitionsAlike, CheckDefinitions},
    {Code::kTagTwice, CheckAttributes},
    {Code::kEmptyPart, CheckTexts},
    {Code::kExceptionTwice, CheckAttributes},
    {Code::kAllowWithoutReason, nullptr},
    {Code::kAllowUnknown, nullptr},
    {Code::kAllowSilencesNothing, nullptr},
    {Code::kElseNeverReached, CheckExpressions},
    {Code::kPolicyIncomplete, CheckPolicies},
};

}  // namespace

std::span<const CheckEntry> AllChecks() { return kChecks; }

bool IsLintCode(Code code) {
  return std::any_of(std::begin(kChecks), std::end(kChecks),
                     [code](const CheckEntry& check) { return check.code == code; });
}

}  // namespace abide::lint
