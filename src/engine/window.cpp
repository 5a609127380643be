#include "engine/window.h"

#include <algorithm>
#include <tuple>

#include "diagnostics/assert.h"

namespace abide::engine {

using expressions::Environment;
using values::Instant;
using values::Truth;
using values::Value;

namespace {

bool IsCalendar(const plan::Remember& remember) {
  return remember.within && remember.within->is_calendar();
}

bool IsBounded(const plan::Remember& remember) { return remember.within || remember.each; }

// The last instant at which an event of `time` still counts.
Instant ExpiryAt(Instant time, const plan::Remember& remember) {
  if (!remember.each) return ExpiryOf(time, remember.within);
  return {values::PeriodOf(time, *remember.each, remember.zone).end.nanos - 1};
}

}  // namespace

Window::Window(const plan::WindowMemory& memory, MissingNames& missing)
    : memory_(memory),
      remember_(memory.event),
      missing_(missing),
      counts_when_asked_(memory.event.keep_fields) {
  const expressions::ExprPtr& value = remember_.parts.front().value;
  of_durations_ = value && value->type.kind == expressions::Type::Kind::kDuration;
}

void Window::Forget() {
  shelves_.clear();
  buckets_.Clear();
  rows_.Clear();
  has_shortened_ = false;
  foreseen_ = {};
  fed_ = nullptr;
  all_.clear();
  keys_ = 0;
  last_read_ = 0;
  next_sweep_ = 1024;
}

Value Window::Own(const Value& amount) {
  switch (amount.kind()) {
    case Value::Kind::kText:
      return Value::Of(std::string_view(*texts_.emplace(amount.text()).first));
    case Value::Kind::kInterval:
      return Value::Of(&*intervals_.emplace(intervals_.end(), amount.interval()));
    case Value::Kind::kList:
    case Value::Kind::kRecord:
      return Value();
    default:
      return amount;
  }
}

bool Window::Foresees(expressions::EventKind kind) const {
  const plan::Remember::Part* const part = remember_.PartOf(kind);
  if (part == nullptr || part->local || counts_when_asked_) return false;
  return AreFields(remember_.keys, kind);
}

void Window::Foresee(const events::Event& event, std::uint64_t order, Foresight ahead) {
  if (keys_ < kFewKeys) return;
  Foreseen& foreseen = foreseen_[order % foreseen_.size()];
  if (ahead == Foresight::kFar) {
    foreseen.order = order;
    foreseen.bucket = nullptr;
    ReadFields(remember_.keys, event, foreseen.key);
    shelves_[foreseen.key.present()].whole.prefetch(foreseen.key.bytes());
    return;
  }
  if (foreseen.order != order) return;
  if (ahead == Foresight::kNext) {
    if (foreseen.bucket != nullptr) foreseen.bucket->entries.Prefetch();
    return;
  }
  const View& view = shelves_[foreseen.key.present()].whole;
  const auto found = view.find(foreseen.key.bytes());
  if (found == view.end()) return;
  foreseen.bucket = found->second;
  for (std::size_t at = 0; at < sizeof(Bucket); at += 64) {
    __builtin_prefetch(reinterpret_cast<const char*>(foreseen.bucket) + at);
  }
}

Window::Bucket& Window::BucketOf(const Foreseen& foreseen, Instant now) {
  if (foreseen.bucket != nullptr) return *foreseen.bucket;
  if (keys_ >= next_sweep_) Sweep(now);
  return BucketIn(shelves_[read_.present()].whole, read_.bytes());
}

Window::Bucket* Window::NewBucket() {
  Bucket* const bucket = buckets_.Take(1);
  bucket->running = Accumulator(memory_.function);
  bucket->rest.reset();
  bucket->next_expiry = Instant::Max();
  return bucket;
}

Window::Bucket& Window::BucketIn(View& view, std::string_view key) {
  const auto [place, is_new] = view.try_emplace(absl::string_view(key.data(), key.size()));
  if (is_new) {
    ++keys_;
    place->second = NewBucket();
  }
  return *place->second;
}

void Window::Feed(const Moment& moment, Environment& environment) {
  const plan::Remember::Part* part = remember_.PartOf(moment.kind);
  if (part == nullptr) return;
  environment.Bind(remember_.binding, &moment);
  const Truth truth = part->local ? expressions::Test(*part->local, environment) : Truth::kTrue;
  last_read_ = moment.order;
  last_truth_ = truth;
  fed_ = nullptr;
  if (truth == Truth::kFalse) return;
  Foreseen& foreseen = foreseen_[moment.order % foreseen_.size()];
  if (foreseen.order == moment.order) {
    std::swap(read_, foreseen.key);
  } else {
    foreseen.bucket = nullptr;
    ReadInner(remember_.keys, moment, environment, read_);
  }
  if (remember_.drop_keyless && !read_.whole()) return;
  Value amount;
  if (part->value && !memory_.value_sees_outer) {
    amount = expressions::Evaluate(*part->value, environment);
  }
  const MissingId missing = MissingOf(*part, moment, truth, amount, environment);
  if (counts_when_asked_) {
    const Instant expires = ExpiryAt(moment.time, remember_);
    Whole whole{moment, expires, truth, missing, read_, Own(amount), nullptr};
    whole.moment = KeptCopy(moment, whole.memory);
    if (!remember_.history) {
      while (!all_.empty() && all_.front().expires < moment.time) all_.pop_front();
    }
    all_.push_back(std::move(whole));
    return;
  }
  Bucket& bucket = BucketOf(foreseen, moment.time);
  fed_ = &bucket;
  Expire(bucket, moment.time);
  const Entry entry{.amount = Own(amount),
                    .belongs = truth,
                    .missing = missing,
                    .time = moment.time,
                    .place = moment.place};
  Insert(bucket, entry);
  if (has_shortened_) InsertShortened(entry, moment.time);
}

MissingId Window::MissingOf(const plan::Remember::Part& part, const Moment& moment, Truth truth,
                            const Value& amount, Environment& environment) {
  std::vector<std::string> names;
  if (truth == Truth::kUnknown)
    MissingNames::AddNames(expressions::MissingFields(*part.local, environment), names);
  if (part.value && !memory_.value_sees_outer && amount.is_absent()) {
    MissingNames::AddNames(expressions::MissingFields(*part.value, environment), names);
  }
  if (!read_.whole()) AddMissingInner(remember_.keys, moment, environment, names);
  return names.empty() ? MissingId::kNothing : missing_.Keep(names);
}

void Window::KeepEnds(Queue<Entry>& entries, const Entry& entry) {
  if (entries.size() == 2) entries.pop_back(rows_);
  entries.push_back(entry, rows_);
}

bool Window::IsEarlier(const Entry& a, const Entry& b) {
  const auto rank = [](const Entry& entry) {
    const events::Place& place = entry.place;
    return std::tuple(entry.time, place.log, place.offset, std::uint64_t{place.part});
  };
  return rank(a) < rank(b);
}

Instant Window::ExpiryOf(const Entry& entry) const { return ExpiryAt(entry.time, remember_); }

void Window::Insert(Bucket& bucket, const Entry& entry) {
  bucket.running.Add(entry.contribution());
  if (entry.missing != MissingId::kNothing) ++bucket.RestOf().missing[entry.missing];
  // For ever: the two ends and a running value are all that is asked for.
  if (!IsBounded(remember_)) return KeepEnds(bucket.entries, entry);
  const Instant expires = ExpiryOf(entry);
  if (IsCalendar(remember_)) {
    Bucket::Rest& rest = bucket.RestOf();
    rest.expiries.emplace_back(expires, rest.first_number + bucket.entries.size());
    std::push_heap(rest.expiries.begin(), rest.expiries.end(), std::greater<>());
  }
  bucket.next_expiry = std::min(bucket.next_expiry, expires);
  bucket.entries.push_back(entry, rows_);
}

void Window::InsertShortened(const Entry& entry, Instant now) {
  for (auto& [mask, view] : shelves_[read_.present()].shortened) {
    Bucket& bucket = BucketIn(view, read_.Bytes(mask));
    Expire(bucket, now);
    Insert(bucket, entry);
  }
}

// Every event once more, in order. Of those for ever that stand no more there are the running
// values, of which none is of its very key.
Window::View& Window::ShortenedView(Shelf& shelf, std::uint32_t present, std::uint32_t mask) {
  const auto [place, is_new] = shelf.shortened.try_emplace(mask);
  View& view = place->second;
  if (!is_new) return view;
  has_shortened_ = true;
  std::vector<std::pair<const Entry*, Bucket*>> all;
  for (const auto& [key, bucket] : shelf.whole) {
    Bucket& into = BucketIn(view, Shortened(key, present, mask));
    bucket->entries.ForEach([&](const Entry& entry) {
      if (entry.alive) all.emplace_back(&entry, &into);
    });
    if (IsBounded(remember_)) continue;
    into.running.MergeAsPossible(bucket->running);
    if (!bucket->rest) continue;
    for (const auto& [missing, count] : bucket->rest->missing) {
      into.RestOf().missing[missing] += count;
    }
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return IsEarlier(*a.first, *b.first); });
  for (const auto& [entry, into] : all) {
    if (IsBounded(remember_)) {
      Insert(*into, *entry);
    } else {
      KeepEnds(into->entries, *entry);
    }
  }
  return view;
}

