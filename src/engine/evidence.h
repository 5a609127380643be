// Why a condition is what it is: the events that make it so.
#pragma once

#include "engine/finding.h"
#include "engine/memories.h"
#include "plan/plan.h"

namespace abide::engine {

// Adds to the finding what makes `condition` (null: nothing) come out as `truth` at the events
// bound in the environment. Only what matters is added: of a true `and` all operands, of a false
// one the first that is false.
class Evidence {
 public:
  Evidence(const plan::Plan& plan, Memories& memories, expressions::Environment& environment)
      : plan_(plan), memories_(memories), environment_(environment) {}

  void Add(const expressions::ExprPtr& condition, values::Truth truth, Finding& finding);
  void AddStep(Role role, const Moment& moment, std::string note, Finding& finding) const;
  void AddWindow(expressions::AskId ask, Finding& finding);
  // The shares that `expr` speaks of, each once in a finding.
  void AddShares(const expressions::ExprPtr& expr, Finding& finding);
  // The paths of data that the condition of `event`, which `ask` found, asks for at a later event.
  void AddPathsOf(expressions::AskId ask, const Moment& event, Finding& finding);

 private:
  void AddLogic(const expressions::Logic& logic, values::Truth truth, Finding& finding);
  void AddQuantifier(const expressions::Quantifier& node, values::Truth truth, Finding& finding);
  void AddAsk(const expressions::Ask& node, Finding& finding);
  void AddPast(expressions::AskId ask, Finding& finding);
  bool FollowsDataAtOthers(const expressions::ExprPtr& expr, expressions::BindingId binding) const;
  void AddPath(expressions::AskId ask, const values::Value& artifacts, Finding& finding);
  void AddShare(const expressions::Ask& node, const values::Value& artifacts, Finding& finding);
  void AddState(expressions::AskId ask, std::span<const values::Value> arguments, Finding& finding);
  void AddNeverStarted(expressions::AskId ask, Finding& finding) const;

  EvidenceStep StepOf(Role role, const Moment& moment, std::string note) const;
  const std::string& NameOf(expressions::EventKind kind) const;

  const plan::Plan& plan_;
  Memories& memories_;
  expressions::Environment& environment_;
};

}  // namespace abide::engine
