#include "engine/duties.h"

#include <algorithm>

namespace abide::engine {

using expressions::ExprPtr;
using values::Instant;
using values::Truth;
using values::Value;

Duties::Duties(const plan::Judgement& judgement, Memories& memories, Docket& docket,
               expressions::Environment& environment)
    : judgement_(judgement),
      plan_(std::get<plan::DutyPlan>(judgement.form)),
      memories_(memories),
      docket_(docket),
      environment_(environment),
      shelves_(plan_.alternatives.size()) {}

void Duties::Forget() {
  duties_.clear();
  for (auto& shelves : shelves_) shelves.clear();
  deadlines_ = {};
}

// --- A duty arises -----------------------------------------------------------------------------

void Duties::Arise(const Moment& moment, const ExprPtr& condition, Truth norm) {
  if (!plan_.each_earlier) return Open(moment, nullptr, condition, norm, 0);
  struct Earlier {
    Moment moment;
    std::shared_ptr<values::Arena> memory;
    Truth truth;
  };
  std::vector<Earlier> all;
  memories_.EachPast(*plan_.each_earlier, environment_, [&](const Stored& stored, Truth truth) {
    all.push_back({stored.moment, stored.memory, truth});
  });
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.moment.order < b.moment.order; });
  std::uint32_t ordinal = 0;
  for (const Earlier& each : all) {
    earlier_memory_ = each.memory;
    Open(moment, &each.moment, condition, And(norm, each.truth), ordinal++);
  }
  earlier_memory_ = nullptr;
}

void Duties::Open(const Moment& moment, const Moment* earlier, const ExprPtr& condition, Truth norm,
                  std::uint32_t ordinal) {
  Duty duty{.trigger = {},
            .trigger_memory = nullptr,
            .earlier = {},
            .earlier_memory = nullptr,
            .norm = norm,
            .terms = {},
            .too_early = {},
            .opened = {}};
  if (earlier != nullptr) {
    duty.earlier = *earlier;
    duty.earlier_memory = earlier_memory_;
    environment_.Bind(plan_.earlier, &*duty.earlier);
  }
  ReadTerms(duty);
  std::vector<std::string> missing;
  if (MetBefore(duty, missing)) return;
  duty.opened = docket_.Open(judgement_.clause, moment, condition, norm);
  for (std::size_t i = 0; i < duty.terms.size(); ++i) {
    if (duty.terms[i].due) continue;
    const auto names = expressions::MissingFields(*plan_.alternatives[i].term, environment_);
    missing.insert(missing.end(), names.begin(), names.end());
  }
  for (const std::string& name : missing) MissingNames::AddName(name, duty.opened.missing);
  duty.opened.finding.ordinal = ordinal;
  if (!LacksTerm(duty)) duty.opened.finding.due = DueOf(duty);
  if (duty.opened.is_kept && earlier != nullptr) {
    docket_.AddEvidence(duty.opened, Role::kPreceding, *earlier,
                        memories_.TextOf(*plan_.each_earlier));
  }
  if (duty.opened.is_kept) FindTooEarly(duty);
  // A duty that is excused however it ends need not be watched, but it may still be met.
  duty.trigger = KeptCopy(moment, duty.trigger_memory);
  const Number number = next_++;
  Shelve(number, duty);
  if (const std::optional<Instant> due = DueOf(duty)) deadlines_.emplace(*due, number);
  duties_.emplace(number, std::move(duty));
}

// The terms and keys are read at the trigger.
void Duties::ReadTerms(Duty& duty) {
  for (const plan::DutyPlan::Required& each : plan_.alternatives) {
    Term term;
    const Value length = expressions::Evaluate(*each.term, environment_);
    const Moment& trigger = MomentAt(judgement_.at, environment_);
    if (length.kind() == Value::Kind::kDuration) {
      term.due = values::Plus(trigger.time, length.duration());
      if (!term.due) {
        const bool backwards = length.duration().months < 0 || length.duration().nanos < 0;
        term.due = backwards ? Instant::Min() : Instant::Max();
      }
    }
    ReadOuter(each.event.keys, environment_, term.key);
    duty.terms.push_back(std::move(term));
  }
}

