// What artifacts carry: the least fixed point of the flows in time order, by a LETPAST.
//
// `carries(a, s)` holds now if the artifact `a` carries the data of the event `s`, in which it (or
// what flowed into it) was born: it did so before and nothing replaces it now, or it is born now,
// or something that carried it flows into it now. Which of these events are meant is asked of `s`
// where the lineage is asked for. VeriMon knows LETPAST; MonPoly's own algorithm does not.
#include "mfotl/translator.h"

namespace abide::mfotl {
namespace {}  // namespace

// The flows that bring `source` into `artifact` at this point.
Formula Translator::FlowsInto(bool certain, const std::string& carry, const std::string& artifact,
                              const std::string& source) {
  std::vector<Formula> flows;
  for (std::size_t i = 0; i < rules_->schema.types().size(); ++i) {
    const auto kind = static_cast<EventKind>(i);
    const events::EventType& type = rules_->schema.types()[i];
    for (const events::Flow& flow : type.flows) {
      const std::string event = flow.from ? NewVariable("e_" + type.name) : source;
      Scope scope;
      scope.events.emplace(type.self, BoundEvent{event, {kind}, {}});
      const Fact& to = facts_->Artifacts(kind, flow.to, flow.to_member);
      std::vector<Formula> all = {
          Holds(to.name, {Term::Variable(event), Term::Variable(artifact)}),
          Condition(flow.where, {.truth = true, .certain = certain}, scope)};
      if (!flow.from) {
        flows.push_back(All(std::move(all)));
        continue;
      }
      const std::string input = NewVariable("a");
      const Fact& from = facts_->Artifacts(kind, *flow.from, flow.from_member);
      all.push_back(Holds(from.name, {Term::Variable(event), Term::Variable(input)}));
      all.push_back(PreviouslyHeld(Holds(carry, {Term::Variable(input), Term::Variable(source)})));
      flows.push_back(Some({event, input}, All(std::move(all))));
    }
  }
  return Any(std::move(flows));
}

// A flow whose condition is unknown clears nothing.
Formula Translator::Cleared(const std::string& artifact) {
  std::vector<Formula> flows;
  for (std::size_t i = 0; i < rules_->schema.types().size(); ++i) {
    const auto kind = static_cast<EventKind>(i);
    const events::EventType& type = rules_->schema.types()[i];
    for (const events::Flow& flow : type.flows) {
      if (!flow.replacing) continue;
      const std::string event = NewVariable("e_" + type.name);
      Scope scope;
      scope.events.emplace(type.self, BoundEvent{event, {kind}, {}});
      const Fact& to = facts_->Artifacts(kind, flow.to, flow.to_member);
      flows.push_back(
          Some({event}, All({Holds(to.name, {Term::Variable(event), Term::Variable(artifact)}),
                             Condition(flow.where, {.truth = true, .certain = true}, scope)})));
    }
  }
  return Any(std::move(flows));
}

std::string Translator::CarryName(bool certain) {
  if (const auto made = carry_names_.find(certain); made != carry_names_.end()) {
    return made->second;
  }
  std::string name = certain ? "carries_certainly" : "carries_possibly";
  while (!let_names_.insert(name).second) name += "_";
  const std::string artifact = NewVariable("a");
  const std::string source = NewVariable("s");
  const Formula before =
      PreviouslyHeld(Holds(name, {Term::Variable(artifact), Term::Variable(source)}));
  Formula carries =
      Any({All({before, Not(Cleared(artifact))}), FlowsInto(certain, name, artifact, source)});
  lets_.push_back({Let::Kind::kPast, name, {artifact, source}, std::move(carries), nullptr});
  return carry_names_[certain] = name;
}

Formula Translator::Derives(const ExprPtr& expr, const expressions::Ask& node,
                            const check::AskDerive& ask, Wish wish, const Scope& scope) {
  const ExprPtr& argument = node.arguments.front();
  if (!IsOfOneEvent(argument, scope))
    return Refuse(expr, "artifacts of several events, or of none");
  const BindingId at_binding = rules_->asks[static_cast<std::size_t>(node.ask)].at;
  const BoundEvent& at = scope.At(at_binding);
  const BoundEvent& owner = scope.At(*SpeechOf(argument, scope).events.begin());
  const Fact& artifacts = FactOf(Fact::Form::kArtifacts, argument, false, scope);
  const Formula whole =
      Seen(owner, Holds(artifacts.name + "_whole", Arguments(argument, scope, {})));
  const auto derives = [&](bool certain) {
    const std::string artifact = NewVariable("a");
    const Search search{.pattern = &ask.source,
                        .at = at_binding,
                        .direction = Direction::kUpToNow,
                        .certain = certain,
                        .variable = NewVariable("s"),
                        .within = {}};
    Formula carries =
        Holds(CarryName(certain), {Term::Variable(artifact), Term::Variable(search.variable)});
    if (at.tense.kind != Tense::Kind::kNow) carries = All({KindOf(at), carries});
    Formula named = All(
        {Seen(owner, Holds(artifacts.name, Arguments(argument, scope, {Term::Variable(artifact)}))),
         Seen(at, carries)});
    return Some({artifact}, SomeMatch(search, scope, [&](const Scope&) { return named; }));
  };
  return Known(wish, whole, derives, scope);
}

}  // namespace abide::mfotl
