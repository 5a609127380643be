#include "engine/duties.h"

#include <algorithm>

#include "expressions/plain.h"

namespace abide::engine {

using expressions::ExprPtr;
using values::Instant;
using values::Truth;
using values::Value;

Duties::Duties(const plan::Judgement& judgement, const check::Clause& clause, Memories& memories,
               Docket& docket, expressions::Environment& environment)
    : judgement_(judgement),
      plan_(std::get<plan::DutyPlan>(judgement.form)),
      memories_(memories),
      docket_(docket),
      environment_(environment),
      has_plain_words_(HasPlainWords(judgement, clause)),
      shelves_(plan_.alternatives.size()),
      keys_(plan_.alternatives.size()) {}

void Duties::Forget() {
  duties_.Clear();
  for (auto& shelves : shelves_) shelves.clear();
  rows_.Clear();
  deadlines_ = {};
}

// --- A duty arises -----------------------------------------------------------------------------

void Duties::Arise(const Moment& moment, const ExprPtr& condition, Truth norm) {
  if (!plan_.each_earlier) return Open(moment, nullptr, condition, norm, 0);
  struct Earlier {
    Moment moment;
    std::shared_ptr<const void> memory;
    Trails trails;
    Truth truth;
  };
  std::vector<Earlier> all;
  memories_.EachPast(*plan_.each_earlier, environment_, [&](const Stored& stored, Truth truth) {
    all.push_back({stored.moment, stored.memory, stored.trails, truth});
  });
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.moment.order < b.moment.order; });
  std::uint32_t ordinal = 0;
  for (const Earlier& each : all) {
    earlier_memory_ = each.memory;
    earlier_trails_ = each.trails;
    Open(moment, &each.moment, condition, And(norm, each.truth), ordinal++);
  }
  earlier_memory_ = nullptr;
  earlier_trails_ = nullptr;
}

void Duties::Open(const Moment& moment, const Moment* earlier, const ExprPtr& condition, Truth norm,
                  std::uint32_t ordinal) {
  // In its place at once: what is read of its words is bound to its trigger.
  const Number number = duties_.Add({});
  Duty& duty = *duties_.Find(number);
  duty.norm = norm;
  if (earlier != nullptr) {
    duty.opened = std::make_unique<Opened>();
    duty.opened->earlier = *earlier;
    duty.opened->earlier_memory = earlier_memory_;
    environment_.Bind(plan_.earlier, &*duty.opened->earlier);
  }
  ReadTerms(duty);
  std::vector<std::string> missing;
  if (MetBefore(duty, missing)) return duties_.Erase(number);
  duty.trigger = KeptCopy(moment, duty.trigger_memory);
  const bool may_wait = has_plain_words_ && earlier == nullptr && norm == Truth::kTrue &&
                        plan_.before.empty() && !LacksTerm(duty);
  if (!may_wait) OpenCase(duty, condition, missing, ordinal);
  Shelve(number, duty);
  // A duty that is excused however it ends need not be watched, but it may still be met.
  if (const Due due = DueOf(duty)) deadlines_.emplace(*due, number);
}

bool Duties::HasPlainWords(const plan::Judgement& judgement, const check::Clause& clause) {
  bool plain = true;
  const auto look = [&](const ExprPtr& expr) {
    plain = plain && (!expr || expressions::IsPlain(*expr));
  };
  for (const plan::Judgement::Case& each : judgement.cases) look(each.condition);
  for (const check::Exception& exception : clause.exceptions) look(exception.condition);
  for (const check::Waiver& waiver : clause.waivers) look(waiver.where);
  for (const check::AboutItem& item : clause.about) look(item.value);
  for (const auto& piece : clause.message) {
    if (const auto* hole = std::get_if<ExprPtr>(&piece)) look(*hole);
  }
  return plain;
}

// The clause's words are read of the trigger, and what memories say of it now.
void Duties::OpenCase(Duty& duty, const ExprPtr& condition, const std::vector<std::string>& missing,
                      std::uint32_t ordinal) {
  if (!duty.opened) duty.opened = std::make_unique<Opened>();
  Opened& opened = *duty.opened;
  BindTo(duty);
  opened.of = docket_.Open(judgement_.clause, duty.trigger, condition, duty.norm);
  for (std::size_t i = 0; i < duty.dues.size(); ++i) {
    if (duty.dues[i]) continue;
    for (const auto& name : expressions::MissingFields(*plan_.alternatives[i].term, environment_)) {
      MissingNames::AddName(name, opened.of.missing);
    }
  }
  for (const std::string& name : missing) MissingNames::AddName(name, opened.of.missing);
  opened.of.finding.ordinal = ordinal;
  if (!LacksTerm(duty)) opened.of.finding.due = DueOf(duty);
  if (!opened.of.is_kept) return;
  if (opened.earlier) {
    docket_.AddEvidence(opened.of, Role::kPreceding, *opened.earlier,
                        memories_.TextOf(*plan_.each_earlier));
    docket_.AddPathsOf(opened.of, *plan_.each_earlier, *opened.earlier, earlier_trails_);
  }
  FindTooEarly(duty);
}

