#include "plan/meetings.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "expressions/children.h"

namespace abide::plan {

namespace {

using expressions::Field;
using Why = Obstacle::Why;

class MeetingCollector {
 public:
  explicit MeetingCollector(const Plan& plan) : plan_(plan) {}

  Meetings Of(const Judgement& judgement) {
    const check::Clause& clause = plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)];
    for (const Judgement::Case& each : judgement.cases) kinds_[judgement.at].insert(each.kind);
    for (const Judgement::Case& each : judgement.cases) Visit(each.condition);
    std::visit([this](const auto& form) { VisitForm(form); }, judgement.form);
    for (const check::Exception& exception : clause.exceptions) Visit(exception.condition);
    for (const check::AboutItem& item : clause.about) Visit(item.value);
    for (const auto& piece : clause.message) {
      if (const auto* hole = std::get_if<ExprPtr>(&piece)) Visit(*hole);
    }
    for (const check::Waiver& waiver : clause.waivers) Visit(waiver.where);
    std::sort(found_.memories.begin(), found_.memories.end());
    std::sort(found_.states.begin(), found_.states.end());
    return std::move(found_);
  }

 private:
  void VisitForm(const Immediate&) {}
  void VisitForm(const DutyPlan& duty) {
    // What is earlier is asked for before it is spoken of.
    if (duty.each_earlier) VisitAsk(*duty.each_earlier, {});
    for (const AskId ask : duty.before) VisitAsk(ask, {});
    for (const DutyPlan::Required& each : duty.alternatives) {
      Visit(each.term);
      Meet(each.event, "duty");
    }
  }
  void VisitForm(const PairPlan& pair) {
    for (const auto* side : {&pair.second, &pair.first}) {
      for (const PairPlan::Side::Case& each : side->cases) kinds_[side->self].insert(each.kind);
      for (const PairPlan::Side::Case& each : side->cases) {
        Visit(each.condition);
        VisitAsk(each.earlier, {});
      }
    }
  }
  void VisitForm(const LimitPlan& limit) {
    Visit(limit.measure);
    Visit(limit.bound);
    for (const check::Limit::Key& each : limit.per) Visit(each.value);
  }

  void Visit(const ExprPtr& expr) {
    if (!expr) return;
    if (const auto* let = std::get_if<expressions::Let>(&expr->node)) {
      ExprPtr& value = locals_.try_emplace(let->local, let->value).first->second;
      if (value != let->value) value = nullptr;
    } else if (const auto* ask = std::get_if<expressions::Ask>(&expr->node)) {
      VisitAsk(ask->ask, ask->arguments);
    }
    expressions::ForEachChild(*expr, [this](const ExprPtr& child) { Visit(child); });
  }

  void VisitAsk(AskId id, const std::vector<ExprPtr>& arguments) {
    const Ask& ask = plan_.asks[static_cast<std::size_t>(id)];
    // Each time that a state is asked it may be by other keys.
    if (const auto* state = std::get_if<StateUse>(&ask.memory)) {
      MeetState(state->state, arguments);
    } else if (seen_.insert(id).second) {
      const std::string name = "memory " + std::to_string(static_cast<std::size_t>(id));
      std::visit([&](const auto& memory) { MeetMemory(id, memory, name); }, ask.memory);
    }
  }

  void MeetMemory(AskId id, const PastMemory& memory, const std::string& name) {
    found_.memories.push_back(id);
    for (const EventMemory& each : memory.alternatives) {
      Meet(each.event, name);
      if (each.gap) Meet(*each.gap, name);
    }
  }
  void MeetMemory(AskId id, const WindowMemory& memory, const std::string& name) {
    found_.memories.push_back(id);
    Meet(memory.event, name);
  }
  void MeetMemory(AskId id, const LineageMemory& memory, const std::string& name) {
    found_.memories.push_back(id);
    MeetFlows();
    Meeting meeting{.options = {{}}, .obstacle = {Why::kLineage, name}};
    for (const Remember::Part& part : memory.source.parts) {
      kinds_[memory.source.binding].insert(part.kind);
      meeting.options.front().everywhere.push_back(part.kind);
    }
    found_.all.push_back(std::move(meeting));
    VisitParts(memory.source);
  }
  template <typename Fact>
  void MeetMemory(AskId, const Fact&, const std::string&) {}

  // What an artifact carries may come by any flow of any event.
  void MeetFlows() {
    if (std::exchange(found_.lineage, true)) return;
    Meeting meeting{.options = {{}}, .obstacle = {Why::kLineage, "lineage"}};
    const auto& types = plan_.rules->schema.types();
    for (std::size_t kind = 0; kind < types.size(); ++kind) {
      if (types[kind].flows.empty()) continue;
      meeting.options.front().everywhere.push_back(static_cast<EventKind>(kind));
    }
    found_.all.push_back(std::move(meeting));
    for (std::size_t kind = 0; kind < types.size(); ++kind) {
      kinds_[types[kind].self].insert(static_cast<EventKind>(kind));
      for (const events::Flow& flow : types[kind].flows) Visit(flow.where);
    }
  }