void Window::Drop(Bucket& bucket, const Entry& entry) {
  bucket.running.Remove(entry.contribution());
  if (entry.missing == MissingId::kNothing) return;
  auto& missing = bucket.rest->missing;
  const auto lacking = missing.find(entry.missing);
  if (--lacking->second == 0) missing.erase(lacking);
}

void Window::Expire(Bucket& bucket, Instant now) {
  if (now <= bucket.next_expiry || !IsBounded(remember_)) return;
  Queue<Entry>& entries = bucket.entries;
  if (!IsCalendar(remember_)) {
    while (!entries.empty() && ExpiryOf(entries.front()) < now) {
      Drop(bucket, entries.front());
      entries.pop_front(rows_);
    }
    bucket.next_expiry = entries.empty() ? Instant::Max() : ExpiryOf(entries.front());
    return;
  }
  auto& [first_number, expiries, missing] = *bucket.rest;
  while (!expiries.empty() && expiries.front().first < now) {
    Entry& entry = entries[expiries.front().second - first_number];
    Drop(bucket, entry);
    entry.alive = false;
    std::pop_heap(expiries.begin(), expiries.end(), std::greater<>());
    expiries.pop_back();
  }
  for (; !entries.empty() && !entries.front().alive; ++first_number) entries.pop_front(rows_);
  while (!entries.empty() && !entries.back().alive) entries.pop_back(rows_);
  bucket.next_expiry = expiries.empty() ? Instant::Max() : expiries.front().first;
}