Case& Duties::CaseOf(Duty& duty) {
  if (!duty.opened) {
    const auto kind =
        std::find_if(judgement_.cases.begin(), judgement_.cases.end(),
                     [&](const auto& each) { return each.kind == duty.trigger.kind; });
    OpenCase(duty, kind->condition, {}, 0);
  }
  return duty.opened->of;
}

bool Duties::IsCounted(const Duty& duty, Docket::Deadline deadline) {
  const bool is_certain = duty.norm == Truth::kTrue && !LacksTerm(duty) &&
                          (duty.met == Truth::kFalse || deadline == Docket::Deadline::kOpen);
  return !duty.opened && is_certain &&
         docket_.CountAlone(judgement_.clause, duty.trigger, deadline);
}

void Duties::BindTo(const Duty& duty) {
  environment_.Bind(judgement_.at, &duty.trigger);
  if (duty.opened && duty.opened->earlier) {
    environment_.Bind(plan_.earlier, &*duty.opened->earlier);
  }
}

// The terms and keys are read at the trigger.
void Duties::ReadTerms(Duty& duty) {
  for (std::size_t i = 0; i < plan_.alternatives.size(); ++i) {
    const plan::DutyPlan::Required& each = plan_.alternatives[i];
    Due due;
    const Value length = expressions::Evaluate(*each.term, environment_);
    const Moment& trigger = MomentAt(judgement_.at, environment_);
    if (length.kind() == Value::Kind::kDuration) {
      due = values::Plus(trigger.time, length.duration());
      if (!due) {
        const bool backwards = length.duration().months < 0 || length.duration().nanos < 0;
        due = backwards ? Instant::Min() : Instant::Max();
      }
    }
    ReadOuter(each.event.keys, environment_, keys_[i]);
    // Its place in the table comes near while the trigger is copied.
    const auto shelf = shelves_[i].find(keys_[i].present());
    if (shelf != shelves_[i].end()) shelf->second.whole.prefetch(keys_[i].bytes());
    duty.dues.push_back(due);
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
    std::optional<Memories::TooEarly>& latest = duty.opened->too_early;
    if (!latest || latest->event.order < found->event.order) {
      latest = found;
      latest->event.fields = {};
    }
  }
}

Duties::Due Duties::DueOf(const Duty& duty) {
  Due last;
  for (const Due& due : duty.dues) {
    if (due && (!last || *last < *due)) last = due;
  }
  return last;
}

bool Duties::LacksTerm(const Duty& duty) {
  return std::any_of(duty.dues.begin(), duty.dues.end(), [](const Due& due) { return !due; });
}

void Duties::Shelve(Number number, const Duty& duty) {
  for (std::size_t i = 0; i < duty.dues.size(); ++i) {
    if (!duty.dues[i]) continue;
    const Key& key = keys_[i];
    Shelf& shelf = shelves_[i][key.present()];
    Put(number, shelf.whole[key.bytes()]);
    for (auto& [mask, view] : shelf.shortened) Put(number, view[key.Bytes(mask)]);
  }
}

void Duties::Put(Number number, Line& line) {
  while (!line.numbers.empty() && duties_.Find(line.numbers.front()) == nullptr) {
    line.numbers.pop_front(rows_);
    if (!line.told) continue;
    for (Line::Told& each : *line.told) each.count -= each.count == 0 ? 0 : 1;
  }
  if (line.numbers.size() >= line.next_compaction) Compact(line);
  line.numbers.push_back(number, rows_);
}

void Duties::Compact(Line& line) {
  Queue<Number> open;
  std::vector<Line::Told> told;
  if (line.told) told = *line.told;
  for (Line::Told& each : told) each.count = 0;
  for (std::size_t i = 0; i < line.numbers.size(); ++i) {
    if (duties_.Find(line.numbers[i]) == nullptr) continue;
    open.push_back(line.numbers[i], rows_);
    for (std::size_t t = 0; t < told.size(); ++t) {
      if (i < (*line.told)[t].count) ++told[t].count;
    }
  }
  std::swap(line.numbers, open);
  open.Clear(rows_);
  if (line.told) *line.told = std::move(told);
  line.next_compaction =
      static_cast<std::uint32_t>(std::max<std::size_t>(64, 2 * line.numbers.size()));
}

