#include "engine/event_store.h"

#include <algorithm>

#include "expressions/uncounted.h"

namespace abide::engine {

using values::Instant;
using values::Truth;

namespace {

Truth TestLocal(const plan::Remember::Part& part, expressions::Environment& environment) {
  return part.local ? expressions::Test(*part.local, environment) : Truth::kTrue;
}

}  // namespace

void EventStore::Found::Or(const Found& other) {
  if (other.truth > truth ||
      (other.truth == truth && other.event != nullptr &&
       (event == nullptr || other.event->moment.order > event->moment.order))) {
    *this = other;
  }
}

EventStore::EventStore(const plan::Remember& remember, MissingNames& missing)
    : remember_(remember),
      missing_(missing),
      keep_all_(remember.keep_fields || remember.enumerated),
      keep_too_early_(remember.has_residual && !remember.enumerated && !remember.history &&
                      remember.within.has_value()) {}

bool EventStore::Foresees(expressions::EventKind kind) const {
  const plan::Remember::Part* const part = remember_.PartOf(kind);
  return part != nullptr && !part->local && AreFields(remember_.keys, kind);
}

void EventStore::Foresee(const events::Event& event, std::uint64_t order, Foresight ahead) {
  if (keys_ < kFewKeys || ahead == Foresight::kNext) return;
  Foreseen& foreseen = foreseen_[order % foreseen_.size()];
  if (ahead == Foresight::kFar) {
    foreseen.order = order;
    ReadFields(remember_.keys, event, foreseen.key);
  } else if (foreseen.order != order) {
    return;
  }
  const std::uint32_t present = foreseen.key.present();
  const auto view = views_.find({present, present});
  if (view == views_.end()) return;
  if (ahead == Foresight::kFar) return view->second.prefetch(foreseen.key.bytes());
  const auto found = view->second.find(foreseen.key.bytes());
  if (found != view->second.end()) found->second.certain.Prefetch();
}

void EventStore::Read(const Moment& moment, expressions::Environment& environment) {
  pending_.is_there = false;
  const plan::Remember::Part* part = remember_.PartOf(moment.kind);
  if (part == nullptr) return;
  environment.Bind(remember_.binding, &moment);
  const Truth truth = TestLocal(*part, environment);
  if (truth == Truth::kFalse) return;
  Foreseen& foreseen = foreseen_[moment.order % foreseen_.size()];
  if (foreseen.order == moment.order) {
    std::swap(pending_.key, foreseen.key);
    foreseen.order = 0;
  } else {
    ReadInner(remember_.keys, moment, environment, pending_.key);
  }
  Stored stored{.moment = moment,
                .expires = ExpiryOf(moment.time, remember_.within),
                .truth = truth,
                .missing = MissingId::kNothing,
                .memory = nullptr,
                .trails = nullptr};
  if (truth == Truth::kUnknown || !pending_.key.whole()) {
    std::vector<std::string> names;
    if (truth == Truth::kUnknown) names = expressions::MissingFields(*part->local, environment);
    AddMissingInner(remember_.keys, moment, environment, names);
    stored.missing = missing_.Keep(names);
  }
  if (keep_all_) {
    stored.moment = KeptCopy(moment, stored.memory);
  } else {
    stored.moment.fields = {};
  }
  pending_.stored = std::move(stored);
  pending_.is_there = true;
}

expressions::ExprPtr EventStore::FollowingOfRead() const {
  if (!follows_data_ || !pending_.is_there) return nullptr;
  return remember_.PartOf(pending_.stored.moment.kind)->local;
}

void EventStore::Keep() {
  if (!pending_.is_there) return;
  pending_.is_there = false;
  const std::uint32_t present = pending_.key.present();
  if (keys_ >= next_sweep_) Sweep(pending_.stored.moment.time);
  // The base of every other view.
  if (views_.try_emplace({present, present}).second) {
    presents_.insert(std::lower_bound(presents_.begin(), presents_.end(), present), present);
  }
  for (auto& [masks, view] : views_) {
    if (masks.first != present) continue;
    const auto [place, is_new] = view.try_emplace(pending_.key.Bytes(masks.second));
    if (is_new) ++keys_;
    Place(place->second, pending_.stored);
  }
}

void EventStore::Forget() {
  views_.clear();
  rows_.Clear();
  presents_.clear();
  pending_.is_there = false;
  foreseen_ = {};
  keys_ = 0;
  next_sweep_ = 1024;
}

void EventStore::Place(Bucket& bucket, const Stored& stored) {
  if (!keep_all_) {
    return PlaceLatest(stored.truth == Truth::kTrue ? bucket.certain : bucket.possible, stored);
  }
  if (!remember_.history) DropExpired(bucket.certain, stored.moment.time);
  bucket.certain.push_back(stored, rows_);
}

void EventStore::DropExpired(Queue<Stored>& line, Instant now) {
  while (!line.empty() && line.front().expires < now) {
    const bool is_one_of_many = line.size() > kTooEarlyKept && line[kTooEarlyKept].expires < now;
    if (keep_too_early_ && !is_one_of_many && now <= DroppedAt(line.front())) return;
    line.pop_front(rows_);
  }
}

// Invariant: later ones expire earlier.
void EventStore::PlaceLatest(Queue<Stored>& line, const Stored& stored) {
  while (!line.empty() && line.back().expires <= stored.expires) line.pop_back(rows_);
  line.push_back(stored, rows_);
}

EventStore::View& EventStore::ViewOf(std::uint32_t present, std::uint32_t mask) {
  const auto [place, is_new] = views_.try_emplace({present, mask});
  if (!is_new || mask == present) return place->second;
  // Every event of the base once more, under the shorter key, in order.
  const View& base = views_[{present, present}];
  std::vector<std::pair<const std::string*, const Stored*>> all;
  for (const auto& entry : base) {
    const auto add = [&](const Stored& stored) { all.emplace_back(&entry.first, &stored); };
    entry.second.certain.ForEach(add);
    entry.second.possible.ForEach(add);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.second->moment.order < b.second->moment.order;
  });
  for (const auto& [key, stored] : all) {
    const std::string shorter = Shortened(*key, present, mask);
    const auto [bucket, is_new_key] = place->second.try_emplace(shorter);
    if (is_new_key) ++keys_;
    Place(bucket->second, *stored);
  }
  return place->second;
}

