// How random rules are written: expressions over the patterns in scope.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reference/generator.h"
#include "reference/piece.h"

namespace abide::reference {

// A pattern in scope: the variable that speaks of its event, and the kind's name.
struct Speaker {
  std::string variable;
  std::string kind;
};

class RuleWriter {
 public:
  RuleWriter(const Theme& theme, Random& random) : theme_(&theme), random_(&random) {}

  Piece Norm();
  Piece Exceptions();
  // `about` and `message`, with numbers that have to be worked out.
  Piece Telling();
  Piece State();
  // Whether the rules that follow may ask for the state.
  void MayAskForState() { own_state_ = true; }
  // A condition on the event at which the findings of the last norm stand.
  Piece ConditionAtFinding(int depth);

 private:
  // Norms; `finding_` is set to what is in scope where their findings stand.
  Piece Forbid();
  Piece AfterForbid();
  Piece BeforeRequire();
  Piece AfterRequire();
  Piece AroundRequire();
  Piece AroundForbid();
  Piece Limit();
  std::string Term(const Speaker& trigger);
  Piece Due(const std::string& within);
  Piece Alternatives(const std::function<std::string()>& within);
  Piece Measured(std::vector<Speaker>& counted);
  Piece Measure(std::vector<Speaker>& counted);
  Piece Window();
  Piece Hole();

  // `depth` is what may still be nested.
  Piece Condition(int depth);
  Piece Leaf();
  Piece Atoms();
  Piece Comparison(int depth);
  Piece TextTest();
  Piece Quantifier(int depth);
  Piece TableTest();
  Piece TimeTest();
  Piece StateTest();
  Piece Preceded(int depth);
  Piece Derivation(int depth);
  Piece Share(int depth);
  Piece Source(int depth);
  Piece Total(int depth);
  Piece Number(int depth);
  Piece String();

  // A pattern without and with brackets; its speaker is in scope behind it only if it is kept.
  enum class Within { kNever, kMaybe };
  Piece Pattern(int depth, Within within, const std::string& kind);
  Piece Bracketed(int depth, Within within, const std::string& kind);
  Piece Where(int depth);
  Piece Equality(const Speaker& inner, const Speaker& outer);
  Piece Gap(int depth);
  Piece ForgettingSpeakers(std::size_t count, Piece piece);

  static const std::vector<std::string>& Spans();
  std::string Field(const Speaker& speaker, const std::vector<std::string>& among);
  const Speaker& Someone();
  std::string NewVariable() { return "v" + std::to_string(++variables_); }

  const Theme* theme_;
  Random* random_;
  std::vector<Speaker> speakers_;  // outermost first
  std::vector<Speaker> finding_;
  int variables_ = 0;
  bool own_state_ = false;
};

}  // namespace abide::reference
