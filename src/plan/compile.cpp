#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/children.h"
#include "plan/free_variables.h"
#include "plan/lower.h"
#include "plan/plan.h"
#include "plan/sharing.h"
#include "plan/split.h"
#include "plan/ties.h"

namespace abide::plan {

namespace {

using check::AskNode;
using check::CheckedRules;
using check::Clause;
using check::Pattern;
using check::PatternCase;

// When an expression is evaluated: at the event that is read, or later, as of an earlier event.
enum class When { kNow, kLater };

class Compiler {
 public:
  explicit Compiler(const CheckedRules& rules)
      : rules_(rules),
        asks_(rules.asks),
        plan_{.rules = &rules,
              .asks = {},
              .states = std::vector<StateMemory>(rules.states.size()),
              .feeds = {},
              .judgements = {},
              .fields = events::FieldSelection(rules.schema),
              .kinds = std::vector<bool>(rules.schema.types().size())} {}

  void Add(const Clause& clause, ClauseId id) {
    Judgement judgement = Lower(clause, id, asks_);
    plan_.asks.resize(asks_.size());
    user_ = {Ties::Kind::kJudgement, plan_.judgements.size()};
    for (const Judgement::Case& each : judgement.cases) {
      Watch(each.kind);
      Use(each.condition, When::kNow);
    }
    std::visit([&](const auto& form) { UseForm(judgement, form); }, judgement.form);
    for (const check::Exception& exception : clause.exceptions)
      Use(exception.condition, When::kNow);
    for (const check::AboutItem& item : clause.about) Use(item.value, When::kNow);
    for (const auto& piece : clause.message) {
      if (const auto* hole = std::get_if<ExprPtr>(&piece)) Use(*hole, When::kNow);
    }
    for (const check::Waiver& waiver : clause.waivers) Use(waiver.where, When::kNow);
    plan_.judgements.push_back(std::move(judgement));
  }

  Plan Take() {
    plan_.asks.resize(asks_.size());
    ShareMemories(asks_, plan_);
    ties_.Number(plan_);
    return std::move(plan_);
  }

 private:
  void UseForm(const Judgement&, const Immediate&) {}

  void UseForm(const Judgement&, const DutyPlan& duty) {
    for (const DutyPlan::Required& each : duty.alternatives) {
      Use(each.term, When::kNow);
      // Asked at the trigger and at the event that meets it: never as of an earlier one.
      for (const Remember::Part& part : each.event.parts) {
        Watch(part.kind);
        Use(part.local, When::kNow);
        Use(part.residual, When::kNow);
      }
      for (const Key& key : each.event.keys) {
        for (const Key::Inner& inner : key.inner) Use(inner.value, When::kNow);
        Use(key.outer, When::kNow);
      }
    }
    if (duty.each_earlier) UseEach(*duty.each_earlier);
    for (const AskId ask : duty.before) UseAsk(ask, When::kNow);
  }

  void UseForm(const Judgement&, const PairPlan& pair) {
    for (const auto* side : {&pair.second, &pair.first}) {
      for (const PairPlan::Side::Case& each : side->cases) {
        Use(each.condition, When::kNow);
        UseEach(each.earlier);
      }
    }
  }

  void UseForm(const Judgement&, const LimitPlan& limit) {
    limit_ = &limit;
    Use(limit.measure, When::kNow);
    limit_ = nullptr;
    Use(limit.bound, When::kNow);
    for (const check::Limit::Key& each : limit.per) Use(each.value, When::kNow);
  }

  void UseEach(AskId ask) {
    UseAsk(ask, When::kNow);
    auto& memory = std::get<PastMemory>(plan_.asks[static_cast<std::size_t>(ask)].memory);
    for (EventMemory& alternative : memory.alternatives) {
      alternative.event.enumerated = alternative.event.keep_fields = true;
    }
  }

  void Watch(EventKind kind) { plan_.kinds[static_cast<std::size_t>(kind)] = true; }

  void Use(const ExprPtr& expr, When when) {
    if (!expr) return;
    if (const auto* field = std::get_if<expressions::Field>(&expr->node)) {
      for (const expressions::Field::At& at : field->at) plan_.fields.Add(at.kind, at.index);
    } else if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
      UseAsk(ask->ask, when);
    }
    expressions::ForEachChild(*expr, [&](const ExprPtr& child) { Use(child, when); });
  }