EventStore::Found EventStore::Ask(const plan::Remember& asked, const Moment& asker,
                                  std::uint64_t after, expressions::Environment& environment,
                                  const Test* test, std::vector<std::string>* names,
                                  const Visit* visit, std::optional<Fallen>* fallen) {
  const Question question{asked, asker, after, environment, test, names, visit, fallen};
  ReadOuter(asked.keys, environment, asked_);
  // Whole keys first: only they can make it true.
  Found best;
  for (std::size_t i = presents_.size();
       i-- > 0 && (best.truth != Truth::kTrue || visit != nullptr);) {
    const std::uint32_t mask = presents_[i] & asked_.present();
    View& view = ViewOf(presents_[i], mask);
    const auto found =
        mask == asked_.present() ? view.find(asked_.bytes()) : view.find(asked_.Bytes(mask));
    if (found == view.end()) continue;
    const bool surely = asked_.whole() && mask == asked_.present();
    const Found here = Search(question, found->second, surely ? Truth::kTrue : Truth::kUnknown);
    if (here.truth == Truth::kUnknown && names != nullptr && !asked_.whole()) {
      AddMissingOuter(asked.keys, environment, *names);
    }
    best.Or(here);
  }
  return best;
}

EventStore::Found EventStore::Search(const Question& question, Bucket& bucket, Truth key_truth) {
  Found best = SearchLine(question, bucket, bucket.certain, key_truth);
  if (best.truth != Truth::kTrue || question.visit != nullptr) {
    best.Or(SearchLine(question, bucket, bucket.possible, key_truth));
  }
  if (question.fallen != nullptr && bucket.fallen) TellFallen(question, *bucket.fallen);
  return best;
}

// From the latest back.
EventStore::Found EventStore::SearchLine(const Question& question, Bucket& bucket,
                                         Queue<Stored>& line, Truth key_truth) {
  Found best;
  const bool exact_window = !remember_.within || !remember_.within->is_calendar();
  for (std::size_t i = line.size(); i-- > 0;) {
    Stored& stored = line[i];
    if (stored.moment.order >= question.asker.order || stored.truth == Truth::kFalse) continue;
    if (stored.moment.order <= question.after) break;
    if (stored.expires < question.asker.time) {
      if (exact_window) break;
      continue;
    }
    const Truth truth = And(And(stored.truth, key_truth), Try(question, bucket, stored));
    if (truth == Truth::kUnknown && question.names != nullptr) Explain(question, stored);
    if (truth > best.truth) best = {truth, &stored};
    if (question.visit != nullptr) {
      if (truth != Truth::kFalse) (*question.visit)(stored, truth);
    } else if (best.truth == Truth::kTrue) {
      break;
    }
  }
  while (!line.empty() && line.back().truth == Truth::kFalse) line.pop_back(rows_);
  return best;
}

