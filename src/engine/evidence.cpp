#include "engine/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "expressions/children.h"

namespace abide::engine {

using expressions::AskId;
using expressions::ExprPtr;
using values::Truth;
using values::Value;

namespace {

bool IsCondition(const ExprPtr& expr) {
  return expr->type.kind == expressions::Type::Kind::kBoolean;
}

bool IsSameStep(const EvidenceStep& a, const EvidenceStep& b) {
  return a.role == b.role && a.place == b.place && a.note == b.note;
}

}  // namespace

const std::string& Evidence::NameOf(expressions::EventKind kind) const {
  return plan_.rules->schema.Type(kind).name;
}

EvidenceStep Evidence::StepOf(Role role, const Moment& moment, std::string note) const {
  return {.role = role,
          .place = moment.place,
          .time = moment.time,
          .event = NameOf(moment.kind),
          .note = std::move(note)};
}

void Evidence::AddStep(Role role, const Moment& moment, std::string note, Finding& finding) const {
  finding.evidence.push_back(StepOf(role, moment, std::move(note)));
}

void Evidence::Add(const ExprPtr& condition, Truth truth, Finding& finding) {
  if (!condition) return;
  if (const auto* logic = std::get_if<expressions::Logic>(&condition->node)) {
    AddLogic(*logic, truth, finding);
  } else if (const auto* negation = std::get_if<expressions::Not>(&condition->node)) {
    Add(negation->operand, Not(truth), finding);
  } else if (const auto* let = std::get_if<expressions::Let>(&condition->node)) {
    environment_.Set(let->local, expressions::Evaluate(*let->value, environment_));
    Add(let->body, truth, finding);
  } else if (const auto* quantifier = std::get_if<expressions::Quantifier>(&condition->node)) {
    AddQuantifier(*quantifier, truth, finding);
  } else if (const auto* ask = std::get_if<expressions::Ask>(&condition->node)) {
    AddAsk(*ask, finding);
  } else if (!std::holds_alternative<expressions::Comprehension>(condition->node)) {
    expressions::ForEachChild(*condition, [&](const ExprPtr& child) {
      if (!child) return;
      const Truth here = IsCondition(child) ? expressions::Test(*child, environment_) : truth;
      Add(child, here, finding);
    });
  }
}

void Evidence::AddLogic(const expressions::Logic& logic, Truth truth, Finding& finding) {
  // What decides alone: a false operand of an `and`, a true one of an `or`.
  const bool is_and = logic.op == expressions::LogicOperator::kAnd;
  const Truth decisive = is_and ? Truth::kFalse : Truth::kTrue;
  for (const ExprPtr& operand : logic.operands) {
    if (expressions::Test(*operand, environment_) != truth) continue;
    Add(operand, truth, finding);
    if (truth == decisive) return;
  }
}

void Evidence::AddQuantifier(const expressions::Quantifier& node, Truth truth, Finding& finding) {
  const Value list = expressions::Evaluate(*node.list, environment_);
  if (list.kind() != Value::Kind::kList) return;
  const bool one_decides =
      (node.kind == expressions::QuantifierKind::kAny) == (truth == Truth::kTrue);
  for (const Value& element : list.elements()) {
    environment_.Set(node.variable, element);
    if (expressions::Test(*node.body, environment_) != truth) continue;
    Add(node.body, truth, finding);
    if (one_decides) return;
  }
}

void Evidence::AddAsk(const expressions::Ask& node, Finding& finding) {
  std::vector<Value> arguments;
  for (const ExprPtr& argument : node.arguments) {
    arguments.push_back(expressions::Evaluate(*argument, environment_));
  }
  const plan::Ask& ask = plan_.asks[static_cast<std::size_t>(node.ask)];
  if (std::holds_alternative<plan::PastMemory>(ask.memory)) {
    AddPast(node.ask, finding);
  } else if (std::holds_alternative<plan::LineageMemory>(ask.memory)) {
    AddPath(node.ask, arguments.front(), finding);
    if (std::get<plan::LineageMemory>(ask.memory).shares) {
      AddShare(node, arguments.front(), finding);
    }
  } else if (std::holds_alternative<plan::StateUse>(ask.memory)) {
    AddState(node.ask, arguments, finding);
  } else if (std::holds_alternative<plan::WindowMemory>(ask.memory)) {
    AddWindow(node.ask, finding);
  }
}

void Evidence::AddPast(AskId ask, Finding& finding) {
  const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(ask)];
  const Memories::PastFound found = memories_.Past(ask, environment_, nullptr);
  if (found.event) {
    finding.evidence.push_back(StepOf(Role::kPreceding, *found.event, planned.text));
    if (found.truth == Truth::kUnknown) finding.evidence.back().note += " (not certain)";
    AddPathsOf(ask, *found.event, finding);
    return;
  }
  const auto& memory = std::get<plan::PastMemory>(planned.memory);
  const Moment& asker = MomentAt(planned.at, environment_);
  finding.evidence.push_back({.role = Role::kNotFound,
                              .place = {},
                              .time = asker.time,
                              .event = NameOf(memory.alternatives.front().event.parts.front().kind),
                              .note = planned.text,
                              .from = memories_.LookedFrom(ask, asker.time),
                              .until = asker.time});
  if (found.fallen) {
    finding.evidence.push_back(StepOf(Role::kNearest, found.fallen->event, "no longer counts"));
    finding.evidence.push_back(StepOf(Role::kGap, found.fallen->gap, "stands between"));
  } else if (const auto nearest = memories_.Nearest(ask, environment_)) {
    finding.evidence.push_back(
        StepOf(Role::kNearest, nearest->event, "too early by " + values::ToString(nearest->by)));
  }
}