// The one whose key is what `asked_` has of the components `mask`; null: there is none.
Window::Bucket* Window::Find(const View& view, std::uint32_t mask) const {
  const bool is_all = mask == asked_.present();
  const auto found = is_all ? view.find(asked_.bytes()) : view.find(asked_.Bytes(mask));
  return found == view.end() ? nullptr : found->second;
}

Window::Answer Window::Buckets(const plan::Remember& asked, const Moment& asker,
                               Environment& environment) {
  ReadOuter(asked.keys, environment, asked_);
  Answer answer;
  for (auto& [present, shelf] : shelves_) {
    const std::uint32_t mask = present & asked_.present();
    // Mostly an event asks for what it was itself put to.
    const bool is_fed = fed_ != nullptr && last_read_ == asker.order && mask == present &&
                        mask == asked_.present() && read_.present() == present &&
                        read_.bytes() == asked_.bytes();
    const View& view = mask == present ? shelf.whole : ShortenedView(shelf, present, mask);
    Bucket* const bucket = is_fed ? fed_ : Find(view, mask);
    if (bucket == nullptr) continue;
    Expire(*bucket, asker.time);
    if (asked_.whole() && mask == asked_.present()) {
      answer.certain = bucket;
    } else {
      answer.perhaps.push_back(bucket);
    }
  }
  return answer;
}

