// The evidence that a finding has to bring: the events that make a condition what it is, in the
// order in which a report shows them.
#pragma once

#include <string>
#include <vector>

#include "verify/derivation.h"
#include "verify/world.h"

namespace abide::verify {

class Explanation {
 public:
  // Both outlive it. What is found is added to `derived`.
  Explanation(World& world, const Journal& journal, Derived& derived)
      : world_(world), journal_(journal), derived_(derived) {}

  // What makes the condition (null: nothing) come out as `truth`: of a true `and` all operands, of
  // a false one the first that is false.
  void Add(const ExprPtr& condition, Truth truth, const Scope& scope);
  // The event that was found, or what was looked for and not found. `text`: as the rule says it.
  void AddPast(const check::Past& past, const std::string& text, const Event& now,
               const Scope& scope);
  void AddEvent(const char* role, const Event& event, const std::string& note);
  void AddLookedFor(const char* role, events::EventKind kind, const std::string& note,
                    std::optional<values::Instant> from, std::optional<values::Instant> until);
  // One of these, or none.
  void AddOneOf(std::vector<Json> any_of) {
    if (!any_of.empty()) derived_.evidence.push_back({std::move(any_of), true, {}});
  }
  // The paths of data that the condition of an earlier event, bound to `earlier`, asks for at later
  // ones.
  void AddPathsOf(const ExprPtr& condition, expressions::BindingId earlier, const Scope& scope);
  void AddWindow(const std::string& text, const World::Window& window);
  // The shares that an expression speaks of, each once.
  void AddShares(const ExprPtr& expr, const Scope& scope);

  Json EventStep(const char* role, const Event& event, const std::string& note) const;
  // The beginning of the time looked in; none: as far back as the logs reach.
  std::optional<values::Instant> LookedFrom(const check::Past& past, const Event& now,
                                            const Scope& scope);

 private:
  void AddLogic(const expressions::Logic& logic, Truth truth, const Scope& scope);
  void AddQuantifier(const expressions::Quantifier& node, Truth truth, const Scope& scope);
  void AddAsk(const expressions::Ask& node, const Scope& scope);
  void AddPath(expressions::AskId ask, const Value& artifacts, const Scope& scope);
  void AddShare(expressions::AskId ask, const Value& artifacts, const Scope& scope);
  void AddState(expressions::AskId ask, std::span<const Value> keys, const Scope& scope);
  // What came nearest, and what of the gap stands behind it.
  void AddNearest(const check::Past& past, const Event& now, const Scope& scope);

  World& world_;
  const Journal& journal_;
  Derived& derived_;
};

// The step (its role and note) at an event.
Json StepAt(const Json& step, const Event& event, const check::CheckedRules& rules,
            const Journal& journal);
// As a rule says it: `a or (b where …) with no c since`.
std::string TextOf(const check::Past& past);

}  // namespace abide::verify