Duties::View& Duties::ShortenedView(Shelf& shelf, std::uint32_t present, std::uint32_t mask) {
  const auto [place, is_new] = shelf.shortened.try_emplace(mask);
  View& view = place->second;
  if (!is_new) return view;
  struct Known {
    std::uint64_t order;
    Number number;
    std::string key;
  };
  std::vector<Known> all;
  for (const auto& [key, line] : shelf.whole) {
    const std::string shorter = Shortened(key, present, mask);
    const auto add = [&](Number number) {
      const Duty* const duty = duties_.Find(number);
      if (duty != nullptr) all.push_back({duty->trigger.order, number, shorter});
    };
    line.numbers.ForEach(add);
    if (!line.aside) continue;
    for (const auto& [end, number] : line.aside->heap) add(number);
  }
  std::sort(all.begin(), all.end(), [](const Known& a, const Known& b) {
    return std::pair(a.order, a.number) < std::pair(b.order, b.number);
  });
  for (const Known& each : all) view[each.key].numbers.push_back(each.number, rows_);
  return view;
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
    const bool is_shortened = mask != present;
    View& view = is_shortened ? ShortenedView(shelf, present, mask) : shelf.whole;
    const auto found = view.find(met_key_.Bytes(mask));
    if (found == view.end()) continue;
    const bool is_its_key = met_key_.whole() && mask == met_key_.present() && !is_shortened;
    TryLine(found->second, index, moment, is_its_key ? surely : Truth::kUnknown);
    if (!found->second.numbers.empty() || found->second.aside) continue;
    found->second.numbers.Clear(rows_);
    view.erase(found);
  }
}

void Duties::TryLine(Line& line, std::size_t index, const Moment& moment, Truth certainty) {
  const bool has_residual =
      plan_.alternatives[index].event.PartOf(moment.kind)->residual != nullptr;
  if (certainty == Truth::kUnknown && !has_residual) return LeaveOpen(line, index, moment);
  TryDuties(line, index, moment, certainty);
}

void Duties::TryDuties(Line& line, std::size_t index, const Moment& moment, Truth certainty) {
  TakeBack(line, moment.time);
  Queue<Number> left;
  Queue<Number>& numbers = line.numbers;
  const std::size_t before = numbers.size();
  for (; !numbers.empty(); numbers.pop_front(rows_)) {
    const Number number = numbers.front();
    Duty* const found = duties_.Find(number);
    if (found == nullptr) continue;
    Duty& duty = *found;
    const bool in_time = moment.time <= *duty.dues[index];
    if (!in_time && !duty.is_late) {
      SetAside(line, number, duty);
      continue;
    }
    const Truth truth = And(certainty, Fits(duty, index, moment));
    if (in_time) duty.met = Or(duty.met, truth);
    if (in_time && truth == Truth::kUnknown) AddMissing(duty, index, moment);
    if (truth == Truth::kTrue && (in_time || duty.is_late)) {
      if (!in_time) CloseLate(duty, &moment, index);
      duties_.Erase(number);
    } else {
      left.push_back(number, rows_);
    }
  }
  std::swap(numbers, left);
  left.Clear(rows_);
  // To be told again changes nothing.
  if (numbers.size() != before) line.told.reset();
}

void Duties::SetAside(Line& line, Number number, const Duty& duty) {
  if (!line.aside) line.aside = std::make_unique<Line::Aside>();
  std::vector<Line::Passed>& heap = line.aside->heap;
  if (heap.size() >= line.aside->next_compaction) {
    std::erase_if(heap, [this](const auto& each) { return duties_.Find(each.second) == nullptr; });
    std::make_heap(heap.begin(), heap.end(), std::greater<>());
    line.aside->next_compaction = std::max<std::size_t>(64, 2 * heap.size());
  }
  heap.emplace_back(*DueOf(duty), number);
  std::push_heap(heap.begin(), heap.end(), std::greater<>());
}

void Duties::TakeBack(Line& line, Instant now) {
  if (!line.aside) return;
  std::vector<Line::Passed>& heap = line.aside->heap;
  while (!heap.empty() && heap.front().first < now) {
    const Number number = heap.front().second;
    std::pop_heap(heap.begin(), heap.end(), std::greater<>());
    heap.pop_back();
    if (duties_.Find(number) != nullptr) line.numbers.push_back(number, rows_);
  }
  if (heap.empty()) line.aside.reset();
}