  void UseAsk(AskId id, When when) {
    const auto index = static_cast<std::size_t>(id);
    const AskNode& node = asks_[index];
    Ask& ask = plan_.asks[index];
    ties_.Tie(user_, {Ties::Kind::kAsk, index});
    if (std::holds_alternative<std::monostate>(ask.memory)) {
      ask.at = node.at;
      ask.text = node.text;
      ask.span = node.span;
      // `asks_` and `plan_.asks` have their final size while a clause is compiled.
      const Ties::Node user = std::exchange(user_, {Ties::Kind::kAsk, index});
      std::visit([&](const auto& each) { Remembering(id, each, when); }, node.ask);
      user_ = user;
    }
    if (when == When::kLater) KeepHistory(ask);
  }

  void KeepHistory(Ask& ask) {
    if (auto* past = std::get_if<PastMemory>(&ask.memory)) {
      for (EventMemory& alternative : past->alternatives) {
        alternative.event.history = alternative.event.keep_fields = true;
        if (alternative.gap) alternative.gap->history = alternative.gap->keep_fields = true;
      }
    } else if (auto* window = std::get_if<WindowMemory>(&ask.memory)) {
      window->event.history = window->event.keep_fields = true;
    } else if (const auto* state = std::get_if<StateUse>(&ask.memory)) {
      plan_.states[static_cast<std::size_t>(state->state)].history = true;
    } else if (std::holds_alternative<LineageMemory>(ask.memory)) {
      plan_.lineage_history = true;
    }
  }

  // What Remember's own expressions ask and read; `when` is when the memory itself is asked.
  void UseRemember(const Remember& remember, When when) {
    for (const Remember::Part& part : remember.parts) {
      Watch(part.kind);
      Use(part.local, When::kNow);
      Use(part.residual, When::kLater);
    }
    for (const Key& key : remember.keys) {
      for (const Key::Inner& inner : key.inner) Use(inner.value, When::kNow);
      Use(key.outer, when);
    }
  }

  void FeedFrom(AskId id) {
    plan_.feeds.push_back({Feed::Kind::kAsk, static_cast<std::uint32_t>(id)});
  }

  void Remembering(AskId id, const check::AskPrecededBy& node, When when) {
    PastMemory memory;
    for (const Pattern& pattern : node.past.alternatives) {
      EventMemory alternative{.event = Split(pattern, asks_), .gap = {}};
      if (node.past.gap) {
        FreeVariables free = FreeOf(*node.past.gap, asks_);
        alternative.gap = Split(*node.past.gap, asks_);
        alternative.gap_sees_event = free.bindings.erase(pattern.binding) != 0;
        alternative.gap_sees_outer = !free.bindings.empty() || !free.locals.empty();
        alternative.event.keep_fields |= alternative.gap_sees_event;
      }
      memory.alternatives.push_back(std::move(alternative));
    }
    for (const EventMemory& alternative : memory.alternatives) {
      UseRemember(alternative.event, when);
      if (alternative.gap) {
        UseRemember(*alternative.gap, alternative.gap_sees_event ? When::kLater : when);
      }
    }
    plan_.asks[static_cast<std::size_t>(id)].memory = std::move(memory);
    FeedFrom(id);
  }

  void Remembering(AskId id, const check::AskAggregate& node, When when) {
    WindowMemory memory{.function = node.function, .event = Split(node.pattern, asks_)};
    memory.value_sees_outer = node.value && !FreeOf(node.value, asks_).OnlyOf(node.pattern.binding);
    memory.event.keep_fields |= memory.value_sees_outer;
    for (Remember::Part& part : memory.event.parts) part.value = node.value;
    // What an aggregate of a limit asks in turn is no aggregate of the limit.
    const LimitPlan* limit = std::exchange(limit_, nullptr);
    if (limit != nullptr) ReadFrom(*limit, memory.event);
    UseRemember(memory.event, when);
    Use(node.value, memory.value_sees_outer ? When::kLater : When::kNow);
    limit_ = limit;
    plan_.asks[static_cast<std::size_t>(id)].memory = std::move(memory);
    FeedFrom(id);
  }

  // The aggregates of a limit have its keys and its window.
  static void ReadFrom(const LimitPlan& limit, Remember& event) {
    event.keys.clear();
    for (const check::Limit::Key& each : limit.per) {
      Key key{.inner = {}, .outer = each.value};
      for (const Remember::Part& part : event.parts) key.inner.push_back({part.kind, each.value});
      event.keys.push_back(std::move(key));
    }
    event.within = limit.over;
    event.each = limit.each;
    event.zone = limit.zone;
    event.drop_keyless = true;
  }