template <typename Visit>
void Window::ForEach(const Answer& answer, Visit visit) {
  if (answer.certain != nullptr) visit(*answer.certain);
  for (const Bucket* bucket : answer.perhaps) visit(*bucket);
}

const Window::Entry* Window::EndOf(const Answer& answer) const {
  const bool newest = memory_.function != AggregateFunction::kEarliest;
  const Entry* end = nullptr;
  ForEach(answer, [&](const Bucket& bucket) {
    if (bucket.entries.empty()) return;
    const Entry& entry = newest ? bucket.entries.back() : bucket.entries.front();
    if (end == nullptr || (newest ? IsEarlier(*end, entry) : IsEarlier(entry, *end))) {
      end = &entry;
    }
  });
  return end;
}

Value Window::ValueOf(const Answer& answer, Environment& environment) const {
  Accumulator perhaps(memory_.function);
  for (const Bucket* bucket : answer.perhaps) perhaps.MergeAsPossible(bucket->running);
  const Accumulator* const certain = answer.certain ? &answer.certain->running : nullptr;
  const bool is_one_events = memory_.function == AggregateFunction::kLatest ||
                             memory_.function == AggregateFunction::kEarliest;
  const Entry* const end = is_one_events ? EndOf(answer) : nullptr;
  if (end == nullptr) {
    return Accumulator::Result(memory_.function, certain, &perhaps, nullptr, environment);
  }
  Contribution end_part = end->contribution();
  const bool sure =
      answer.certain != nullptr && !answer.certain->entries.empty() &&
      (end == &answer.certain->entries.back() || end == &answer.certain->entries.front());
  if (!sure) end_part.belongs = Truth::kUnknown;
  return Accumulator::Result(memory_.function, certain, &perhaps, &end_part, environment);
}

// In an order that no other question has a part in.
void Window::AddMissing(const Answer& answer, std::vector<std::string>& names) const {
  std::vector<std::string> lacking;
  ForEach(answer, [&](const Bucket& bucket) {
    if (!bucket.rest) return;
    for (const auto& [missing, count] : bucket.rest->missing) missing_.AddTo(missing, lacking);
  });
  std::sort(lacking.begin(), lacking.end());
  MissingNames::AddNames(lacking, names);
}

Window::Summary Window::SummaryOf(const Answer& answer, Environment& environment) const {
  Summary summary{.value = ValueOf(answer, environment), .events = 0, .first = {}, .last = {}};
  const Entry* first = nullptr;
  const Entry* last = nullptr;
  ForEach(answer, [&](const Bucket& bucket) {
    summary.events += static_cast<std::uint64_t>(bucket.running.events());
    if (bucket.entries.empty()) return;
    const Entry& front = bucket.entries.front();
    const Entry& back = bucket.entries.back();
    if (first == nullptr || IsEarlier(front, *first)) first = &front;
    if (last == nullptr || IsEarlier(*last, back)) last = &back;
  });
  if (first != nullptr) {
    summary.first = first->place;
    summary.last = last->place;
  }
  return summary;
}

