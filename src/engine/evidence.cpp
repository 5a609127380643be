#include "engine/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "expressions/children.h"
#include "expressions/uncounted.h"

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

// "share(datasets from use)", without the word
std::string ShareText(const std::string& written) {
  const std::size_t open = written.find('(');
  return written.substr(open + 1, written.rfind(')') - open - 1);
}

bool IsOfData(const plan::Plan& plan, AskId ask) {
  return std::holds_alternative<plan::LineageMemory>(
      plan.asks[static_cast<std::size_t>(ask)].memory);
}

void CollectQuestions(const plan::Plan& plan, const ExprPtr& expr, std::vector<AskId>& asks) {
  const auto* ask = std::get_if<expressions::Ask>(&expr->node);
  if (ask != nullptr && IsOfData(plan, ask->ask)) asks.push_back(ask->ask);
  expressions::ForEachChild(*expr, [&](const ExprPtr& child) {
    if (child) CollectQuestions(plan, child, asks);
  });
}

// About data, from left to right.
std::vector<AskId> QuestionsIn(const plan::Plan& plan, const ExprPtr& expr) {
  std::vector<AskId> asks;
  CollectQuestions(plan, expr, asks);
  return asks;
}

}  // namespace

bool FollowsData(const plan::Plan& plan, const ExprPtr& expr) {
  return !QuestionsIn(plan, expr).empty();
}

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
  if (std::holds_alternative<plan::LineageMemory>(ask.memory)) {
    Trail trail = TrailOf(node, arguments.front());
    if (wanted_ == nullptr) return AddTrail(node.ask, trail, finding);
    const auto found = std::find(wanted_->begin(), wanted_->end(), node.ask);
    trail.number = static_cast<std::uint32_t>(found - wanted_->begin());
    trails_.push_back(std::move(trail));
  } else if (wanted_ != nullptr || data_alone_) {
    return;
  } else if (std::holds_alternative<plan::PastMemory>(ask.memory)) {
    AddPast(node.ask, finding);
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
    AddPathsOf(ask, found.alternative, *found.event, found.trails, finding);
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

// What its own condition asks was answered when it was remembered; what is decided now can be asked
// now.
void Evidence::AddPathsOf(AskId ask, std::size_t alternative, const Moment& event,
                          const Trails& trails, Finding& finding) {
  const auto& memory = std::get<plan::PastMemory>(plan_.asks[static_cast<std::size_t>(ask)].memory);
  const plan::Remember& remembered = memory.alternatives[alternative].event;
  const plan::Remember::Part* part = remembered.PartOf(event.kind);
  if (trails) {
    const std::vector<AskId> asks = QuestionsIn(plan_, part->local);
    for (const Trail& trail : *trails) AddTrail(asks.at(trail.number), trail, finding);
  }
  if (!part->residual) return;
  const expressions::Subject* const bound = environment_.Bound(remembered.binding);
  environment_.Bind(remembered.binding, &event);
  AddFollowing(part->residual, finding);
  environment_.Bind(remembered.binding, bound);
}

void Evidence::AddPathsOf(AskId aggregate, const Moment& event, Finding& finding) {
  const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(aggregate)];
  const plan::Remember& counted = std::get<plan::WindowMemory>(planned.memory).event;
  const plan::Remember::Part* part = counted.PartOf(event.kind);
  if (part == nullptr) return;
  const expressions::Subject* const bound = environment_.Bound(counted.binding);
  environment_.Bind(counted.binding, &event);
  data_alone_ = true;
  for (const ExprPtr& condition : {part->local, part->residual}) {
    if (condition) AddFollowing(condition, finding);
  }
  if (part->value) Add(part->value, Truth::kTrue, finding);
  data_alone_ = false;
  environment_.Bind(counted.binding, bound);
}

