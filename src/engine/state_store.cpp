#include "engine/state_store.h"

#include <algorithm>

namespace abide::engine {

using values::Truth;

void StateStore::Forget() {
  values_.clear();
  all_ended_.clear();
  all_may_end_.clear();
  changes_.clear();
  all_ = {};
  keyless_ = 0;
}

StateStore::Change& StateStore::ChangeOf(const std::string& key) {
  for (Change& change : changes_) {
    if (change.key == key) return change;
  }
  changes_.push_back({.key = key});
  return changes_.back();
}

void StateStore::Read(const Moment& moment, expressions::Environment& environment) {
  changes_.clear();
  all_ = {};
  moment_ = moment;
  moment_.fields = {};
  bool lacks_key = false;
  for (const check::StateChange& each : state_.changes) {
    environment.Bind(each.pattern.binding, &moment);
    Truth matches = Truth::kFalse;
    std::vector<std::string> names;
    for (const check::PatternCase& pattern : each.pattern.cases) {
      if (pattern.kind != moment.kind) continue;
      const Truth here =
          pattern.condition ? expressions::Test(*pattern.condition, environment) : Truth::kTrue;
      matches = Or(matches, here);
      if (here == Truth::kUnknown)
        names = expressions::MissingFields(*pattern.condition, environment);
    }
    if (matches == Truth::kFalse) continue;
    Change* change = &all_;
    if (!each.any_key) {
      key_.Clear();
      for (const auto& key : each.keys) key_.Add(expressions::Evaluate(*key, environment), false);
      if (!key_.whole()) {
        lacks_key = true;
        continue;
      }
      change = &ChangeOf(key_.bytes());
    }
    Truth& effect = each.starts ? change->starts : change->ends;
    effect = Or(effect, matches);
    if (matches == Truth::kUnknown) change->missing = missing_.Keep(names);
  }
  if (lacks_key) ++keyless_;
}

// Of one event: what it ends it ends first, so that one that does both starts it.
void StateStore::Keep() {
  const auto apply = [](Truth value, Truth starts, Truth ends) {
    value = And(value, Not(ends));
    return Or(value, starts);
  };
  for (const Change& change : changes_) {
    Line& line = values_[change.key];
    const Value* last = line.empty() ? nullptr : &line.back();
    Value value = WithEndsOfAll(last != nullptr ? *last : Value{}, moment_.order);
    const Truth before = value.truth;
    value.truth = apply(before, change.starts, Or(change.ends, all_.ends));
    if (value.truth != before || change.starts == Truth::kTrue || change.ends == Truth::kTrue) {
      value.moment = moment_;
      value.missing = value.truth == Truth::kUnknown ? change.missing : MissingId::kNothing;
    }
    // Ends of all at this very event have been taken into account.
    value.settled = moment_.order;
    Append(line, value);
  }
  if (all_.ends != Truth::kFalse) {
    Append(all_.ends == Truth::kTrue ? all_ended_ : all_may_end_, {.truth = Truth::kFalse,
                                                                   .moment = moment_,
                                                                   .missing = all_.missing,
                                                                   .settled = moment_.order});
  }
}

void StateStore::Append(Line& line, const Value& value) const {
  if (!keep_history_) line.clear();
  line.push_back(value);
}

const StateStore::Value* StateStore::Before(const Line& line, std::uint64_t order) {
  const auto behind = std::lower_bound(
      line.begin(), line.end(), order,
      [](const Value& value, std::uint64_t limit) { return value.settled < limit; });
  return behind == line.begin() ? nullptr : &*std::prev(behind);
}

StateStore::Value StateStore::WithEndsOfAll(const Value& value, std::uint64_t order) const {
  Value result = value;
  const Value* ended = Before(all_ended_, order);
  if (ended != nullptr && ended->settled > result.settled) result = *ended;
  const Value* may_end = Before(all_may_end_, order);
  if (may_end != nullptr && may_end->settled > result.settled && result.truth == Truth::kTrue) {
    result = *may_end;
    result.truth = Truth::kUnknown;
  }
  return result;
}

StateStore::Value StateStore::Ask(const Moment& asker, const std::string& key) const {
  const auto found = values_.find(key);
  const Value* value = found == values_.end() ? nullptr : Before(found->second, asker.order);
  return WithEndsOfAll(value != nullptr ? *value : Value{}, asker.order);
}

}  // namespace abide::engine
