#include "engine/latecomers.h"

#include <algorithm>
#include <utility>

#include "expressions/plain.h"

namespace abide::engine {

using values::Truth;

namespace {

// By itself, the key, and what it can be compared with later as well as now.
bool IsDecidedByEvents(const plan::EventMemory& required) {
  return std::all_of(required.event.parts.begin(), required.event.parts.end(),
                     [](const plan::Remember::Part& part) {
                       return !part.residual || expressions::IsPlain(*part.residual);
                     });
}

// A key of no components is a key, too.
std::string ShelfKey(const Key& key) { return '=' + key.bytes(); }

}  // namespace

Latecomers::Latecomers(const plan::PastMemory& required, expressions::BindingId at, Docket& docket,
                       expressions::Environment& environment)
    : required_(required),
      at_(at),
      docket_(docket),
      environment_(environment),
      shelves_(required.alternatives.size()) {}

bool Latecomers::Watches(std::size_t alternative) const {
  return IsDecidedByEvents(required_.alternatives[alternative]);
}

void Latecomers::Meet(std::size_t alternative, const Moment& moment) {
  Shelf& shelf = shelves_[alternative];
  if (shelf.empty()) return;
  const plan::Remember& event = required_.alternatives[alternative].event;
  const plan::Remember::Part* part = event.PartOf(moment.kind);
  environment_.Bind(event.binding, &moment);
  if (part->local && expressions::Test(*part->local, environment_) != Truth::kTrue) return;
  ReadInner(event.keys, moment, environment_, key_);
  if (!key_.whole()) return;
  const auto found = shelf.find(ShelfKey(key_));
  if (found == shelf.end()) return;
  // Whoever is released is taken from the shelf.
  for (const Number number : std::deque<Number>(found->second)) {
    Waiting& waiting = waiting_.at(number);
    environment_.Bind(event.binding, &moment);
    if (!Fits(*part, waiting)) continue;
    const auto by = values::Difference(moment.time, waiting.opened.finding.time);
    docket_.AddEvidence(waiting.opened, Role::kNearest, moment,
                        "too late by " + (by ? values::ToString(*by) : std::string("?")));
    Release(number);
  }
}

bool Latecomers::Fits(const plan::Remember::Part& part, const Waiting& waiting) const {
  if (!part.residual) return true;
  environment_.Bind(at_, &waiting.trigger);
  return expressions::Test(*part.residual, environment_) == Truth::kTrue;
}

void Latecomers::Add(Case opened, Truth norm, const Moment& moment) {
  if (!opened.is_kept || norm != Truth::kTrue || opened.excuse == Truth::kTrue) {
    return docket_.Close(std::move(opened), norm);
  }
  std::vector<std::string> keys(shelves_.size());
  bool waits = false;
  bool has_residual = false;
  for (std::size_t i = 0; i < shelves_.size(); ++i) {
    const plan::EventMemory& required = required_.alternatives[i];
    if (!IsDecidedByEvents(required)) continue;
    ReadOuter(required.event.keys, environment_, key_);
    if (!key_.whole()) continue;
    keys[i] = ShelfKey(key_);
    shelves_[i][keys[i]].push_back(next_);
    waits = true;
    has_residual |= required.event.has_residual;
  }
  if (!waits) return docket_.Close(std::move(opened), norm);
  Waiting waiting{std::move(opened), std::move(keys), {}, nullptr};
  if (has_residual) waiting.trigger = KeptCopy(moment, waiting.trigger_memory);
  waiting_.emplace(next_++, std::move(waiting));
  if (waiting_.size() > kMostWaiting) Release(waiting_.begin()->first);
}

void Latecomers::Release(Number number) {
  const auto place = waiting_.find(number);
  for (std::size_t i = 0; i < shelves_.size(); ++i) {
    const auto shelf = shelves_[i].find(place->second.keys[i]);
    if (shelf == shelves_[i].end()) continue;
    std::erase(shelf->second, number);
    if (shelf->second.empty()) shelves_[i].erase(shelf);
  }
  docket_.Close(std::move(place->second.opened), Truth::kTrue);
  waiting_.erase(place);
}

void Latecomers::Finish() {
  for (auto& [number, each] : waiting_) docket_.Close(std::move(each.opened), Truth::kTrue);
}

void Latecomers::Forget() {
  waiting_.clear();
  for (Shelf& shelf : shelves_) shelf.clear();
}

}  // namespace abide::engine
