// What expressions and patterns are worth, at an event of a log that is all in memory.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "check/checked_rules.h"
#include "events/event.h"
#include "reference/lineage.h"
#include "reference/reference.h"
#include "reference/scope.h"
#include "reference/share.h"
#include "values/arena.h"

namespace abide::reference {

using check::Pattern;
using expressions::Expr;
using expressions::ExprPtr;
using values::Truth;
using values::Value;

class Evaluator {
 public:
  // All of them outlive the evaluator; `arena` holds the values it makes.
  Evaluator(const check::CheckedRules& rules, std::span<const events::Event> log,
            values::Arena& arena)
      : rules_(&rules), log_(log), arena_(&arena) {}

  Value Worth(const Expr& expr, const Scope& scope);
  // A condition; null holds always.
  Truth Holds(const ExprPtr& condition, const Scope& scope);
  // Whether `event` matches the pattern; `around` is the scope around the pattern.
  Truth Matches(const Pattern& pattern, std::size_t event, const Scope& around);
  // Whether `later` is at most `within` behind `earlier`; null: whenever.
  Truth IsWithin(const ExprPtr& within, std::size_t earlier, std::size_t later, const Scope& scope);
  // Whether some event strictly before `now` is one of the alternatives, and no gap between.
  Truth IsPreceded(const check::Past& past, std::size_t now, const Scope& scope);
  // No event strictly between `earlier` and `now` matches the gap.
  Truth HasNoGap(const std::optional<Pattern>& gap, std::size_t earlier, std::size_t now,
                 const Scope& scope);
  // The paths of the `derive from` that are true and stand in `condition` under `and` and `or`
  // only.
  std::vector<LineagePath> Paths(const Expr& condition, const Scope& scope);

  const check::CheckedRules& rules() const { return *rules_; }
  const events::Event& event(std::size_t index) const { return log_[index]; }
  std::size_t size() const { return log_.size(); }
  values::Arena& arena() { return *arena_; }

 private:
  // Expressions on the fields of events: worth.cpp.
  Value Of(const expressions::Constant& node, const Scope& scope);
  Value Of(const expressions::Field& node, const Scope& scope);
  Value Of(const expressions::Local& node, const Scope& scope);
  Value Of(const expressions::MemberOf& node, const Scope& scope);
  Value Of(const expressions::ElementOf& node, const Scope& scope);
  Value Of(const expressions::Flatten& node, const Scope& scope);
  Value Of(const expressions::Let& node, const Scope& scope);
  Value Of(const expressions::Ask& node, const Scope& scope);
  Value Of(const expressions::MakeList& node, const Scope& scope);
  Value Of(const expressions::Comprehension& node, const Scope& scope);
  Value Of(const expressions::Convert& node, const Scope& scope);
  Value Of(const expressions::Negate& node, const Scope& scope);
  Value Of(const expressions::Arithmetic& node, const Scope& scope);
  Value Of(const expressions::Else& node, const Scope& scope);
  Value Of(const expressions::Has& node, const Scope& scope);
  Value Of(const expressions::Not& node, const Scope& scope);
  Value Of(const expressions::Logic& node, const Scope& scope);
  Value Of(const expressions::Compare& node, const Scope& scope);
  Value Of(const expressions::InList& node, const Scope& scope);
  Value Of(const expressions::InNetwork& node, const Scope& scope);
  Value Of(const expressions::InNetworks& node, const Scope& scope);
  Value Of(const expressions::Matches& node, const Scope& scope);
  Value Of(const expressions::TextTest& node, const Scope& scope);
  Value Of(const expressions::Quantifier& node, const Scope& scope);
  Value Of(const expressions::CaptureCall& node, const Scope& scope);
  Value Of(const expressions::FunctionCall& node, const Scope& scope);

  // Questions about the past and facts, asked at event `now`: past.cpp, facts.cpp, lineage.cpp,
  // share.cpp.
  using Arguments = std::span<const Value>;
  Value Answer(const check::AskPrecededBy& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskAggregate& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskState& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskDerive& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskShare& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskCell& ask, Arguments, std::size_t now, const Scope& scope);
  Value Answer(const check::AskRow& ask, Arguments, std::size_t now, const Scope& scope);

  Truth ChangesState(const check::StateChange& change, std::size_t event, Arguments keys);
  void PlayFlows(const Pattern& source, std::size_t event, const Scope& scope, Labels& labels);
  void PlayAmounts(const Pattern& source, std::size_t event, const Scope& scope, Inflows& inflows);
  Labels LabelsAfter(const Pattern& source, std::size_t event, const Scope& scope);

  const check::CheckedRules* rules_;
  std::span<const events::Event> log_;
  values::Arena* arena_;
};

}  // namespace abide::reference