// Who was told of the same before needs not be told again: who was too late for it is so now.
void Duties::LeaveOpen(Line& line, std::size_t index, const Moment& moment) {
  const plan::Remember& event = plan_.alternatives[index].event;
  const plan::Remember::Part* part = event.PartOf(moment.kind);
  std::vector<std::string> names;
  if (part->local) names = expressions::MissingFields(*part->local, environment_);
  AddMissingInner(event.keys, moment, environment_, names);
  const MissingId lacking = lacking_.Keep(names);
  if (!line.told) line.told = std::make_unique<std::vector<Line::Told>>();
  auto told = std::find_if(line.told->begin(), line.told->end(),
                           [&](const Line::Told& each) { return each.lacking == lacking; });
  if (told == line.told->end()) told = line.told->insert(told, {lacking, 0});
  for (; told->count < line.numbers.size(); ++told->count) {
    Duty* const duty = duties_.Find(line.numbers[told->count]);
    if (duty == nullptr || *duty->dues[index] < moment.time) continue;
    duty->met = Or(duty->met, Truth::kUnknown);
    AddMissing(*duty, index, moment);
  }
}

Truth Duties::Fits(const Duty& duty, std::size_t index, const Moment& moment) {
  const plan::Remember::Part* part = plan_.alternatives[index].event.PartOf(moment.kind);
  if (!part->residual) return Truth::kTrue;
  BindTo(duty);
  environment_.Bind(plan_.alternatives[index].event.binding, &moment);
  return expressions::Test(*part->residual, environment_);
}

// What leaves open whether `moment`, to which the alternative is bound, met the duty.
void Duties::AddMissing(Duty& duty, std::size_t index, const Moment& moment) {
  const plan::Remember& event = plan_.alternatives[index].event;
  const plan::Remember::Part* part = event.PartOf(moment.kind);
  Case& opened = CaseOf(duty);
  const auto add = [&](const ExprPtr& expr) {
    if (!expr) return;
    for (const auto& name : expressions::MissingFields(*expr, environment_)) {
      MissingNames::AddName(name, opened.missing);
    }
  };
  BindTo(duty);
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
    Duty* const found = duties_.Find(number);
    if (found == nullptr) continue;
    Duty& duty = *found;
    duty.is_late = true;
    if (IsCounted(duty, Docket::Deadline::kNone)) {
      duties_.Erase(number);
      continue;
    }
    const Case& opened = CaseOf(duty);
    // Only a breach waits for the event that comes too late.
    if (duty.met == Truth::kFalse && duty.norm == Truth::kTrue && !LacksTerm(duty) &&
        opened.excuse == Truth::kFalse && opened.is_kept) {
      continue;
    }
    CloseLate(duty, nullptr, 0);
    duties_.Erase(number);
  }
}

// No alternative was met for certain, and all terms have passed.
void Duties::CloseLate(Duty& duty, const Moment* late, std::size_t index) {
  Truth norm = And(duty.norm, Not(duty.met));
  if (LacksTerm(duty)) norm = And(norm, Truth::kUnknown);
  Case& opened = CaseOf(duty);
  if (opened.is_kept) {
    AddLookedFor(duty, Role::kNotFound);
    if (late != nullptr) {
      const auto delay = values::Difference(late->time, *duty.dues[index]);
      docket_.AddEvidence(opened, Role::kNearest, *late,
                          "too late by " + (delay ? values::ToString(*delay) : std::string("?")));
    }
  }
  docket_.Close(std::move(opened), norm);
}

// What was looked for, or is, and in which time.
void Duties::AddLookedFor(Duty& duty, Role role) {
  if (!CaseOf(duty).is_kept) return;
  for (std::size_t i = 0; i < plan_.alternatives.size(); ++i) {
    const plan::DutyPlan::Required& each = plan_.alternatives[i];
    EvidenceStep step{.role = role,
                      .place = {},
                      .time = duty.trigger.time,
                      .event = {},
                      .note = each.text,
                      .from = duty.trigger.time,
                      .until = duty.dues[i]};
    if (i < plan_.before.size())
      step.from = memories_.LookedFrom(plan_.before[i], duty.trigger.time);
    docket_.AddLookedFor(CaseOf(duty), each.event.parts.front().kind, std::move(step));
  }
  if (const auto& too_early = duty.opened->too_early) {
    docket_.AddEvidence(CaseOf(duty), Role::kNearest, too_early->event,
                        "too early by " + values::ToString(too_early->by));
  }
}

void Duties::Finish(std::optional<Instant> present) {
  if (present) Advance(*present);
  duties_.ForEach([&](Duty& duty) {
    if (duty.is_late) {
      CloseLate(duty, nullptr, 0);
    } else if (!IsCounted(duty, Docket::Deadline::kOpen)) {
      const Truth norm = LacksTerm(duty) ? And(duty.norm, Truth::kUnknown) : duty.norm;
      AddLookedFor(duty, Role::kAwaited);
      docket_.Close(std::move(CaseOf(duty)), norm, Docket::Deadline::kOpen);
    }
    duty.opened.reset();  // there may be a million, most of them without words until now
  });
}

}  // namespace abide::engine