void Evidence::AddPathsOf(AskId ask, const Moment& event, Finding& finding) {
  const auto& memory = std::get<plan::PastMemory>(plan_.asks[static_cast<std::size_t>(ask)].memory);
  for (const plan::EventMemory& each : memory.alternatives) {
    const plan::Remember::Part* part = each.event.PartOf(event.kind);
    if (part == nullptr || !part->residual) continue;
    const expressions::Subject* const bound = environment_.Bound(each.event.binding);
    environment_.Bind(each.event.binding, &event);
    for (const ExprPtr& conjunct : expressions::Conjuncts(part->residual)) {
      if (!FollowsDataAtOthers(conjunct, each.event.binding)) continue;
      const Truth truth = expressions::Test(*conjunct, environment_);
      if (truth != Truth::kFalse) Add(conjunct, truth, finding);
    }
    environment_.Bind(each.event.binding, bound);
  }
}

// Whether the expression asks, at an event other than that of `binding`, what data is made of.
bool Evidence::FollowsDataAtOthers(const ExprPtr& expr, expressions::BindingId binding) const {
  bool follows = false;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(ask->ask)];
    follows = planned.at != binding && std::holds_alternative<plan::LineageMemory>(planned.memory);
  }
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) {
    follows = follows || (child && FollowsDataAtOthers(child, binding));
  });
  return follows;
}

void Evidence::AddPath(AskId ask, const Value& artifacts, Finding& finding) {
  const Provenance::PathFound found = memories_.Path(ask, artifacts, environment_);
  std::vector<EvidenceStep> path;
  std::string before;
  for (const lineage::Carry& carry : found.path) {
    const std::string name(memories_.ledger().Name(carry.artifact));
    path.push_back({.role = before.empty() ? Role::kSource : Role::kFlow,
                    .place = carry.moment.place,
                    .time = carry.moment.time,
                    .event = NameOf(carry.moment.kind),
                    .note = before.empty() ? name : fmt::format("{} -> {}", before, name)});
    before = name;
  }
  // An exception often asks for the path that the norm has shown already.
  std::vector<EvidenceStep>& shown = finding.evidence;
  if (std::search(shown.begin(), shown.end(), path.begin(), path.end(), IsSameStep) ==
      shown.end()) {
    shown.insert(shown.end(), path.begin(), path.end());
  }
}

void Evidence::AddShare(const expressions::Ask& node, const Value& artifacts, Finding& finding) {
  // "share(datasets from use)", without the word
  const std::string& written = plan_.asks[static_cast<std::size_t>(node.ask)].text;
  const std::size_t open = written.find('(');
  ShareFound found;
  found.text = written.substr(open + 1, written.rfind(')') - open - 1);
  const Value share = memories_.Answer(node.ask, {&artifacts, 1}, environment_);
  if (share.kind() == Value::Kind::kInterval) {
    found.least = values::ToString(Value::Of(*share.interval().least));
    found.most = values::ToString(Value::Of(*share.interval().most));
  } else if (share.kind() == Value::Kind::kNumber) {
    found.least = found.most = values::ToString(share);
  }
  const auto is_same = [&found](const ShareFound& other) {
    return other.text == found.text && other.least == found.least && other.most == found.most;
  };
  if (std::none_of(finding.shares.begin(), finding.shares.end(), is_same)) {
    finding.shares.push_back(std::move(found));
  }
}

void Evidence::AddShares(const ExprPtr& expr, Finding& finding) {
  if (!expr) return;
  if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
    const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(ask->ask)];
    const auto* memory = std::get_if<plan::LineageMemory>(&planned.memory);
    if (memory != nullptr && memory->shares) {
      AddShare(*ask, expressions::Evaluate(*ask->arguments.front(), environment_), finding);
    }
  }
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) { AddShares(child, finding); });
}

void Evidence::AddState(AskId ask, std::span<const Value> arguments, Finding& finding) {
  const StateStore::Value state = memories_.State(ask, arguments, environment_);
  const std::string& text = plan_.asks[static_cast<std::size_t>(ask)].text;
  if (state.moment.order == 0) {
    if (state.truth == Truth::kFalse) AddNeverStarted(ask, finding);
    return;
  }
  const char* what = state.truth == Truth::kTrue    ? " started"
                     : state.truth == Truth::kFalse ? " ended"
                                                    : " may have changed";
  finding.evidence.push_back(StepOf(Role::kState, state.moment, text + what));
}

void Evidence::AddNeverStarted(AskId ask, Finding& finding) const {
  const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(ask)];
  const auto& use = std::get<plan::StateUse>(planned.memory);
  const check::State& state = plan_.rules->states[static_cast<std::size_t>(use.state)];
  const values::Instant asked = MomentAt(planned.at, environment_).time;
  for (const check::StateChange& change : state.changes) {
    if (!change.starts) continue;
    finding.evidence.push_back({.role = Role::kState,
                                .place = {},
                                .time = asked,
                                .event = NameOf(change.pattern.cases.front().kind),
                                .note = planned.text + " never started",
                                .from = {},
                                .until = asked});
    return;
  }
}

void Evidence::AddWindow(AskId ask, Finding& finding) {
  const Window::Summary summary = memories_.Summary(ask, environment_);
  finding.windows.push_back({.text = plan_.asks[static_cast<std::size_t>(ask)].text,
                             .value = values::ToString(summary.value),
                             .events = summary.events,
                             .first = summary.first,
                             .last = summary.last});
}

}  // namespace abide::engine
