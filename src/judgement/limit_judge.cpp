// `limit X to N`: at each event that X counts, the window before it is summed up anew, from its
// events (language guide, sections 6 and 10).
#include <algorithm>
#include <map>

#include "judgement/clause_judge.h"

namespace abide::judgement {

using check::AskAggregate;
using expressions::CompareOperator;
using testimony::Compare;
using testimony::Counted;
using values::And;
using values::Instant;
using values::Or;

namespace {

Value LeastOf(const Value& value) {
  if (value.kind() != Value::Kind::kInterval) return value;
  return value.interval().least ? Value::Of(*value.interval().least) : Value();
}

// Absent if there is no bound.
Value MostOf(const Value& value) {
  if (value.kind() != Value::Kind::kInterval) return value;
  return value.interval().most ? Value::Of(*value.interval().most) : Value();
}

// The readings of an excursion that a report shows: the first and, of many, every second, fourth …
// Each tells its limit where it is another than at the first one, which is the finding's.
class Course {
 public:
  void Add(Instant time, const Value& value, const Value& limit) {
    if (!value.is_absent()) all_.push_back({time, values::ToString(value), NamedValue(limit)});
  }
  void Give(Json& told) const {
    constexpr std::size_t kMost = 64;
    std::size_t stride = 1;
    while ((all_.size() + stride - 1) / stride > kMost) stride *= 2;
    if (all_.empty()) return;
    told["readings"] = all_.size();
    Json& course = told["course"] = Json::array();
    for (std::size_t i = 0; i < all_.size(); i += stride) {
      course.push_back({{"time", values::ToString(all_[i].time)}, {"value", all_[i].value}});
      if (all_[i].limit != all_[0].limit) course.back()["limit"] = all_[i].limit;
    }
  }

 private:
  struct Reading {
    Instant time;
    std::string value;
    Json limit;
  };
  std::vector<Reading> all_;
};

}  // namespace

class LimitJudge : private testimony::Host {
 public:
  LimitJudge(ClauseJudge& judge, const check::Limit& norm) : judge_(judge), norm_(norm) {
    for (const check::AskId id : norm.aggregates) aggregates_.push_back(&AggregateOf(id));
  }

  void Run() {
    std::vector<const check::Pattern*> patterns;
    for (const AskAggregate* each : aggregates_) patterns.push_back(&each->pattern);
    for (const Event& event : judge_.world_.events()) {
      if (judge_.world_.is_exhausted()) return;
      const Entry entry = EntryOf(event);
      const bool is_exercised = judge_.IsExercised(event, patterns);
      if (entry.counts == Truth::kFalse) continue;
      const auto key = KeyOf(event);
      if (key) entries_[*key].push_back(entry);
      if (is_exercised) Consider(event, entry.counts, key);
    }
    std::vector<std::string> keys;
    for (const auto& [key, excursion] : running_) keys.push_back(key);
    for (const std::string& key : keys) {
      std::optional<Instant> ended;
      if (norm_.each) ended = PeriodAt(running_[key].start->time).end;
      if (ended && (!judge_.present_ || *judge_.present_ < *ended)) ended.reset();
      End(key, ended);
    }
  }

 private:
  // An event that X counts: by aggregate whether, and with which value.
  struct Entry {
    const Event* event = nullptr;
    Truth counts = Truth::kFalse;
    std::vector<Counted> by_aggregate;
  };
  struct Excursion {
    const Event* start = nullptr;
    const Event* peak_at = nullptr;
    Value peak;
    // What each reading may have been at most: absent, without bound.
    std::vector<Value> most;
    Course course;
    std::optional<Case> opened;  // if it is reported
  };

  // X and N at an event.
  struct Read {
    Value value;
    Value bound;
  };

  const AskAggregate& AggregateOf(check::AskId id) const {
    return std::get<AskAggregate>(judge_.world_.AskOf(id).ask);
  }

