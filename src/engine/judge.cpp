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
    AddDuties(judgement, task);
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

void Judge::AddDuties(const plan::Judgement& judgement, Task& task) {
  duties_.push_back(
      std::make_unique<Duties>(judgement, *task.clause, memories_, docket_, environment_));
  task.duties = duties_.back().get();
  const auto& alternatives = std::get<plan::DutyPlan>(judgement.form).alternatives;
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const plan::Remember& event = alternatives[i].event;
    for (const plan::Remember::Part& part : event.parts) {
      DeskOf(part.kind).met_here.Add({task.duties, i}, part.local, event.binding);
    }
  }
}

void Judge::AddLatecomers(const plan::Judgement& judgement, Task& task) {
  const auto& required = std::get<plan::Immediate>(judgement.form).required;
  if (!required) return;
  const plan::Ask& ask = plan_.asks[static_cast<std::size_t>(*required)];
  const auto& past = std::get<plan::PastMemory>(ask.memory);
  latecomers_.push_back(std::make_unique<Latecomers>(past, judgement.at, docket_, environment_));
  task.latecomers = latecomers_.back().get();
  for (std::size_t i = 0; i < past.alternatives.size(); ++i) {
    if (!task.latecomers->Watches(i)) continue;
    const plan::Remember& event = past.alternatives[i].event;
    for (const plan::Remember::Part& part : event.parts) {
      DeskOf(part.kind).late_here.Add({task.latecomers, i}, part.local, event.binding);
    }
  }
}

void Judge::AddTriage() {
  for (std::size_t kind = 0; kind < desks_.size(); ++kind) {
    desks_[kind].met_here.Index(static_cast<expressions::EventKind>(kind));
    desks_[kind].late_here.Index(static_cast<expressions::EventKind>(kind));
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
  next_deadline_ = Instant::Max();
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

bool Judge::Looks(expressions::EventKind kind) const {
  const Desk& desk = desks_[static_cast<std::size_t>(kind)];
  return !desk.tasks.empty() || !desk.met_here.items().empty() || !desk.late_here.items().empty();
}

void Judge::Announce(const Moment& moment) {
  if (next_deadline_ < moment.time) {
    next_deadline_ = Instant::Max();
    for (const auto& duties : duties_) {
      duties->Advance(moment.time);
      next_deadline_ = std::min(next_deadline_, duties->next_deadline());
    }
  }
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
  desk.met_here.ForEachPossible(moment,
                                [&](const auto& met) { met.first->Meet(met.second, moment); });
  desk.late_here.ForEachPossible(moment,
                                 [&](const auto& late) { late.first->Meet(late.second, moment); });
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
  if (task.duties != nullptr) {
    task.duties->Arise(moment, condition, norm);
    next_deadline_ = std::min(next_deadline_, task.duties->next_deadline());
    return;
  }
  const check::ClauseId clause = task.judgement->clause;
  const bool is_certain = norm == Truth::kTrue && task.latecomers == nullptr;
  if (is_certain && docket_.CountAlone(clause, moment, Docket::Deadline::kNone)) return;
  Case opened = docket_.Open(clause, moment, condition, norm);
  if (task.latecomers != nullptr) return task.latecomers->Add(std::move(opened), norm, moment);
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
