// A finding that may arise at an event: what it says, and the events that make it what it is, in
// the order in which a report shows them.
#pragma once

#include <string>
#include <vector>

#include "inquiry/world.h"
#include "judgement/derivation.h"

namespace abide::judgement {

using expressions::ExprPtr;
using inquiry::World;
using testimony::Scope;
using values::Truth;
using values::Value;

class Case {
 public:
  // All of them outlive it. What the clause says of the event, which it sees by `scope`: excuses,
  // waivers, `about` and message.
  Case(std::size_t clause, const Event& event, const Scope& scope, World& world);

  Derived derived;
  Truth excuse = Truth::kFalse;

  // What makes the condition (null: nothing) come out as `truth`: of a true `and` all operands, of
  // a false one the first that is false.
  void Add(const ExprPtr& condition, Truth truth, const Scope& scope);
  // The event that was found, or what was looked for and not found. `text`: as the rule says it.
  void AddPast(const check::Past& past, const std::string& text, const Event& now,
               const Scope& scope);
  void AddEvent(std::string_view role, const Event& event, const std::string& note);
  void AddLookedFor(std::string_view role, events::EventKind kind, const std::string& note,
                    std::optional<values::Instant> from, std::optional<values::Instant> until);
  // One of these, or (if it may be missing) none.
  void AddOneOf(std::vector<Exhibit> any_of, bool may_be_missing) {
    if (!any_of.empty()) derived.evidence.push_back({std::move(any_of), may_be_missing, {}});
  }
  // The paths of data that the condition of an earlier event, bound to `earlier`, asks for: first
  // what it asks by itself.
  void AddPathsOf(const ExprPtr& condition, expressions::BindingId earlier, const Scope& scope);
  // The same of an event that an aggregate counts, as its pattern and its value (null: none) ask.
  void AddPathsOf(const check::Pattern& counted, const ExprPtr& value, const Event& event,
                  const Scope& scope);
  void AddWindow(const std::string& text, const World::Window& window);
  // The shares that an expression speaks of, each once.
  void AddShares(const ExprPtr& expr, const Scope& scope);

  // What matches but for its term, to the steps. Whether a report has to show it, or another one.
  bool AddTooEarly(const check::Pattern& pattern, const Event& now, const Scope& scope,
                   std::vector<Exhibit>& steps) const;
  // The beginning of the time looked in; none: as far back as the logs reach.
  std::optional<values::Instant> LookedFrom(const check::Past& past, const Event& now,
                                            const Scope& scope);

  // Exceptions, with what each rests on, up to the one that is true.
  void AddExceptions(const Scope& scope);

 private:
  void ReadExceptions(const Scope& scope);
  void Tell(const Scope& scope);
  void AddLogic(const expressions::Logic& logic, Truth truth, const Scope& scope);
  void AddQuantifier(const expressions::Quantifier& node, Truth truth, const Scope& scope);
  void AddAsk(const expressions::Ask& node, const Scope& scope);
  bool AsksForData(const ExprPtr& expr) const;
  void AddPath(expressions::AskId ask, const Value& artifacts, const Scope& scope);
  void AddShare(expressions::AskId ask, const Value& artifacts, const Scope& scope);
  void AddState(expressions::AskId ask, std::span<const Value> keys, const Scope& scope);
  // What came nearest, and what of the gap stands behind it.
  void AddNearest(const check::Past& past, const Event& now, const Scope& scope);

  const check::Clause* clause_;
  World* world_;
  bool data_alone_ = false;  // nothing else that is asked is added
};

// As a rule says it: `a or (b where …) with no c since`.
std::string TextOf(const check::Past& past);
// Of "share(datasets from use)", what stands in it.
std::string NameOfShare(const std::string& text);

}  // namespace abide::judgement
