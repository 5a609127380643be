#include "reference/lineage.h"

#include <set>

#include "reference/evaluator.h"

namespace abide::reference {
namespace {

using Kind = Value::Kind;

bool IsBetter(const LineagePath& a, const LineagePath& b) {
  if (a.empty() || b.empty()) return !a.empty();
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

Carried OneOf(const Artifacts& artifacts, const Labels& labels) {
  Carried carried;
  if (!artifacts.complete) carried.truth = Truth::kUnknown;
  for (const std::string& name : artifacts.names) {
    if (const auto found = labels.find(name); found != labels.end()) {
      carried = Either(carried, found->second);
    }
  }
  return carried;
}

Carried Through(Carried carried, Truth condition, std::size_t event) {
  carried.truth = values::And(carried.truth, condition);
  if (carried.truth == Truth::kTrue) {
    carried.path.push_back(event);
  } else {
    carried.path.clear();
  }
  return carried;
}

}  // namespace

// Where the field is a list of records, it is a member of each that is meant.
Artifacts ArtifactsIn(const Value& field, std::optional<std::uint32_t> member) {
  if (!member || field.is_absent()) return ArtifactsIn(field);
  Artifacts artifacts;
  for (const Value& record : field.elements()) {
    const Artifacts one = ArtifactsIn(record.is_absent() ? Value() : record.members()[*member]);
    artifacts.complete = artifacts.complete && one.complete;
    artifacts.names.insert(artifacts.names.end(), one.names.begin(), one.names.end());
  }
  return artifacts;
}

Artifacts ArtifactsIn(const Value& value) {
  Artifacts artifacts;
  if (value.kind() == Kind::kText) artifacts.names.emplace_back(value.text());
  if (value.is_absent()) artifacts.complete = false;
  if (value.kind() != Kind::kList) return artifacts;
  for (const Value& element : value.elements()) {
    if (element.is_absent()) {
      artifacts.complete = false;
    } else {
      artifacts.names.emplace_back(element.text());
    }
  }
  return artifacts;
}

Carried Either(const Carried& a, const Carried& b) {
  return {values::Or(a.truth, b.truth), IsBetter(a.path, b.path) ? a.path : b.path};
}

// "All flows of an event happen at once: inputs are read as before the event, then what is replaced
// is cleared, then all is added" (section 3). "What is born in that event carries it, and every
// flow hands it on" (section 9). "A flow whose condition is unknown hands on as unknown, and clears
// nothing" (section 10).
void Evaluator::PlayFlows(const Pattern& source, std::size_t event, const Scope& scope,
                          Labels& labels) {
  const events::EventType& type = rules_->schema.Type(log_[event].kind);
  const Scope nothing;
  const Scope self(nothing, type.self, event);
  std::set<std::string> replaced;
  Labels added;
  for (const events::Flow& flow : type.flows) {
    const Truth flows = Holds(flow.where, self);
    if (flows == Truth::kFalse) continue;
    Carried brought{Matches(source, event, scope), {}};
    if (flow.from) {
      const Value from = log_[event].fields[static_cast<std::size_t>(*flow.from)];
      // From a field that is absent nothing moves.
      brought = OneOf({ArtifactsIn(from, flow.from_member).names, true}, labels);
    }
    brought = Through(brought, flows, event);
    const Value to = log_[event].fields[static_cast<std::size_t>(flow.to)];
    for (const std::string& name : ArtifactsIn(to, flow.to_member).names) {
      added[name] = Either(added[name], brought);
      if (flow.replacing && flows == Truth::kTrue) replaced.insert(name);
    }
  }
  for (const std::string& name : replaced) labels.erase(name);
  for (const auto& [name, carried] : added) labels[name] = Either(labels[name], carried);
}

Labels Evaluator::LabelsAfter(const Pattern& source, std::size_t event, const Scope& scope) {
  Labels labels;
  for (std::size_t played = 0; played <= event; ++played) {
    PlayFlows(source, played, scope, labels);
  }
  return labels;
}

// "true when any of the artifacts carries P, seen from that event as the events before it and its
// own births and flows leave it" (section 9)
Value Evaluator::Answer(const check::AskDerive& ask, Arguments arguments, std::size_t now,
                        const Scope& scope) {
  if (arguments[0].is_absent()) return {};
  const Labels labels = LabelsAfter(ask.source, now, scope);
  return Value::Of(OneOf(ArtifactsIn(arguments[0]), labels).truth);
}

// "Every lineage finding shows its path, event by event, from the source to the trigger: the
// shortest, and among those the earliest" (section 9).
std::vector<LineagePath> Evaluator::Paths(const Expr& condition, const Scope& scope) {
  std::vector<LineagePath> paths;
  const auto* logic = std::get_if<expressions::Logic>(&condition.node);
  if (logic != nullptr && logic->op == expressions::LogicOperator::kAnd) {
    for (const ExprPtr& operand : logic->operands) {
      for (LineagePath& path : Paths(*operand, scope)) paths.push_back(std::move(path));
    }
  }
  const auto* asked = std::get_if<expressions::Ask>(&condition.node);
  if (asked == nullptr) return paths;
  const check::AskNode& node = rules_->asks[static_cast<std::size_t>(asked->ask)];
  const auto* derive = std::get_if<check::AskDerive>(&node.ask);
  if (derive == nullptr) return paths;
  const Value artifacts = Worth(*asked->arguments[0], scope);
  const Labels labels = LabelsAfter(derive->source, scope.EventOf(node.at), scope);
  const Carried carried = OneOf(ArtifactsIn(artifacts), labels);
  if (carried.truth == Truth::kTrue) paths.push_back(carried.path);
  return paths;
}

}  // namespace abide::reference