  Entry EntryOf(const Event& event) {
    const Scope nothing;
    Entry entry{.event = &event, .counts = Truth::kFalse, .by_aggregate = {}};
    for (const AskAggregate* each : aggregates_) {
      Counted counted{judge_.world_.Matches(each->pattern, event, nothing), {}};
      const Scope scope(nothing, each->pattern.binding, event);
      if (counted.belongs != Truth::kFalse && each->value) {
        counted.value = judge_.world_.Worth(*each->value, scope);
      }
      entry.counts = Or(entry.counts, counted.belongs);
      entry.by_aggregate.push_back(counted);
    }
    return entry;
  }

  std::optional<std::string> KeyOf(const Event& event) {
    const Scope nothing;
    const Scope scope(nothing, norm_.binding, event);
    std::string key;
    for (const check::Limit::Key& part : norm_.per) {
      const Value value = judge_.world_.Worth(*part.value, scope);
      if (value.is_absent() || value.kind() == Value::Kind::kInterval) return std::nullopt;
      values::AppendKey(value, key);
    }
    return key;
  }

  values::PeriodSpan PeriodAt(Instant time) const {
    return values::PeriodOf(time, *norm_.each, norm_.zone.empty() ? "UTC" : norm_.zone);
  }

  bool InWindow(const Event& event, const Event& now) const {
    if (norm_.each) return PeriodAt(event.time).begin == PeriodAt(now.time).begin;
    const auto until = values::Plus(event.time, *norm_.over);
    return !until || now.time <= *until;
  }

  // No event before one that is none of these is in the window.
  bool IsNearWindow(const Event& event, const Event& now) const {
    if (norm_.each || norm_.over->months == 0) return InWindow(event, now);
    const auto until = values::Plus(event.time, *norm_.over);
    const auto last = until ? values::Plus(*until, inquiry::kFewDays) : std::nullopt;
    return !last || now.time <= *last;
  }

  // The window of one aggregate at `now`, whose entry is the key's last.
  World::Window WindowOf(std::size_t aggregate, const std::string& key, const Event& now) {
    const std::vector<Entry>& entries = entries_[key];
    std::size_t first = entries.size();
    while (first > 0 && IsNearWindow(*entries[first - 1].event, now)) --first;
    World::Window window;
    std::vector<Counted> counted;
    for (std::size_t i = first; i < entries.size(); ++i) {
      const Counted& one = entries[i].by_aggregate[aggregate];
      if (one.belongs == Truth::kFalse || !InWindow(*entries[i].event, now)) continue;
      counted.push_back(one);
      window.events.push_back(entries[i].event);
    }
    window.value = testimony::Aggregated(*aggregates_[aggregate], counted, judge_.world_.arena());
    return window;
  }

  // X is made of aggregates, whose windows are those of the key and event at hand.
  Value Answer(expressions::AskId ask, std::span<const Value> /*arguments*/,
               const Scope& /*scope*/) override {
    const auto place = std::find(norm_.aggregates.begin(), norm_.aggregates.end(), ask);
    return WindowOf(static_cast<std::size_t>(place - norm_.aggregates.begin()), *key_, *now_).value;
  }

  void Consider(const Event& event, Truth counts, const std::optional<std::string>& key) {
    const Scope nothing;
    const Scope scope(nothing, norm_.binding, event);
    if (!key) {
      if (!judge_.IsAskedFor(event)) return;
      judge_.Close(judge_.Open(event, nullptr, Truth::kUnknown, scope), Truth::kUnknown);
      return;
    }
    key_ = &*key;
    now_ = &event;
    const Value measured =
        testimony::Evaluator(*this, judge_.world_.arena()).Worth(*norm_.measure, nothing);
    const Value bound = judge_.world_.Worth(*norm_.bound, scope);
    const Truth above = Compare(CompareOperator::kGreater, measured, bound);
    if (const auto running = running_.find(*key); running != running_.end()) {
      Excursion& excursion = running->second;
      if (!norm_.each || InWindow(*excursion.start, event)) {
        return Continue(*key, event, counts, above, {measured, bound});
      }
      End(*key, PeriodAt(excursion.start->time).end);
    }
    const Truth crosses = And(counts, above);
    if (crosses == Truth::kFalse) return;
    std::optional<Case> opened;
    if (judge_.IsAskedFor(event)) opened = OpenAt(event, *key, crosses, bound, scope);
    if (crosses == Truth::kTrue) {
      Excursion& excursion = running_[*key];
      excursion.start = excursion.peak_at = &event;
      excursion.peak = LeastOf(measured);
      excursion.most.push_back(MostOf(measured));
      excursion.course.Add(event.time, excursion.peak, bound);
      excursion.opened = std::move(opened);
    } else if (opened) {
      opened->derived.values["value"] = NamedValue(measured);
      judge_.Close(std::move(*opened), crosses);
    }
  }

