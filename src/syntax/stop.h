// The place where the parser was stopped, as the explanations look at it: the token that can't
// stand, what was read before it, and what could have stood instead.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/parse_state.h"

namespace abide::syntax {

class Stop {
 public:
  // `state` has recorded, and outlives this.
  explicit Stop(const ParseState& state);

  const ParseState& state() const { return state_; }
  bool at_end() const { return state_.farthest() == state_.end(); }
  // The token that can't stand; empty at the end.
  std::string_view found() const { return found_; }
  // From that token on.
  std::string_view rest() const;
  // From there to the end of the line, without a comment or blanks at its end.
  std::string_view rest_of_line() const;
  // The n-th token before it, 1 being the nearest; empty if there are fewer.
  std::string_view Back(std::size_t n) const;
  // The word behind it; empty if a sign is there.
  std::string_view WordBehindFound() const;
  // The word that begins the declaration; empty if there is none.
  std::string_view declaration() const {
    return tokens().empty() ? std::string_view() : tokens().front();
  }
  // The tokens before it.
  const std::vector<std::string_view>& tokens() const { return state_.tokens(); }

  bool ExpectsWord(std::string_view word) const;
  bool ExpectsSign(std::string_view sign) const;
  bool ExpectsLabel(std::string_view label) const;
  bool ExpectsAnyWord(std::initializer_list<std::string_view> words) const;

  bool IsFirstOnLine(std::string_view token) const;
  // The innermost bracket that is open where a closing one was expected.
  std::optional<std::string_view> OpenBracket() const;
  // Whether a token stands in front, with as many brackets open.
  std::optional<std::string_view> LastWordOutsideBrackets(
      std::initializer_list<std::string_view> words) const;

  // A diagnostic at `part` of the text, at the token, or where it should stand.
  diagnostics::Diagnostic At(std::string_view part, diagnostics::Code code,
                             std::vector<std::string> arguments = {}) const;
  diagnostics::Diagnostic AtFound(diagnostics::Code code,
                                  std::vector<std::string> arguments = {}) const;
  Span SpanOf(std::string_view part) const;
  // "`urgent`", or "the end of the declaration".
  std::string FoundText() const;

 private:
  const ParseState& state_;
  std::string_view found_;
};

// An explanation is tried in turn; the first that knows the mistake wins.
using Explanation = std::optional<diagnostics::Diagnostic>;

// Text that is wrong by itself: strings, regular expressions, numbers, times, signs of other
// languages.
Explanation ExplainString(const Stop& stop);
Explanation ExplainQuotes(const Stop& stop);
Explanation ExplainRegex(const Stop& stop);
Explanation ExplainComment(const Stop& stop);
Explanation ExplainTime(const Stop& stop);
Explanation ExplainUnit(const Stop& stop);
Explanation ExplainNumber(const Stop& stop);
Explanation ExplainMinus(const Stop& stop);
Explanation ExplainAssign(const Stop& stop);
Explanation ExplainOperator(const Stop& stop);
Explanation ExplainStraySign(const Stop& stop);

// Words and names.
Explanation ExplainNoDeclaration(const Stop& stop);
Explanation ExplainIndented(const Stop& stop);
Explanation ExplainChoice(const Stop& stop);
Explanation ExplainReservedName(const Stop& stop);
Explanation ExplainConditionWord(const Stop& stop);
Explanation ExplainMisspeltWord(const Stop& stop);
// What was meant as text, a time, nothing at all: a name by its place alone.
Explanation ExplainTextAsName(const Stop& stop);
Explanation ExplainBadName(const Stop& stop);
Explanation ExplainUnquotedText(const Stop& stop);

// Habits of other languages.
Explanation ExplainForeignAggregate(const Stop& stop);
Explanation ExplainForeignQuantifier(const Stop& stop);
Explanation ExplainTruthWord(const Stop& stop);
// Null if there is nothing to say.
const char* HelpForForeignSentence(const Stop& stop);

// Words of the language in another order.
Explanation ExplainForeignWindow(const Stop& stop);
// Empty if there is nothing to say: of what nothing else knows, of a duty without a term, of a
// second norm.
std::string HelpForWordOrder(const Stop& stop);
std::string HelpForMissingTerm(const Stop& stop);
std::string HelpForSecondNorm(const Stop& stop);
// `(b within 3 days) or (…)`, of alternatives behind `require` or `=`.
std::string HelpForAlternatives(const Stop& stop);

// How sentences are built.
Explanation ExplainMixedLogic(const Stop& stop);
Explanation ExplainAlternatives(const Stop& stop);
Explanation ExplainOnePattern(const Stop& stop);
Explanation ExplainSecondEvent(const Stop& stop);
Explanation ExplainPatternBrackets(const Stop& stop);
Explanation ExplainNetwork(const Stop& stop);
Explanation ExplainQuotedKey(const Stop& stop);
Explanation ExplainStringBehindIn(const Stop& stop);
Explanation ExplainListInParentheses(const Stop& stop);
Explanation ExplainMissingTerm(const Stop& stop);
Explanation ExplainSecondNorm(const Stop& stop);
Explanation ExplainMissingPart(const Stop& stop);
Explanation ExplainMissingNorm(const Stop& stop);
Explanation ExplainHole(const Stop& stop);
Explanation ExplainBracket(const Stop& stop);

// Habits of other languages that a table knows: those that would be taken for something else, and
// those of which nothing else is known.
Explanation ExplainEarlySlip(const Stop& stop);
Explanation ExplainSlip(const Stop& stop);

// What is left: "expected this or that, found something", with a hint where the expected word has
// one.
diagnostics::Diagnostic ExplainUnexpected(const Stop& stop);

}  // namespace abide::syntax
