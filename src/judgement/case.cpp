#include "judgement/case.h"

#include <algorithm>

#include "inquiry/conditions.h"

namespace abide::judgement {

using expressions::AskId;
using expressions::Expr;
using inquiry::Carry;
using Kind = Value::Kind;
using values::Instant;

namespace {

// The earliest time from which the term reaches `asked`; calendar terms are longer from some days.
std::optional<Instant> BeginOf(Instant asked, values::Duration term) {
  const auto begin = values::Minus(asked, term);
  if (!begin) return begin;
  const auto end = values::Plus(*begin, term);
  if (!end || asked <= *end) return begin;
  return values::Plus(values::DayOf(*begin, "UTC"), {0, std::int64_t{24} * 3600 * 1'000'000'000});
}

std::string Bracketed(const std::string& pattern) {
  return pattern.find(' ') == std::string::npos ? pattern : '(' + pattern + ')';
}

}  // namespace

std::string TextOf(const check::Past& past) {
  std::string text;
  for (const check::Pattern& alternative : past.alternatives) {
    text += text.empty() ? "" : " or ";
    text += past.alternatives.size() == 1 ? alternative.text : Bracketed(alternative.text);
  }
  if (past.gap) text += " with no " + Bracketed(past.gap->text) + " since";
  return text;
}

std::string NameOfShare(const std::string& text) {
  const std::size_t open = text.find('(');
  return text.substr(open + 1, text.rfind(')') - open - 1);
}

Case::Case(std::size_t clause, const Event& event, const Scope& scope, World& world)
    : clause_(&world.rules().clauses[clause]), world_(&world) {
  derived.clause = clause;
  derived.event = &event;
  ReadExceptions(scope);
  for (std::size_t i = 0; i < clause_->waivers.size(); ++i) {
    if (world_->Holds(clause_->waivers[i].where, scope) == Truth::kTrue) {
      derived.waivers.push_back(i);
    }
  }
  Tell(scope);
}

// "the first true one in the clause names it" (section 6); a permit's `effective` is that of the
// event (section 5).
void Case::ReadExceptions(const Scope& scope) {
  for (const check::Exception& exception : clause_->exceptions) {
    if (!exception.effective.Holds(derived.event->time)) continue;
    const Truth holds = world_->Holds(exception.condition, scope);
    excuse = values::Or(excuse, holds);
    if (holds != Truth::kTrue) continue;
    derived.excused_by = &exception;
    return;
  }
}

void Case::Tell(const Scope& scope) {
  derived.about = Json::object();
  for (const check::AboutItem& item : clause_->about) {
    derived.about[item.name] = NamedValue(world_->Worth(*item.value, scope));
  }
  if (derived.about.empty()) {
    const Event& event = *derived.event;
    const Json id = IdOf(event);
    const std::string& name = world_->rules().schema.Type(event.kind).name;
    derived.about[name] = id.is_null() ? Json(values::ToString(event.time)) : id;
  }
  for (const auto& piece : clause_->message) {
    const auto* hole = std::get_if<ExprPtr>(&piece);
    derived.message += hole == nullptr ? std::get<std::string>(piece)
                                       : values::ToString(world_->Worth(**hole, scope));
  }
  if (derived.message.empty()) derived.message = clause_->title;
}

void Case::AddExceptions(const Scope& scope) {
  for (const check::Exception& exception : clause_->exceptions) {
    if (!exception.effective.Holds(derived.event->time)) continue;
    Add(exception.condition, world_->Holds(exception.condition, scope), scope);
    if (&exception == derived.excused_by) return;
  }
}

void Case::AddEvent(std::string_view role, const Event& event, const std::string& note) {
  derived.evidence.push_back({{{.role = role, .note = note, .event = &event}}, false, {}});
}

void Case::AddLookedFor(std::string_view role, events::EventKind kind, const std::string& note,
                        std::optional<Instant> from, std::optional<Instant> until) {
  derived.evidence.push_back(
      {{{.role = role, .note = note, .kind = kind, .from = from, .until = until}}, false, {}});
}

void Case::Add(const ExprPtr& condition, Truth truth, const Scope& scope) {
  if (!condition) return;
  const auto& node = condition->node;
  if (const auto* logic = std::get_if<expressions::Logic>(&node)) {
    AddLogic(*logic, truth, scope);
  } else if (const auto* negation = std::get_if<expressions::Not>(&node)) {
    Add(negation->operand, values::Not(truth), scope);
  } else if (const auto* let = std::get_if<expressions::Let>(&node)) {
    Add(let->body, truth, Scope(scope, let->local, world_->Worth(*let->value, scope)));
  } else if (const auto* quantifier = std::get_if<expressions::Quantifier>(&node)) {
    AddQuantifier(*quantifier, truth, scope);
  } else if (const auto* ask = std::get_if<expressions::Ask>(&node)) {
    AddAsk(*ask, scope);
  } else if (!std::holds_alternative<expressions::Comprehension>(node)) {
    expressions::ForEachChild(*condition, [&](const ExprPtr& child) {
      const bool is_condition = child->type.kind == expressions::Type::Kind::kBoolean;
      Add(child, is_condition ? world_->Holds(child, scope) : truth, scope);
    });
  }
}

void Case::AddLogic(const expressions::Logic& logic, Truth truth, const Scope& scope) {
  const bool is_and = logic.op == expressions::LogicOperator::kAnd;
  const Truth decisive = is_and ? Truth::kFalse : Truth::kTrue;
  for (const ExprPtr& operand : logic.operands) {
    if (world_->Holds(operand, scope) != truth) continue;
    Add(operand, truth, scope);
    if (truth == decisive) return;
  }
}

void Case::AddQuantifier(const expressions::Quantifier& node, Truth truth, const Scope& scope) {
  const Value list = world_->Worth(*node.list, scope);
  if (list.kind() != Kind::kList) return;
  const bool one_decides =
      (node.kind == expressions::QuantifierKind::kAny) == (truth == Truth::kTrue);
  for (const Value& element : list.elements()) {
    const Scope inner(scope, node.variable, element);
    if (world_->Holds(node.body, inner) != truth) continue;
    Add(node.body, truth, inner);
    if (one_decides) return;
  }
}

void Case::AddAsk(const expressions::Ask& node, const Scope& scope) {
  const check::AskNode& asked = world_->AskOf(node.ask);
  if (data_alone_ && !inquiry::FollowsData(asked)) return;
  std::vector<Value> arguments;
  for (const ExprPtr& argument : node.arguments)
    arguments.push_back(world_->Worth(*argument, scope));
  const Event& now = scope.EventOf(asked.at);
  if (const auto* past = std::get_if<check::AskPrecededBy>(&asked.ask)) {
    AddPast(past->past, asked.text, now, scope);
  } else if (const auto* aggregate = std::get_if<check::AskAggregate>(&asked.ask)) {
    AddWindow(asked.text, world_->Aggregate(*aggregate, now, scope));
  } else if (std::holds_alternative<check::AskState>(asked.ask)) {
    AddState(node.ask, arguments, scope);
  } else if (std::holds_alternative<check::AskDerive>(asked.ask)) {
    AddPath(node.ask, arguments[0], scope);
  } else if (std::holds_alternative<check::AskShare>(asked.ask)) {
    AddPath(node.ask, arguments[0], scope);
    AddShare(node.ask, arguments[0], scope);
  }
}

std::optional<Instant> Case::LookedFrom(const check::Past& past, const Event& now,
                                        const Scope& scope) {
  std::optional<Instant> from;
  for (const check::Pattern& alternative : past.alternatives) {
    if (!alternative.within) return {};
    const Value term = world_->Worth(*alternative.within, scope);
    if (term.kind() != Kind::kDuration) return {};
    const auto begin = BeginOf(now.time, term.duration());
    if (!begin) return {};
    from = from ? std::min(*from, *begin) : *begin;
  }
  return from;
}

void Case::AddPast(const check::Past& past, const std::string& text, const Event& now,
                   const Scope& scope) {
  const World::Found found = world_->Past(past, now, scope);
  if (found.event != nullptr) {
    const bool certain = found.truth == Truth::kTrue;
    AddEvent("preceding", *found.event, certain ? text : text + " (not certain)");
    AddPathsOf(inquiry::ConditionFor(*found.alternative, found.event->kind),
               found.alternative->binding, Scope(scope, found.alternative->binding, *found.event));
    return;
  }
  AddLookedFor("not_found", past.alternatives.front().cases.front().kind, text,
               LookedFrom(past, now, scope), now.time);
  AddNearest(past, now, scope);
}

// "The nearest is known where a key and the events by themselves decide which match. One that came
// too early is told if it lies at most one window before the window" (section 6).
bool Case::AddTooEarly(const check::Pattern& pattern, const Event& now, const Scope& scope,
                       std::vector<Exhibit>& steps) const {
  const World::TooEarly early = world_->Nearest(pattern, now, scope);
  if (early.event == nullptr) return false;
  steps.push_back({.role = "nearest",
                   .note = "too early by " + values::ToString(early.by),
                   .event = early.event});
  return early.is_near && inquiry::IsDecidedByKey(pattern, world_->rules());
}

void Case::AddNearest(const check::Past& past, const Event& now, const Scope& scope) {
  const World::Fallen fallen = world_->FallenOf(past, now, scope);
  std::vector<Exhibit> nearest;
  // What is asked as of an earlier event may have been forgotten by then.
  bool may_be_missing = true;
  if (!fallen.events.empty()) {
    nearest.push_back(
        {.role = "nearest", .note = "no longer counts", .event = fallen.events.front()});
  }
  for (const check::Pattern& each : past.alternatives) {
    const bool has_to_be_there = AddTooEarly(each, now, scope, nearest);
    if (has_to_be_there && !past.gap && &now == derived.event) may_be_missing = false;
  }
  AddOneOf(std::move(nearest), may_be_missing);
  if (fallen.events.empty()) return;
  derived.evidence.back().or_at = fallen.events;
  derived.evidence.push_back(
      {{{.role = "gap", .note = "stands between", .event = fallen.gaps.front()}},
       true,
       fallen.gaps});
}

void Case::AddPathsOf(const ExprPtr& condition, expressions::BindingId earlier,
                      const Scope& scope) {
  for (const bool is_own : {true, false}) {
    data_alone_ = is_own;
    for (const ExprPtr& each : expressions::Conjuncts(condition)) {
      if (!AsksForData(each)) continue;
      if (inquiry::SpeaksOnlyOf(each, earlier, world_->rules()) != is_own) continue;
      const Truth truth = world_->Holds(each, scope);
      if (truth != Truth::kFalse) Add(each, truth, scope);
    }
    data_alone_ = false;
  }
}

void Case::AddPathsOf(const check::Pattern& counted, const ExprPtr& value, const Event& event,
                      const Scope& scope) {
  const Scope inner(scope, counted.binding, event);
  data_alone_ = true;
  for (const ExprPtr& each : expressions::Conjuncts(inquiry::ConditionFor(counted, event.kind))) {
    if (!AsksForData(each)) continue;
    const Truth truth = world_->Holds(each, inner);
    if (truth != Truth::kFalse) Add(each, truth, inner);
  }
  if (value) Add(value, Truth::kTrue, inner);
  data_alone_ = false;
}

bool Case::AsksForData(const ExprPtr& expr) const {
  return inquiry::AnyPart(expr, [this](const Expr& part) {
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    return ask != nullptr && inquiry::FollowsData(world_->AskOf(ask->ask));
  });
}

void Case::AddPath(AskId ask, const Value& artifacts, const Scope& scope) {
  const Event& now = scope.EventOf(world_->AskOf(ask).at);
  const inquiry::Carried carried =
      world_->Lineage(ask, now, scope).Of(inquiry::ArtifactsIn(artifacts));
  const inquiry::CarryPtr& best = carried.certain ? carried.certain : carried.possible;
  std::vector<Step> path;
  for (const Carry* carry = best.get(); carry != nullptr; carry = carry->from.get()) {
    const Carry* before = carry->from.get();
    const std::string from = before == nullptr ? "" : before->artifact + " -> ";
    path.push_back({{{.role = before == nullptr ? "source" : "flow",
                      .note = from + carry->artifact,
                      .event = carry->event}},
                    false,
                    {}});
  }
  std::reverse(path.begin(), path.end());
  const auto* derive = std::get_if<check::AskDerive>(&world_->AskOf(ask).ask);
  if (derive != nullptr && !artifacts.is_absent() && carried.truth == Truth::kFalse) {
    path.push_back({{{.role = "not_found",
                      .note = world_->AskOf(ask).text,
                      .kind = derive->source.cases.front().kind,
                      .until = now.time}},
                    false,
                    {}});
  }
  // An exception often asks for the path that the norm has shown already.
  std::vector<Step>& shown = derived.evidence;
  const auto same = [](const Step& a, const Step& b) { return a.any_of == b.any_of; };
  if (std::search(shown.begin(), shown.end(), path.begin(), path.end(), same) == shown.end()) {
    shown.insert(shown.end(), path.begin(), path.end());
  }
}

void Case::AddShare(AskId ask, const Value& artifacts, const Scope& scope) {
  const check::AskNode& asked = world_->AskOf(ask);
  const std::string of = NameOfShare(asked.text);
  const Value share = world_->Share(ask, artifacts, scope.EventOf(asked.at), scope);
  Json found{{"of", of}, {"least", nullptr}, {"most", nullptr}};
  if (!share.is_absent()) {
    const values::Interval range = testimony::IntervalOf(share);
    found["least"] = range.least->ToString();
    found["most"] = range.most->ToString();
  }
  Json& shares = derived.values["shares"];
  if (std::find(shares.begin(), shares.end(), found) == shares.end()) shares.push_back(found);
}

void Case::AddShares(const ExprPtr& expr, const Scope& scope) {
  inquiry::ForEachPart(expr, [&](const Expr& part) {
    const auto* ask = std::get_if<expressions::Ask>(&part.node);
    if (ask == nullptr || !std::holds_alternative<check::AskShare>(world_->AskOf(ask->ask).ask)) {
      return;
    }
    AddShare(ask->ask, world_->Worth(*ask->arguments.front(), scope), scope);
  });
}

void Case::AddState(AskId ask, std::span<const Value> keys, const Scope& scope) {
  const check::AskNode& asked = world_->AskOf(ask);
  const auto id = std::get<check::AskState>(asked.ask).state;
  const Event& now = scope.EventOf(asked.at);
  const World::StateFound found = world_->State(id, keys, now);
  if (!found.left_by.empty()) {
    const char* what = found.truth == Truth::kTrue    ? " started"
                       : found.truth == Truth::kFalse ? " ended"
                                                      : " may have changed";
    AddEvent("state", *found.left_by.front(), asked.text + what);
    derived.evidence.back().or_at = found.left_by;
    return;
  }
  if (found.truth != Truth::kFalse) return;
  for (const check::StateChange& change :
       world_->rules().states[static_cast<std::size_t>(id)].changes) {
    if (!change.starts) continue;
    return AddLookedFor("state", change.pattern.cases.front().kind, asked.text + " never started",
                        {}, now.time);
  }
}

void Case::AddWindow(const std::string& text, const World::Window& window) {
  const bool is_empty = window.events.empty();
  derived.values["windows"].push_back(
      {{"of", text},
       {"value", values::ToString(window.value)},
       {"events", window.events.size()},
       {"first", is_empty ? Json(nullptr) : PlaceIn(*window.events.front())},
       {"last", is_empty ? Json(nullptr) : PlaceIn(*window.events.back())}});
}

}  // namespace abide::judgement