  void Remembering(AskId id, const check::AskState& node, When) {
    plan_.asks[static_cast<std::size_t>(id)].memory = StateUse{node.state};
    const auto index = static_cast<std::size_t>(node.state);
    StateMemory& memory = plan_.states[index];
    ties_.Tie(user_, {Ties::Kind::kState, index});
    if (memory.used) return;
    memory.used = true;
    const Ties::Node user = std::exchange(user_, {Ties::Kind::kState, index});
    for (const check::StateChange& change :
         rules_.states[static_cast<std::size_t>(node.state)].changes) {
      for (const PatternCase& each : change.pattern.cases) {
        Watch(each.kind);
        Use(each.condition, When::kNow);
      }
      for (const ExprPtr& key : change.keys) Use(key, When::kNow);
    }
    user_ = user;
    plan_.feeds.push_back({Feed::Kind::kState, static_cast<std::uint32_t>(node.state)});
  }

  void Remembering(AskId id, const check::AskDerive& node, When when) {
    UseSource(id, node.source, when);
  }
  void Remembering(AskId id, const check::AskShare& node, When when) {
    UseWeights();
    UseSource(id, node.source, when);
    std::get<LineageMemory>(plan_.asks[static_cast<std::size_t>(id)].memory).shares = true;
  }

  void UseSource(AskId id, const Pattern& source, When when) {
    UseFlows();
    LineageMemory memory{.source = Split(source, asks_)};
    ABIDE_ASSERT(!memory.source.has_residual, "lineage speaks of outer events by equality");
    UseRemember(memory.source, when);
    plan_.asks[static_cast<std::size_t>(id)].memory = std::move(memory);
    FeedFrom(id);
  }

  void Remembering(AskId id, const check::AskCell& node, When) {
    plan_.asks[static_cast<std::size_t>(id)].memory =
        CellUse{.table = node.table, .column = node.column, .as_of = node.as_of};
  }

  void Remembering(AskId id, const check::AskRow& node, When) {
    plan_.asks[static_cast<std::size_t>(id)].memory =
        RowUse{.table = node.table, .as_of = node.as_of};
  }

  // Every flow of every kind hands labels on.
  void UseFlows() {
    ties_.Tie(user_, {Ties::Kind::kLineage, 0});
    if (plan_.lineage) return;
    plan_.lineage = true;
    const Ties::Node user = std::exchange(user_, {Ties::Kind::kLineage, 0});
    for (std::size_t kind = 0; kind < rules_.schema.types().size(); ++kind) {
      for (const events::Flow& flow : rules_.schema.types()[kind].flows) {
        const auto event = static_cast<EventKind>(kind);
        Watch(event);
        if (flow.from) plan_.fields.Add(event, *flow.from);
        plan_.fields.Add(event, flow.to);
        Use(flow.where, When::kNow);
      }
    }
    user_ = user;
  }

  void UseWeights() {
    if (plan_.shares) return;
    plan_.shares = true;
    for (std::size_t kind = 0; kind < rules_.schema.types().size(); ++kind) {
      for (const events::Flow& flow : rules_.schema.types()[kind].flows) {
        if (flow.weighed_by) plan_.fields.Add(static_cast<EventKind>(kind), *flow.weighed_by);
      }
    }
  }

  const CheckedRules& rules_;
  std::vector<AskNode> asks_;         // the rules' and those that norms come to
  const LimitPlan* limit_ = nullptr;  // whose measure is being compiled
  Ties ties_;
  Ties::Node user_;  // who asks
  Plan plan_;
};

}  // namespace

bool MatchesGlob(std::string_view text, std::string_view glob) {
  const std::size_t star = glob.find('*');
  if (star == std::string_view::npos) return text == glob;
  if (!text.starts_with(glob.substr(0, star))) return false;
  const std::string_view rest = glob.substr(star + 1);
  for (std::size_t i = star; i <= text.size(); ++i) {
    if (MatchesGlob(text.substr(i), rest)) return true;
  }
  return false;
}

Plan Compile(const CheckedRules& rules, const PlanOptions& options,
             diagnostics::DiagnosticSink& sink) {
  Compiler compiler(rules);
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const Clause& clause = rules.clauses[i];
    const bool wanted =
        options.clauses.empty() ||
        std::any_of(options.clauses.begin(), options.clauses.end(),
                    [&](const std::string& glob) { return MatchesGlob(clause.id, glob); });
    if (wanted) compiler.Add(clause, static_cast<ClauseId>(i));
  }
  Plan plan = compiler.Take();
  WarnOfGrowth(plan, sink);
  return plan;
}

}  // namespace abide::plan