Truth Window::Belongs(const plan::Remember& asked, const Whole& whole, const Moment& asker,
                      Environment& environment, std::vector<std::string>* names) {
  if (whole.moment.order > asker.order || whole.expires < asker.time) return Truth::kFalse;
  const std::uint32_t mask = whole.key.present() & asked_.present();
  if (whole.key.Bytes(mask) != asked_.Bytes(mask)) return Truth::kFalse;
  Truth truth = whole.truth;
  if (!whole.key.whole() || !asked_.whole()) truth = And(truth, Truth::kUnknown);
  const plan::Remember::Part* part = asked.PartOf(whole.moment.kind);
  environment.Bind(asked.binding, &whole.moment);
  if (part->residual) truth = And(truth, expressions::Test(*part->residual, environment));
  if (truth == Truth::kUnknown && names != nullptr) {
    missing_.AddTo(whole.missing, *names);
    if (part->residual)
      MissingNames::AddNames(expressions::MissingFields(*part->residual, environment), *names);
  }
  return truth;
}

Window::Summary Window::AskWhole(const plan::WindowMemory& asked, const Moment& asker,
                                 Environment& environment, std::vector<std::string>* names) {
  Key key;
  ReadOuter(asked.event.keys, environment, key);
  Accumulator total(memory_.function);
  Summary summary;
  Contribution end;
  const bool newest = memory_.function != AggregateFunction::kEarliest;
  for (const Whole& whole : all_) {
    asked_ = key;  // a residual may ask this window's like
    Contribution contribution{.belongs = Belongs(asked.event, whole, asker, environment, names),
                              .amount = whole.amount};
    if (contribution.belongs == Truth::kFalse) continue;
    if (memory_.value_sees_outer) {
      const plan::Remember::Part* part = asked.event.PartOf(whole.moment.kind);
      environment.Bind(asked.event.binding, &whole.moment);
      contribution.amount =
          environment.arena().Copy(expressions::Evaluate(*part->value, environment));
    }
    total.Add(contribution);
    if (summary.events++ == 0 || newest) end = contribution;
    if (!summary.first) summary.first = whole.moment.place;
    summary.last = whole.moment.place;
  }
  summary.value = Accumulator::Result(memory_.function, &total, nullptr,
                                      summary.events == 0 ? nullptr : &end, environment);
  return summary;
}

Value Window::OfItsKind(const Value& value) const {
  if (!of_durations_ || memory_.function != AggregateFunction::kSum) return value;
  if (value.kind() == Value::Kind::kNumber) return Value::Of(values::Duration{});
  // Absent durations alone: there are no intervals of durations.
  return value.kind() == Value::Kind::kInterval ? Value() : value;
}

Value Window::Ask(const plan::WindowMemory& asked, const Moment& asker, Environment& environment,
                  std::vector<std::string>* names) {
  if (counts_when_asked_) return OfItsKind(AskWhole(asked, asker, environment, names).value);
  const Answer answer = Buckets(asked.event, asker, environment);
  if (names != nullptr) AddMissing(answer, *names);
  return OfItsKind(ValueOf(answer, environment));
}

Window::Summary Window::Summarise(const plan::WindowMemory& asked, const Moment& asker,
                                  Environment& environment) {
  Summary summary = counts_when_asked_
                        ? AskWhole(asked, asker, environment, nullptr)
                        : SummaryOf(Buckets(asked.event, asker, environment), environment);
  summary.value = OfItsKind(summary.value);
  return summary;
}

void Window::Sweep(Instant now) {
  for (Foreseen& foreseen : foreseen_) foreseen.bucket = nullptr;
  fed_ = nullptr;
  if (IsBounded(remember_)) {
    keys_ = 0;
    const auto sweep = [&](View& view) {
      absl::erase_if(view, [&](auto& entry) {
        Expire(*entry.second, now);
        if (!entry.second->entries.empty()) return false;
        buckets_.Give(entry.second, 1);
        return true;
      });
      keys_ += view.size();
    };
    for (auto& [present, shelf] : shelves_) {
      sweep(shelf.whole);
      for (auto& [mask, view] : shelf.shortened) sweep(view);
    }
  }
  next_sweep_ = std::max<std::size_t>(1024, 2 * keys_);
}

}  // namespace abide::engine
