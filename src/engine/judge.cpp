#include "engine/judge.h"

#include <algorithm>
#include <utility>

namespace abide::engine {

using check::Clause;
using check::ClauseId;
using expressions::ExprPtr;
using values::Instant;
using values::Truth;
using values::Value;

namespace {

std::string MessageOf(const Clause& clause, expressions::Environment& environment) {
  if (clause.message.empty()) return clause.title;
  std::string message;
  for (const auto& piece : clause.message) {
    if (const auto* text = std::get_if<std::string>(&piece)) {
      message += *text;
    } else {
      message += values::ToString(expressions::Evaluate(*std::get<ExprPtr>(piece), environment));
    }
  }
  return message;
}

std::vector<NamedValue> AboutOf(const Clause& clause, const Finding& finding,
                                expressions::Environment& environment) {
  std::vector<NamedValue> about;
  for (const check::AboutItem& item : clause.about) {
    const Value value = expressions::Evaluate(*item.value, environment);
    about.push_back({item.name, values::ToString(value), value.is_absent()});
  }
  // The triggering event as a whole.
  if (about.empty()) {
    const bool has_id = !finding.event_id.empty();
    about.push_back({finding.event, has_id ? finding.event_id : values::ToString(finding.time)});
  }
  return about;
}

Truth TestIf(const ExprPtr& condition, expressions::Environment& environment) {
  return condition ? expressions::Test(*condition, environment) : Truth::kTrue;
}

Status StatusOf(const ClauseResult& result) {
  if (result.breached != 0) return Status::kBreached;
  if (result.pending != 0) return Status::kPending;
  if (result.undetermined != 0) return Status::kUndetermined;
  return result.considered != 0 ? Status::kKept : Status::kNotExercised;
}

}  // namespace

Judge::Judge(const plan::Plan& plan, const RunOptions& options, Memories& memories,
             expressions::Environment& environment)
    : plan_(plan),
      options_(options),
      memories_(memories),
      environment_(environment),
      evidence_(plan, memories, environment),
      desks_(plan.rules->schema.types().size()) {
  for (const plan::Judgement& judgement : plan.judgements) {
    const Clause& clause = plan.rules->clauses[static_cast<std::size_t>(judgement.clause)];
    for (const plan::Judgement::Case& each : judgement.cases) {
      desks_[static_cast<std::size_t>(each.kind)].tasks.push_back(
          {&judgement, &clause, &each.condition});
    }
  }
  for (std::size_t kind = 0; kind < desks_.size(); ++kind) {
    Desk& desk = desks_[kind];
    std::vector<Triage::Candidate> candidates;
    for (const Task& task : desk.tasks) {
      candidates.push_back({*task.condition, task.judgement->at});
    }
    desk.triage = std::make_unique<Triage>(static_cast<expressions::EventKind>(kind), candidates);
  }
  Forget();
}

void Judge::Forget() {
  verdicts_ = {};
  verdicts_.clauses.resize(plan_.rules->clauses.size());
  for (const plan::Judgement& judgement : plan_.judgements) {
    ResultOf(judgement.clause).judged = true;
  }
  waivable_.clear();
  fingerprints_.Forget();
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
      ResultOf(task.judgement->clause).considered += desk.events - task.since;
      desk.in_force->Clear(i);
    }
    task.in_force = holds;
    for (const Instant change : {effective.from, effective.until}) {
      if (now < change) desk.next_change = std::min(desk.next_change, change);
    }
  }
}

void Judge::Consider(const Moment& moment) {
  if (options_.since && moment.time < *options_.since) return;
  if (options_.until && moment.time >= *options_.until) return;
  Desk& desk = desks_[static_cast<std::size_t>(moment.kind)];
  if (desk.tasks.empty()) return;
  if (desk.next_change <= moment.time) Advance(desk, moment.time);
  ++desk.events;
  *desk.possible = *desk.in_force;
  desk.triage->Narrow(moment, *desk.possible);
  desk.possible->ForEach([&](std::size_t i) { Decide(desk.tasks[i], moment); });
}

// `norm and not (exception or …)`: true is a breach, unknown undetermined.
void Judge::Decide(const Task& task, const Moment& moment) {
  ClauseResult& result = ResultOf(task.judgement->clause);
  environment_.Bind(task.judgement->at, &moment);
  const Truth norm = TestIf(*task.condition, environment_);
  if (norm == Truth::kFalse) return;
  const Excuse excuse = ExcuseOf(*task.clause, moment);
  if (norm == Truth::kUnknown && excuse.truth == Truth::kTrue) return;
  Verdict verdict = Verdict::kBreach;
  if (excuse.truth == Truth::kTrue) {
    verdict = Verdict::kExcused;
  } else if (norm == Truth::kUnknown || excuse.truth == Truth::kUnknown) {
    verdict = Verdict::kUndetermined;
  }
  Waivable waivable{.clause = task.judgement->clause,
                    .verdict = verdict,
                    .waivers = {},
                    .missing = {},
                    .finding = {}};
  if (verdict == Verdict::kUndetermined) waivable.missing = MissingOf(task, norm, moment);
  if (verdict != Verdict::kExcused) {
    for (std::uint32_t i = 0; i < task.clause->waivers.size(); ++i) {
      if (TestIf(task.clause->waivers[i].where, environment_) == Truth::kTrue) {
        waivable.waivers.push_back(i);
      }
    }
  }
  if (verdict == Verdict::kExcused) ++result.excused_by[excuse.by->label];
  if (verdicts_.findings.size() < options_.max_findings) {
    waivable.finding = verdicts_.findings.size();
    Finding finding = Describe(task, moment, verdict, norm, excuse);
    finding.missing = waivable.missing;
    verdicts_.findings.push_back(std::move(finding));
  } else {
    ++result.findings_dropped;
  }
  if (waivable.waivers.empty()) {
    Count(result, verdict, waivable.missing);
  } else {
    waivable_.push_back(std::move(waivable));
  }
}