// The parts of a condition that ask about data, as far as they may hold.
void Evidence::AddFollowing(const ExprPtr& condition, Finding& finding) {
  for (const ExprPtr& conjunct : expressions::Conjuncts(condition)) {
    if (!FollowsData(plan_, conjunct)) continue;
    const Truth truth = expressions::Test(*conjunct, environment_);
    if (truth != Truth::kFalse) Add(conjunct, truth, finding);
  }
}

Trails Evidence::TrailsOf(const ExprPtr& local) {
  const expressions::Uncounted told(environment_);
  const std::vector<AskId> wanted = QuestionsIn(plan_, local);
  wanted_ = &wanted;
  Finding nothing;
  AddFollowing(local, nothing);
  wanted_ = nullptr;
  if (trails_.empty()) return nullptr;
  return std::make_shared<const std::vector<Trail>>(std::exchange(trails_, {}));
}

Trail Evidence::TrailOf(const expressions::Ask& node, const Value& artifacts) {
  const plan::Ask& ask = plan_.asks[static_cast<std::size_t>(node.ask)];
  Trail trail{.end = memories_.EndOfPath(node.ask, artifacts, environment_),
              .time = MomentAt(ask.at, environment_).time,
              .share = {}};
  if (std::get<plan::LineageMemory>(ask.memory).shares) {
    trail.share = ShareOf(node, artifacts);
  } else {
    const Value answer = memories_.Answer(node.ask, {&artifacts, 1}, environment_);
    trail.is_none = answer.truth() == Truth::kFalse;
  }
  return trail;
}

// A path; of artifacts that certainly carry nothing of it, what they were looked through for.
void Evidence::AddTrail(AskId ask, const Trail& trail, Finding& finding) const {
  const plan::Ask& planned = plan_.asks[static_cast<std::size_t>(ask)];
  std::vector<EvidenceStep> path;
  std::string before;
  for (const lineage::Carry& carry : memories_.ledger().Path(trail.end)) {
    const std::string name(memories_.ledger().Name(carry.artifact));
    path.push_back({.role = before.empty() ? Role::kSource : Role::kFlow,
                    .place = carry.moment.place,
                    .time = carry.moment.time,
                    .event = NameOf(carry.moment.kind),
                    .note = before.empty() ? name : fmt::format("{} -> {}", before, name)});
    before = name;
  }
  if (trail.is_none) {
    const auto& source = std::get<plan::LineageMemory>(planned.memory).source;
    path.push_back({.role = Role::kNotFound,
                    .place = {},
                    .time = trail.time,
                    .event = NameOf(source.parts.front().kind),
                    .note = planned.text,
                    .from = {},
                    .until = trail.time});
  }
  // An exception often asks for the path that the norm has shown already.
  std::vector<EvidenceStep>& shown = finding.evidence;
  if (std::search(shown.begin(), shown.end(), path.begin(), path.end(), IsSameStep) ==
      shown.end()) {
    shown.insert(shown.end(), path.begin(), path.end());
  }
  if (!trail.share) return;
  ShareFound share = *trail.share;
  share.text = ShareText(planned.text);
  AddShare(std::move(share), finding);
}

ShareFound Evidence::ShareOf(const expressions::Ask& node, const Value& artifacts) {
  ShareFound found;
  found.text = ShareText(plan_.asks[static_cast<std::size_t>(node.ask)].text);
  const Value share = memories_.Answer(node.ask, {&artifacts, 1}, environment_);
  if (share.kind() == Value::Kind::kInterval) {
    found.least = values::ToString(Value::Of(*share.interval().least));
    found.most = values::ToString(Value::Of(*share.interval().most));
  } else if (share.kind() == Value::Kind::kNumber) {
    found.least = found.most = values::ToString(share);
  }
  return found;
}

void Evidence::AddShare(ShareFound found, Finding& finding) {
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
      const Value artifacts = expressions::Evaluate(*ask->arguments.front(), environment_);
      AddShare(ShareOf(*ask, artifacts), finding);
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