Truth EventStore::Try(const Question& question, Bucket& bucket, Stored& stored) const {
  if (keep_all_) question.environment.Bind(question.asked.binding, &stored.moment);
  Truth truth = Truth::kTrue;
  if (question.test != nullptr) {
    const Left left = question.test->left(stored);
    truth = left.truth;
    if (truth == Truth::kFalse && left.gap != nullptr) {
      Fallen fallen{.event = stored.moment, .gap = left.gap->moment};
      fallen.event.fields = fallen.gap.fields = {};
      // But for the gap it would be what is asked for.
      const bool would_be = Residual(question, stored) != Truth::kFalse;
      if (would_be && question.fallen != nullptr) TellFallen(question, fallen);
      // Whoever asks later will find the same gap.
      if (question.test->final) {
        stored.truth = Truth::kFalse;
        const bool is_latest = !bucket.fallen || bucket.fallen->event.order < fallen.event.order;
        if (is_latest && !question.asked.has_residual) {
          bucket.fallen = std::make_unique<Fallen>(fallen);
        }
      }
    }
  }
  return truth == Truth::kFalse ? truth : And(truth, Residual(question, stored));
}

Truth EventStore::Residual(const Question& question, const Stored& stored) const {
  if (!question.asked.has_residual) return Truth::kTrue;
  const plan::Remember::Part* part = question.asked.PartOf(stored.moment.kind);
  if (!part->residual) return Truth::kTrue;
  question.environment.Bind(question.asked.binding, &stored.moment);
  return expressions::Test(*part->residual, question.environment);
}

void EventStore::TellFallen(const Question& question, const Fallen& fallen) const {
  if (ExpiryOf(fallen.event.time, remember_.within) < question.asker.time) return;
  std::optional<Fallen>& latest = *question.fallen;
  if (!latest || latest->event.order < fallen.event.order) latest = fallen;
}

void EventStore::Explain(const Question& question, const Stored& stored) const {
  missing_.AddTo(stored.missing, *question.names);
  if (!keep_all_) return;
  const plan::Remember::Part* part = question.asked.PartOf(stored.moment.kind);
  if (!part->residual) return;
  question.environment.Bind(question.asked.binding, &stored.moment);
  MissingNames::AddNames(expressions::MissingFields(*part->residual, question.environment),
                         *question.names);
}

const Stored* EventStore::Nearest(const plan::Remember& asked, const Moment& asker,
                                  expressions::Environment& environment) {
  if (!remember_.within || (keep_all_ && !keep_too_early_)) return nullptr;
  ReadOuter(asked.keys, environment, asked_);
  if (!asked_.whole() || presents_.empty() || presents_.back() != asked_.present()) return nullptr;
  View& view = ViewOf(asked_.present(), asked_.present());
  const auto found = view.find(asked_.bytes());
  if (found == view.end()) return nullptr;
  return LastExpired(asked, found->second.certain, asker, environment);
}

const Stored* EventStore::LastExpired(const plan::Remember& asked, Queue<Stored>& line,
                                      const Moment& asker,
                                      expressions::Environment& environment) const {
  const expressions::Uncounted told(environment);
  for (std::size_t i = line.size(); i-- > 0;) {
    const Stored& stored = line[i];
    if (asker.time <= stored.expires) continue;
    if (DroppedAt(stored) < asker.time) break;
    if (stored.truth != Truth::kTrue) continue;
    const plan::Remember::Part* part = asked.PartOf(stored.moment.kind);
    environment.Bind(asked.binding, &stored.moment);
    if (!part->residual || expressions::Test(*part->residual, environment) == Truth::kTrue) {
      return &stored;
    }
  }
  return nullptr;
}

Instant EventStore::DroppedAt(const Stored& stored) const {
  return keep_all_ && !keep_too_early_ ? stored.expires
                                       : ExpiryOf(stored.expires, remember_.within);
}

void EventStore::Sweep(Instant now) {
  if (!remember_.history && remember_.within) {
    for (auto& [masks, view] : views_) {
      absl::erase_if(view, [&](auto& entry) {
        bool is_over = true;
        const auto look = [&](const Stored& stored) { is_over &= DroppedAt(stored) < now; };
        entry.second.certain.ForEach(look);
        entry.second.possible.ForEach(look);
        if (!is_over) return false;
        entry.second.certain.Clear(rows_);
        entry.second.possible.Clear(rows_);
        return true;
      });
    }
    keys_ = 0;
    for (const auto& [masks, view] : views_) keys_ += view.size();
  }
  next_sweep_ = std::max<std::size_t>(1024, 2 * keys_);
}

}  // namespace abide::engine