// `around`: true if an event before met it for certain.
bool Duties::MetBefore(Duty& duty, std::vector<std::string>& missing) {
  for (const plan::AskId ask : plan_.before) {
    duty.met = Or(duty.met, memories_.Past(ask, environment_, &missing).truth);
  }
  return duty.met == Truth::kTrue;
}

// `around`: the latest one that came too long before.
void Duties::FindTooEarly(Duty& duty) {
  for (const plan::AskId ask : plan_.before) {
    const auto found = memories_.Nearest(ask, environment_);
    if (!found) continue;
    if (!duty.too_early || duty.too_early->event.order < found->event.order) {
      duty.too_early = found;
      duty.too_early->event.fields = {};
    }
  }
}

std::optional<Instant> Duties::DueOf(const Duty& duty) {
  std::optional<Instant> due;
  for (const Term& term : duty.terms) {
    if (term.due && (!due || *due < *term.due)) due = term.due;
  }
  return due;
}

bool Duties::LacksTerm(const Duty& duty) {
  return std::any_of(duty.terms.begin(), duty.terms.end(),
                     [](const Term& term) { return !term.due; });
}

void Duties::Shelve(Number number, const Duty& duty) {
  for (std::size_t i = 0; i < duty.terms.size(); ++i) {
    if (!duty.terms[i].due) continue;
    const Key& key = duty.terms[i].key;
    std::deque<Number>& numbers = shelves_[i][key.present()][key.bytes()];
    Sweep(numbers);
    numbers.push_back(number);
  }
}

// Drops duties in front that are closed.
void Duties::Sweep(std::deque<Number>& numbers) {
  while (!numbers.empty() && !duties_.contains(numbers.front())) numbers.pop_front();
}

// --- An event meets duties ---------------------------------------------------------------------

void Duties::Meet(std::size_t index, const Moment& moment) {
  const plan::Remember& event = plan_.alternatives[index].event;
  const plan::Remember::Part* part = event.PartOf(moment.kind);
  if (shelves_[index].empty()) return;
  environment_.Bind(event.binding, &moment);
  const Truth surely = part->local ? expressions::Test(*part->local, environment_) : Truth::kTrue;
  if (surely == Truth::kFalse) return;
  ReadInner(event.keys, moment, environment_, met_key_);
  for (auto& [present, shelf] : shelves_[index]) {
    const std::uint32_t mask = present & met_key_.present();
    const bool whole = met_key_.whole() && mask == met_key_.present();
    const std::string wanted = met_key_.Bytes(mask);
    if (mask == present) {
      const auto found = shelf.find(wanted);
      if (found == shelf.end()) continue;
      TryDuties(found->second, index, moment, surely, whole);
      if (found->second.empty()) shelf.erase(found);
      continue;
    }
    for (auto& [key, numbers] : shelf) {
      if (Shortened(key, present, mask) == wanted) TryDuties(numbers, index, moment, surely, whole);
    }
  }
}

void Duties::TryDuties(std::deque<Number>& numbers, std::size_t index, const Moment& moment,
                       Truth surely, bool whole_key) {
  std::deque<Number> left;
  for (const Number number : numbers) {
    const auto place = duties_.find(number);
    if (place == duties_.end()) continue;
    Duty& duty = place->second;
    const Truth key_truth = whole_key ? Truth::kTrue : Truth::kUnknown;
    const Truth truth = And(And(surely, key_truth), Fits(duty, index, moment));
    const bool in_time = moment.time <= *duty.terms[index].due;
    if (in_time) duty.met = Or(duty.met, truth);
    if (in_time && truth == Truth::kUnknown) AddMissing(duty, index, moment);
    if (truth == Truth::kTrue && (in_time || duty.is_late)) {
      if (!in_time) CloseLate(duty, &moment, index);
      duties_.erase(place);
    } else {
      left.push_back(number);
    }
  }
  numbers = std::move(left);
}

