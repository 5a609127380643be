#include "reasons/concerns.h"

#include <set>

#include "expressions/children.h"

namespace abide::reasons {
namespace {

using expressions::AskId;
using expressions::EventKind;
using expressions::ExprPtr;

class Collector {
 public:
  Collector(const plan::Plan& plan, EventKind kind) : plan_(plan), kind_(kind) {}

  std::vector<Concern> Collect(const plan::Judgement& judgement) {
    for (const plan::Judgement::Case& each : judgement.cases) Walk(each.condition);
    std::visit([this](const auto& form) { AddForm(form); }, judgement.form);
    const check::Clause& clause = plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)];
    for (const check::Exception& exception : clause.exceptions) Walk(exception.condition);
    for (const check::Waiver& waiver : clause.waivers) Walk(waiver.where);
    return std::move(concerns_);
  }

 private:
  void AddForm(const plan::Immediate&) {}
  void AddForm(const plan::DutyPlan& duty) {
    for (const auto& required : duty.alternatives) {
      Add(required.event, Role::kRequired);
      Walk(required.term);
    }
    if (duty.each_earlier) AddAsk(*duty.each_earlier);
    for (const AskId before : duty.before) AddAsk(before);
  }
  void AddForm(const plan::PairPlan& pair) {
    for (const plan::PairPlan::Side* side : {&pair.second, &pair.first}) {
      for (const auto& each : side->cases) {
        Walk(each.condition);
        AddAsk(each.earlier);
      }
    }
  }
  void AddForm(const plan::LimitPlan& limit) {
    for (const AskId aggregate : limit.aggregates) AddAsk(aggregate);
    Walk(limit.measure);
    Walk(limit.bound);
    for (const check::Limit::Key& key : limit.per) Walk(key.value);
  }

  void Walk(const ExprPtr& expr) {
    if (!expr) return;
    if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) AddAsk(ask->ask);
    expressions::ForEachChild(*expr, [this](const ExprPtr& child) { Walk(child); });
  }

  // Each once; it may ask others.
  void AddAsk(AskId id) {
    if (!known_.insert(id).second) return;
    const plan::Ask& ask = plan_.asks[static_cast<std::size_t>(id)];
    if (const auto* past = std::get_if<plan::PastMemory>(&ask.memory)) {
      for (const plan::EventMemory& each : past->alternatives) {
        Add(each.event, Role::kAsked);
        if (each.gap) Add(*each.gap, Role::kBetween);
      }
    } else if (const auto* window = std::get_if<plan::WindowMemory>(&ask.memory)) {
      Add(window->event, Role::kCounted);
    } else if (const auto* use = std::get_if<plan::StateUse>(&ask.memory)) {
      AddState(plan_.rules->states[static_cast<std::size_t>(use->state)]);
    } else if (const auto* lineage = std::get_if<plan::LineageMemory>(&ask.memory)) {
      Add(lineage->source, Role::kSource);
      AddFlows();
    }
  }

  void Add(const plan::Remember& remember, Role role) {
    for (const plan::Remember::Part& part : remember.parts) {
      Walk(part.local);
      Walk(part.residual);
      Walk(part.value);
    }
    const plan::Remember::Part* part = remember.PartOf(kind_);
    if (part == nullptr) return;
    Concern& concern = concerns_.emplace_back();
    concern.role = role;
    concern.text = remember.text;
    concern.span = remember.span;
    concern.binding = remember.binding;
    concern.condition = part->local;
    concern.has_more = part->residual != nullptr;
    for (const plan::Key& key : remember.keys) {
      for (const plan::Key::Inner& inner : key.inner) {
        if (inner.kind == kind_) concern.keys.push_back(inner.value);
      }
    }
  }

  void AddState(const check::State& state) {
    for (const check::StateChange& change : state.changes) {
      for (const check::PatternCase& each : change.pattern.cases) {
        Walk(each.condition);
        if (each.kind != kind_) continue;
        Concern& concern = concerns_.emplace_back();
        concern.role = change.starts ? Role::kStarts : Role::kEnds;
        concern.text = state.name + ": " + change.pattern.text;
        concern.span = change.pattern.span;
        concern.binding = change.pattern.binding;
        concern.condition = each.condition;
        for (const ExprPtr& key : change.keys) {
          if (key) concern.keys.push_back(key);
        }
      }
    }
  }

  void AddFlows() {
    if (flows_added_) return;
    flows_added_ = true;
    const events::EventType& type = plan_.rules->schema.Type(kind_);
    for (const events::Flow& flow : type.flows) {
      Concern& concern = concerns_.emplace_back();
      concern.role = Role::kFlow;
      concern.span = flow.span;
      concern.binding = type.self;
      concern.condition = flow.where;
    }
  }

  const plan::Plan& plan_;
  EventKind kind_;
  std::set<AskId> known_;
  bool flows_added_ = false;
  std::vector<Concern> concerns_;
};

}  // namespace

std::vector<Concern> ConcernsOf(const plan::Plan& plan, const plan::Judgement& judgement,
                                EventKind kind) {
  return Collector(plan, kind).Collect(judgement);
}

}  // namespace abide::reasons
