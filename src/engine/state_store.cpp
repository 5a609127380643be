#include "engine/state_store.h"

#include <algorithm>

namespace abide::engine {

using values::Truth;

void StateStore::Forget() {
  values_.clear();
  wide_ends_.clear();
  rows_.Clear();
  changes_.clear();
  keyless_ = 0;
}

StateStore::Change& StateStore::ChangeOf(const std::string& key, std::uint32_t mask) {
  for (Change& change : changes_) {
    if (change.key == key && change.mask == mask) return change;
  }
  changes_.push_back({.key = key, .mask = mask});
  return changes_.back();
}

bool StateStore::ReadKey(const check::StateChange& change, expressions::Environment& environment) {
  key_.Clear();
  std::uint32_t wanted = 0;
  for (std::size_t i = 0; i < change.keys.size(); ++i) {
    if (change.keys[i]) wanted |= std::uint32_t{1} << i;
    key_.Add(change.keys[i] ? expressions::Evaluate(*change.keys[i], environment) : values::Value(),
             false);
  }
  return key_.present() == wanted;
}

void StateStore::Read(const Moment& moment, expressions::Environment& environment) {
  changes_.clear();
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
    if (!ReadKey(each, environment)) {
      lacks_key = true;
      continue;
    }
    Change& change = ChangeOf(key_.bytes(), key_.present());
    Truth& effect = each.starts ? change.starts : change.ends;
    effect = Or(effect, matches);
    if (matches == Truth::kUnknown) change.missing = missing_.Keep(names);
  }
  if (lacks_key) ++keyless_;
}

Truth StateStore::EndsOf(const Change& change) const {
  Truth ends = Truth::kFalse;
  for (const Change& each : changes_) {
    if (Shortened(change.key, change.mask, each.mask) == each.key) ends = Or(ends, each.ends);
  }
  return ends;
}

// Of one event: what it ends it ends first, so that one that does both starts it.
void StateStore::Keep() {
  const auto apply = [](Truth value, Truth starts, Truth ends) {
    value = And(value, Not(ends));
    return Or(value, starts);
  };
  for (const Change& change : changes_) {
    if (change.mask != Whole()) continue;
    Line& line = values_[change.key];
    const Value* last = line.empty() ? nullptr : &line.back();
    Value value = WithWideEnds(last != nullptr ? *last : Value{}, change.key, moment_.order);
    const Truth before = value.truth;
    const Truth ends = EndsOf(change);
    value.truth = apply(before, change.starts, ends);
    if (value.truth != before || change.starts == Truth::kTrue || ends == Truth::kTrue) {
      value.moment = moment_;
      value.missing = value.truth == Truth::kUnknown ? change.missing : MissingId::kNothing;
    }
    // Wide ends at this very event have been taken into account.
    value.settled = moment_.order;
    Append(line, value);
  }
  for (const Change& change : changes_) {
    if (change.mask == Whole() || change.ends == Truth::kFalse) continue;
    WideEnds& ends = wide_ends_[change.mask][change.key];
    Append(change.ends == Truth::kTrue ? ends.certain : ends.possible, {.truth = Truth::kFalse,
                                                                        .moment = moment_,
                                                                        .missing = change.missing,
                                                                        .settled = moment_.order});
  }
}

void StateStore::Append(Line& line, const Value& value) {
  if (keep_history_ || line.empty()) return line.push_back(value, rows_);
  line.back() = value;
}

const StateStore::Value* StateStore::Before(const Line& line, std::uint64_t order) {
  std::size_t first = 0;
  std::size_t behind = line.size();
  while (first < behind) {
    const std::size_t middle = first + (behind - first) / 2;
    if (line[middle].settled < order) {
      first = middle + 1;
    } else {
      behind = middle;
    }
  }
  return first == 0 ? nullptr : &line[first - 1];
}

StateStore::Value StateStore::WithWideEnds(const Value& value, const std::string& key,
                                           std::uint64_t order) const {
  Value result = value;
  const auto for_each = [&](auto visit) {
    for (const auto& [mask, ends] : wide_ends_) {
      const auto found = ends.find(Shortened(key, Whole(), mask));
      if (found != ends.end()) visit(found->second);
    }
  };
  for_each([&](const WideEnds& ends) {
    const Value* ended = Before(ends.certain, order);
    if (ended != nullptr && ended->settled > result.settled) result = *ended;
  });
  for_each([&](const WideEnds& ends) {
    const Value* may_end = Before(ends.possible, order);
    if (may_end == nullptr || may_end->settled <= result.settled) return;
    if (result.truth != Truth::kTrue) return;
    result = *may_end;
    result.truth = Truth::kUnknown;
  });
  return result;
}

StateStore::Value StateStore::Ask(const Moment& asker, const std::string& key) const {
  const auto found = values_.find(key);
  const Value* value = found == values_.end() ? nullptr : Before(found->second, asker.order);
  return WithWideEnds(value != nullptr ? *value : Value{}, key, asker.order);
}

}  // namespace abide::engine