Truth Duties::Fits(const Duty& duty, std::size_t index, const Moment& moment) {
  const plan::Remember::Part* part = plan_.alternatives[index].event.PartOf(moment.kind);
  if (!part->residual) return Truth::kTrue;
  environment_.Bind(judgement_.at, &duty.trigger);
  if (duty.earlier) environment_.Bind(plan_.earlier, &*duty.earlier);
  environment_.Bind(plan_.alternatives[index].event.binding, &moment);
  return expressions::Test(*part->residual, environment_);
}

// What leaves open whether `moment`, to which the alternative is bound, met the duty.
void Duties::AddMissing(Duty& duty, std::size_t index, const Moment& moment) {
  const plan::Remember& event = plan_.alternatives[index].event;
  const plan::Remember::Part* part = event.PartOf(moment.kind);
  const auto add = [&](const ExprPtr& expr) {
    if (!expr) return;
    for (const auto& name : expressions::MissingFields(*expr, environment_)) {
      MissingNames::AddName(name, duty.opened.missing);
    }
  };
  environment_.Bind(judgement_.at, &duty.trigger);
  if (duty.earlier) environment_.Bind(plan_.earlier, &*duty.earlier);
  environment_.Bind(event.binding, &moment);
  add(part->local);
  add(part->residual);
  for (const plan::Key& key : event.keys) {
    add(key.outer);
    for (const plan::Key::Inner& inner : key.inner) {
      if (inner.kind == moment.kind) add(inner.value);
    }
  }
}

// --- Terms end ---------------------------------------------------------------------------------

void Duties::Advance(Instant now) {
  while (!deadlines_.empty() && deadlines_.top().first < now) {
    const Number number = deadlines_.top().second;
    deadlines_.pop();
    const auto place = duties_.find(number);
    if (place == duties_.end()) continue;
    place->second.is_late = true;
    // Only a breach waits for the event that comes too late.
    const Duty& duty = place->second;
    if (duty.met == Truth::kFalse && duty.norm == Truth::kTrue && !LacksTerm(duty) &&
        duty.opened.excuse == Truth::kFalse && duty.opened.is_kept) {
      continue;
    }
    CloseLate(place->second, nullptr, 0);
    duties_.erase(place);
  }
}

// No alternative was met for certain, and all terms have passed.
void Duties::CloseLate(Duty& duty, const Moment* late, std::size_t index) {
  Truth norm = And(duty.norm, Not(duty.met));
  if (LacksTerm(duty)) norm = And(norm, Truth::kUnknown);
  if (duty.opened.is_kept) {
    AddLookedFor(duty, Role::kNotFound);
    if (late != nullptr) {
      const auto delay = values::Difference(late->time, *duty.terms[index].due);
      docket_.AddEvidence(duty.opened, Role::kNearest, *late,
                          "too late by " + (delay ? values::ToString(*delay) : std::string("?")));
    }
  }
  docket_.Close(std::move(duty.opened), norm);
}

// What was looked for, or is, and in which time.
void Duties::AddLookedFor(Duty& duty, Role role) {
  for (std::size_t i = 0; i < plan_.alternatives.size(); ++i) {
    const plan::DutyPlan::Required& each = plan_.alternatives[i];
    EvidenceStep step{.role = role,
                      .place = {},
                      .time = duty.trigger.time,
                      .event = {},
                      .note = each.text,
                      .from = duty.trigger.time,
                      .until = duty.terms[i].due};
    if (i < plan_.before.size())
      step.from = memories_.LookedFrom(plan_.before[i], duty.trigger.time);
    docket_.AddLookedFor(duty.opened, each.event.parts.front().kind, std::move(step));
  }
  if (duty.too_early) {
    docket_.AddEvidence(duty.opened, Role::kNearest, duty.too_early->event,
                        "too early by " + values::ToString(duty.too_early->by));
  }
}

void Duties::Finish(std::optional<Instant> present) {
  if (present) Advance(*present);
  for (auto& [number, duty] : duties_) {
    if (duty.is_late) {
      CloseLate(duty, nullptr, 0);
    } else {
      const Truth norm = LacksTerm(duty) ? And(duty.norm, Truth::kUnknown) : duty.norm;
      AddLookedFor(duty, Role::kAwaited);
      docket_.Close(std::move(duty.opened), norm, Docket::Deadline::kOpen);
    }
  }
  Forget();
}

}  // namespace abide::engine
