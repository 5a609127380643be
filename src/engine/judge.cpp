#include "engine/judge.h"

#include <algorithm>
#include <utility>

namespace abide::engine {

using values::Instant;
using values::Truth;

Judge::Judge(const plan::Plan& plan, const RunOptions& options, Memories& memories,
             expressions::Environment& environment)
    : plan_(plan),
      options_(options),
      memories_(memories),
      environment_(environment),
      docket_(plan, options, memories, environment),
      desks_(plan.rules->schema.types().size()) {
  for (const plan::Judgement& judgement : plan.judgements) AddTasks(judgement);
  AddTriage();
  Forget();
}

void Judge::AddTasks(const plan::Judgement& judgement) {
  Task task{.judgement = &judgement,
            .clause = &plan_.rules->clauses[static_cast<std::size_t>(judgement.clause)],
            .condition = nullptr};
  if (std::holds_alternative<plan::DutyPlan>(judgement.form)) {
    duties_.push_back(std::make_unique<Duties>(judgement, memories_, docket_, environment_));
    task.duties = duties_.back().get();
    for (std::size_t kind = 0; kind < desks_.size(); ++kind) {
      if (task.duties->Watches(static_cast<expressions::EventKind>(kind))) {
        desks_[kind].met_here.push_back(task.duties);
      }
    }
  } else if (std::holds_alternative<plan::PairPlan>(judgement.form)) {
    pairs_.push_back(std::make_unique<Pairs>(judgement, memories_, docket_, environment_));
    task.pairs = pairs_.back().get();
  } else if (std::holds_alternative<plan::LimitPlan>(judgement.form)) {
    excursions_.push_back(
        std::make_unique<Excursions>(judgement, memories_, docket_, environment_));
    task.excursions = excursions_.back().get();
  } else {
    AddLatecomers(judgement, task);
  }
  for (const plan::Judgement::Case& each : judgement.cases) {
    task.condition = &each.condition;
    DeskOf(each.kind).tasks.push_back(task);
    if (task.excursions != nullptr) DeskOf(each.kind).limits.push_back(judgement.at);
  }
}

void Judge::AddLatecomers(const plan::Judgement& judgement, Task& task) {
  const auto& required = std::get<plan::Immediate>(judgement.form).required;
  if (!required) return;
  const plan::Ask& ask = plan_.asks[static_cast<std::size_t>(*required)];
  latecomers_.push_back(
      std::make_unique<Latecomers>(std::get<plan::PastMemory>(ask.memory), docket_, environment_));
  task.latecomers = latecomers_.back().get();
  for (std::size_t kind = 0; kind < desks_.size(); ++kind) {
    if (task.latecomers->Watches(static_cast<expressions::EventKind>(kind))) {
      desks_[kind].late_here.push_back(task.latecomers);
    }
  }
}

void Judge::AddTriage() {
  for (std::size_t kind = 0; kind < desks_.size(); ++kind) {
    std::vector<Triage::Candidate> candidates;
    for (const Task& task : desks_[kind].tasks) {
      candidates.push_back({*task.condition, task.judgement->at});
    }
    desks_[kind].triage =
        std::make_unique<Triage>(static_cast<expressions::EventKind>(kind), candidates);
  }
}

void Judge::Forget() {
  docket_.Forget();
  for (const auto& duties : duties_) duties->Forget();
  for (const auto& excursions : excursions_) excursions->Forget();
  for (const auto& latecomers : latecomers_) latecomers->Forget();
  for (Desk& desk : desks_) {
    for (Task& task : desk.tasks) task.in_force = false;
    desk.in_force = std::make_unique<Bits>(desk.tasks.size());
    desk.possible = std::make_unique<Bits>(desk.tasks.size());
    desk.events = 0;
    desk.next_change = Instant::Min();
  }
}

void Judge::Advance(Desk& desk, Instant now) {
  desk.next_change = Instant::Max();
  for (std::size_t i = 0; i < desk.tasks.size(); ++i) {
    Task& task = desk.tasks[i];
    const check::Effective& effective = task.clause->effective;
    const bool holds = effective.Holds(now);
    if (holds && !task.in_force) {
      task.since = desk.events;
      desk.in_force->Set(i);
    } else if (!holds && task.in_force) {
      docket_.ResultOf(task.judgement->clause).considered += desk.events - task.since;
      desk.in_force->Clear(i);
    }
    task.in_force = holds;
    for (const Instant change : {effective.from, effective.until}) {
      if (now < change) desk.next_change = std::min(desk.next_change, change);
    }
  }
}

void Judge::Announce(const Moment& moment) {
  for (const auto& duties : duties_) duties->Advance(moment.time);
  for (const expressions::BindingId limit : DeskOf(moment.kind).limits) {
    environment_.Bind(limit, &moment);
  }
}

// Whether findings at that time are asked for.
bool Judge::IsReported(Instant time) const {
  return (!options_.since || *options_.since <= time) &&
         (!options_.until || time < *options_.until);
}

void Judge::Consider(const Moment& moment) {
  Desk& desk = DeskOf(moment.kind);
  for (Duties* duties : desk.met_here) duties->Meet(moment);
  for (Latecomers* latecomers : desk.late_here) latecomers->Meet(moment);
  if (desk.tasks.empty()) return;
  if (desk.next_change <= moment.time) Advance(desk, moment.time);
  if (!IsReported(moment.time)) return Follow(desk, moment);
  ++desk.events;
  *desk.possible = *desk.in_force;
  desk.triage->Narrow(moment, *desk.possible);
  desk.possible->ForEach([&](std::size_t i) { Decide(desk.tasks[i], moment); });
}

// Where an excursion starts and ends does not depend on which findings are asked for.
void Judge::Follow(const Desk& desk, const Moment& moment) {
  for (const Task& task : desk.tasks) {
    if (task.excursions == nullptr || !task.in_force) continue;
    environment_.Bind(task.judgement->at, &moment);
    task.excursions->Consider(moment, Excursions::Report::kNothing);
  }
}

void Judge::Decide(const Task& task, const Moment& moment) {
  environment_.Bind(task.judgement->at, &moment);
  if (task.pairs != nullptr) return task.pairs->Consider(moment);
  if (task.excursions != nullptr) {
    return task.excursions->Consider(moment, Excursions::Report::kFindings);
  }
  const expressions::ExprPtr& condition = *task.condition;
  const Truth norm = condition ? expressions::Test(*condition, environment_) : Truth::kTrue;
  if (norm == Truth::kFalse) return;
  if (task.duties != nullptr) return task.duties->Arise(moment, condition, norm);
  Case opened = docket_.Open(task.judgement->clause, moment, condition, norm);
  if (task.latecomers != nullptr) return task.latecomers->Add(std::move(opened), norm);
  docket_.Close(std::move(opened), norm);
}

Verdicts Judge::Finish(std::optional<Instant> present) {
  for (const auto& duties : duties_) duties->Finish(present);
  for (const auto& excursions : excursions_) excursions->Finish(present);
  for (const auto& latecomers : latecomers_) latecomers->Finish();
  for (Desk& desk : desks_) {
    for (const Task& task : desk.tasks) {
      if (!task.in_force) continue;
      docket_.ResultOf(task.judgement->clause).considered += desk.events - task.since;
    }
  }
  return docket_.Finish(present);
}

}  // namespace abide::engine
