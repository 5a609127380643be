#include "syntax/explain.h"

#include <string>

#include "syntax/lexemes.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

using Explainer = Explanation (*)(const Stop&);

// In the order in which they are tried: first what is wrong whatever stands around it, then what is
// told by the words around, at last what is told by a bracket.
constexpr Explainer kExplainers[] = {
    ExplainString,
    ExplainQuotes,
    ExplainRegex,
    ExplainComment,
    ExplainNoDeclaration,
    ExplainMissingNorm,
    ExplainMissingPart,
    ExplainHole,
    ExplainSecondNorm,
    ExplainIndented,
    ExplainNetwork,
    ExplainQuotedKey,
    ExplainTime,
    ExplainUnit,
    ExplainNumber,
    ExplainEarlySlip,
    ExplainSecondEvent,
    ExplainAssign,
    ExplainMinus,
    ExplainMixedLogic,
    ExplainStringBehindIn,
    ExplainAlternatives,
    ExplainPatternBrackets,
    ExplainOnePattern,
    ExplainListInParentheses,
    ExplainChoice,
    ExplainForeignWindow,
    ExplainConditionWord,
    ExplainMissingTerm,
    ExplainOperator,
    ExplainForeignAggregate,
    ExplainForeignQuantifier,
    ExplainTruthWord,
    ExplainMisspeltWord,
    ExplainReservedName,
    ExplainTextAsName,
    ExplainBadName,
    ExplainUnquotedText,
    ExplainStraySign,
    ExplainBracket,
    ExplainSlip,
};

Diagnostic AtToken(const ParseState& state, const char* at, Code code, int bound) {
  const char* behind = at + 1;
  if (IsWordCharacter(*at)) {
    while (behind != state.end() && IsWordCharacter(*behind)) ++behind;
  }
  return {code, state.SpanOf(at, behind), {std::to_string(bound)}, {}, {}, {}};
}

}  // namespace

Diagnostic ExplainFailure(const ParseState& state) {
  const Stop stop(state);
  for (const Explainer explain : kExplainers) {
    if (Explanation explanation = explain(stop)) return *std::move(explanation);
  }
  return ExplainUnexpected(stop);
}

Diagnostic ExplainNesting(const ParseState& state, const char* at) {
  return AtToken(state, at, Code::kTooDeep, kMaxDepth);
}

Diagnostic ExplainChain(const ParseState& state, const char* at) {
  return AtToken(state, at, Code::kChainTooLong, kMaxOperations);
}

}  // namespace abide::syntax