  void Meet(const Remember& remember, const std::string& name) {
    Meeting meeting{.options = {},
                    .obstacle = {remember.keys.empty() ? Why::kNoKey : Why::kNoFieldKey, name}};
    for (const Key& key : remember.keys) {
      Meeting::Option option;
      if (AddKey(key, option)) meeting.options.push_back(std::move(option));
    }
    Meeting::Option everywhere;
    for (const Remember::Part& part : remember.parts) {
      kinds_[remember.binding].insert(part.kind);
      everywhere.everywhere.push_back(part.kind);
    }
    meeting.options.push_back(std::move(everywhere));
    found_.all.push_back(std::move(meeting));
    VisitParts(remember);
  }

  void VisitParts(const Remember& remember) {
    for (const Remember::Part& part : remember.parts) {
      Visit(part.local);
      Visit(part.residual);
      Visit(part.value);
    }
    for (const Key& key : remember.keys) {
      for (const Key::Inner& inner : key.inner) Visit(inner.value);
      Visit(key.outer);
    }
  }

  static const Field::At* AtOf(const Field& field, EventKind kind) {
    const auto at = std::find_if(field.at.begin(), field.at.end(),
                                 [&](const Field::At& each) { return each.kind == kind; });
    return at == field.at.end() ? nullptr : &*at;
  }

  // False if it is no equality of fields. Texts that differ in case may be one key.
  bool AddKey(const Key& key, Meeting::Option& option) const {
    if (key.ignoring_case || !AddAsker(key.outer, option)) return false;
    for (const Key::Inner& inner : key.inner) {
      const Field* field = FieldOf(inner.value);
      if (field == nullptr) return false;
      const Field::At* at = AtOf(*field, inner.kind);
      if (at == nullptr) return false;
      option.routes.push_back(*at);
    }
    return true;
  }

  bool AddAsker(const ExprPtr& outer, Meeting::Option& option) const {
    const Field* field = FieldOf(outer);
    if (field == nullptr) return false;
    // In a limit of several patterns the name of one of them is a name for the others' events, too,
    // and these may lack the field: then they ask for all that is kept.
    const auto kinds = kinds_.find(field->binding);
    if (kinds == kinds_.end()) return false;
    for (const EventKind kind : kinds->second) {
      const Field::At* at = AtOf(*field, kind);
      if (at == nullptr) return false;
      option.routes.push_back(*at);
      option.askers.push_back(kind);
    }
    return true;
  }

  // Null if it is no field as it is. What a definition is given stands for its parameter.
  const Field* FieldOf(const ExprPtr& expr) const {
    const expressions::Expr* at = expr.get();
    while (at != nullptr) {
      const auto* local = std::get_if<expressions::Local>(&at->node);
      if (local == nullptr) return std::get_if<Field>(&at->node);
      const auto value = locals_.find(local->local);
      at = value == locals_.end() ? nullptr : value->second.get();
    }
    return nullptr;
  }

  void MeetState(check::StateId id, const std::vector<ExprPtr>& arguments) {
    const check::State& state = plan_.rules->states[static_cast<std::size_t>(id)];
    Meeting meeting{
        .options = {},
        .obstacle = {arguments.empty() ? Why::kNoKey : Why::kNoFieldKey, "state " + state.name}};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      Meeting::Option option;
      if (!AddAsker(arguments[i], option)) continue;
      AddChanges(state, i, option);
      meeting.options.push_back(std::move(option));
    }
    Meeting::Option everywhere;
    for (const check::StateChange& change : state.changes) AddEverywhere(change, everywhere);
    meeting.options.push_back(std::move(everywhere));
    found_.all.push_back(std::move(meeting));
    if (std::find(found_.states.begin(), found_.states.end(), id) != found_.states.end()) return;
    found_.states.push_back(id);
    for (const check::StateChange& change : state.changes) {
      for (const check::PatternCase& each : change.pattern.cases) {
        kinds_[change.pattern.binding].insert(each.kind);
      }
      for (const check::PatternCase& each : change.pattern.cases) Visit(each.condition);
      for (const ExprPtr& key : change.keys) Visit(key);
    }
  }

  // By the key of that number. A change of `any` key is one of all: then events of its kind, other
  // changes too, go to every part.
  void AddChanges(const check::State& state, std::size_t key, Meeting::Option& option) const {
    std::vector<Field::At> routes;
    for (const check::StateChange& change : state.changes) {
      const Field* field = FieldOf(change.keys[key]);
      for (const check::PatternCase& each : change.pattern.cases) {
        const Field::At* at = field == nullptr ? nullptr : AtOf(*field, each.kind);
        if (at == nullptr) {
          option.everywhere.push_back(each.kind);
        } else {
          routes.push_back(*at);
        }
      }
    }
    for (const Field::At& at : routes) {
      const auto& everywhere = option.everywhere;
      const bool goes =
          std::find(everywhere.begin(), everywhere.end(), at.kind) == everywhere.end();
      if (goes) option.routes.push_back(at);
    }
  }
  static void AddEverywhere(const check::StateChange& change, Meeting::Option& option) {
    for (const check::PatternCase& each : change.pattern.cases) {
      option.everywhere.push_back(each.kind);
    }
  }

  const Plan& plan_;
  Meetings found_;
  std::set<AskId> seen_;
  std::map<BindingId, std::set<EventKind>> kinds_;  // that it may stand for
  std::map<expressions::LocalId, ExprPtr> locals_;  // by what they stand for
};

}  // namespace

Meetings MeetingsOf(const Plan& plan, const Judgement& judgement) {
  return MeetingCollector(plan).Of(judgement);
}

}  // namespace abide::plan
