// Why a condition is what it is: the events that make it so.
#pragma once

#include "engine/finding.h"
#include "engine/memories.h"
#include "engine/trail.h"
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
  // The paths of data that the condition of `event` asks for, which `ask` found by an alternative:
  // where its own questions led then, and where those that are decided now lead.
  void AddPathsOf(expressions::AskId ask, std::size_t alternative, const Moment& event,
                  const Trails& trails, Finding& finding);
  // Where an aggregate's condition of `event` and its value of it lead.
  void AddPathsOf(expressions::AskId aggregate, const Moment& event, Finding& finding);
  // Where the condition of an event leads that is now bound, and will be found later.
  Trails TrailsOf(const expressions::ExprPtr& local);

 private:
  void AddLogic(const expressions::Logic& logic, values::Truth truth, Finding& finding);
  void AddQuantifier(const expressions::Quantifier& node, values::Truth truth, Finding& finding);
  void AddAsk(const expressions::Ask& node, Finding& finding);
  void AddPast(expressions::AskId ask, Finding& finding);
  void AddFollowing(const expressions::ExprPtr& condition, Finding& finding);
  Trail TrailOf(const expressions::Ask& node, const values::Value& artifacts);
  void AddTrail(expressions::AskId ask, const Trail& trail, Finding& finding) const;
  ShareFound ShareOf(const expressions::Ask& node, const values::Value& artifacts);
  static void AddShare(ShareFound found, Finding& finding);
  void AddState(expressions::AskId ask, std::span<const values::Value> arguments, Finding& finding);
  void AddNeverStarted(expressions::AskId ask, Finding& finding) const;

  EvidenceStep StepOf(Role role, const Moment& moment, std::string note) const;
  const std::string& NameOf(expressions::EventKind kind) const;

  const plan::Plan& plan_;
  Memories& memories_;
  expressions::Environment& environment_;
  // While trails are collected, nothing else is: which are asked for, and those found.
  const std::vector<expressions::AskId>* wanted_ = nullptr;
  std::vector<Trail> trails_;
  bool data_alone_ = false;  // nothing else that is asked is added
};

// Whether the expression asks what data is made of.
bool FollowsData(const plan::Plan& plan, const expressions::ExprPtr& expr);

}  // namespace abide::engine