  Case OpenAt(const Event& event, const std::string& key, Truth crosses, const Value& bound,
              const Scope& scope) {
    Case opened = judge_.Open(event, nullptr, crosses, scope);
    for (std::size_t i = 0; i < aggregates_.size(); ++i) {
      opened.AddWindow(judge_.world_.AskOf(norm_.aggregates[i]).text, WindowOf(i, key, event));
      if (entries_[key].back().by_aggregate[i].belongs == Truth::kFalse) continue;
      opened.AddPathsOf(aggregates_[i]->pattern, aggregates_[i]->value, event, Scope());
    }
    opened.derived.values["limit"] = NamedValue(bound);
    return opened;
  }

  // "ends at the first later event of that key at which X is back at or under N" (section 6). "An
  // event that X of a limit may or may not count ends no excursion" (section 10).
  void Continue(const std::string& key, const Event& event, Truth counts, Truth above,
                const Read& read) {
    Excursion& excursion = running_[key];
    const Value least = LeastOf(read.value);
    excursion.course.Add(event.time, least, read.bound);
    if (above == Truth::kFalse && counts == Truth::kTrue) return End(key, event.time);
    excursion.most.push_back(MostOf(read.value));
    if (least.is_absent()) return;
    if (!excursion.peak.is_absent() &&
        Compare(CompareOperator::kGreater, least, excursion.peak) != Truth::kTrue) {
      return;
    }
    excursion.peak = least;
    excursion.peak_at = &event;
  }

  void End(const std::string& key, std::optional<Instant> ended) {
    Excursion excursion = std::move(running_[key]);
    running_.erase(key);
    if (!excursion.opened) return;
    Json& told = excursion.opened->derived.values;
    told["peak"] = NamedValue(excursion.peak);
    AddMost(excursion, told);
    told["ended"] = TimeOrNull(ended);
    excursion.course.Give(told);
    if (!excursion.peak.is_absent()) {
      excursion.opened->AddEvent("peak", *excursion.peak_at, values::ToString(excursion.peak));
    }
    judge_.Close(std::move(*excursion.opened), Truth::kTrue);
  }

  // What it may have been at most, if that is more than what is certain.
  static void AddMost(const Excursion& excursion, Json& told) {
    const Value* greatest = &excursion.most.front();
    for (const Value& most : excursion.most) {
      if (most.is_absent()) {
        told["peak_most"] = nullptr;
        return;
      }
      if (Compare(CompareOperator::kGreater, most, *greatest) == Truth::kTrue) greatest = &most;
    }
    if (Compare(CompareOperator::kGreater, *greatest, excursion.peak) == Truth::kTrue) {
      told["peak_most"] = NamedValue(*greatest);
    }
  }

  ClauseJudge& judge_;
  const check::Limit& norm_;
  std::vector<const AskAggregate*> aggregates_;
  const std::string* key_ = nullptr;  // while X is measured
  const Event* now_ = nullptr;
  std::map<std::string, std::vector<Entry>> entries_;  // by key, in order
  std::map<std::string, Excursion> running_;           // by key
};

void ClauseJudge::Judge(const check::Limit& norm) { LimitJudge(*this, norm).Run(); }

}  // namespace abide::judgement