Judge::Excuse Judge::ExcuseOf(const Clause& clause, const Moment& moment) {
  Excuse excuse;
  for (const check::Exception& exception : clause.exceptions) {
    if (!exception.effective.Holds(moment.time)) continue;
    const Truth truth = TestIf(exception.condition, environment_);
    if (truth > excuse.truth) excuse = {truth, &exception};
    if (truth == Truth::kTrue) break;
  }
  return excuse;
}

std::vector<std::string> Judge::MissingOf(const Task& task, Truth norm, const Moment& moment) {
  std::vector<std::string> names;
  if (norm == Truth::kUnknown) names = expressions::MissingFields(**task.condition, environment_);
  for (const check::Exception& exception : task.clause->exceptions) {
    if (!exception.effective.Holds(moment.time) || !exception.condition) continue;
    if (expressions::Test(*exception.condition, environment_) != Truth::kUnknown) continue;
    for (const auto& name : expressions::MissingFields(*exception.condition, environment_)) {
      MissingNames::AddName(name, names);
    }
  }
  return names;
}

Finding Judge::Describe(const Task& task, const Moment& moment, Verdict verdict, Truth norm,
                        const Excuse& excuse) {
  Finding finding;
  finding.clause = task.judgement->clause;
  finding.verdict = verdict;
  finding.time = moment.time;
  finding.place = moment.place;
  finding.event = plan_.rules->schema.Type(moment.kind).name;
  const Value& id = moment.fields[static_cast<std::size_t>(events::kIdField)];
  if (!id.is_absent()) finding.event_id = values::ToString(id);
  finding.about = AboutOf(*task.clause, finding, environment_);
  finding.message = MessageOf(*task.clause, environment_);
  finding.fingerprint = fingerprints_.Of(finding, task.clause->id);
  if (verdict == Verdict::kExcused) {
    finding.excused_by = excuse.by->label;
    finding.excused_cites = excuse.by->cites;
  }
  evidence_.Add(*task.condition, norm, finding);
  evidence_.AddTrigger(moment, finding);
  for (const check::Exception& exception : task.clause->exceptions) {
    if (!exception.effective.Holds(moment.time) || !exception.condition) continue;
    const Truth truth = expressions::Test(*exception.condition, environment_);
    evidence_.Add(exception.condition, truth, finding);
    if (truth == Truth::kTrue) break;
  }
  return finding;
}

void Judge::Count(ClauseResult& result, Verdict verdict,
                  const std::vector<std::string>& missing) const {
  switch (verdict) {
    case Verdict::kBreach:
      ++result.breached;
      return;
    case Verdict::kPending:
      ++result.pending;
      return;
    case Verdict::kUndetermined:
      ++result.undetermined;
      for (const std::string& name : missing) ++result.undetermined_by[name];
      return;
    case Verdict::kExcused:
      ++result.excused;
      return;
    case Verdict::kWaived:
      ++result.waived;
      return;
  }
}

Verdicts Judge::Finish(std::optional<Instant> present) {
  for (const Waivable& each : waivable_) {
    const auto& waivers = plan_.rules->clauses[static_cast<std::size_t>(each.clause)].waivers;
    Verdict verdict = each.verdict;
    for (const std::uint32_t waiver : each.waivers) {
      if (!present || *present >= waivers[waiver].until) continue;
      verdict = Verdict::kWaived;
      if (each.finding) {
        verdicts_.findings[*each.finding].verdict = verdict;
        verdicts_.findings[*each.finding].waiver = waiver;
      }
      break;
    }
    Count(ResultOf(each.clause), verdict, each.missing);
  }
  for (Desk& desk : desks_) {
    for (const Task& task : desk.tasks) {
      if (task.in_force) ResultOf(task.judgement->clause).considered += desk.events - task.since;
    }
  }
  for (ClauseResult& result : verdicts_.clauses) result.status = StatusOf(result);
  verdicts_.as_of = present;
  verdicts_.out_of_range = environment_.out_of_range;
  verdicts_.keyless_state_events = memories_.keyless_state_events();
  return std::move(verdicts_);
}

}  // namespace abide::engine
