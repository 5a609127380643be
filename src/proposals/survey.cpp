#include "proposals/survey.h"

#include <algorithm>
#include <functional>
#include <span>

#include "events/raw_value.h"
#include "values/time.h"

namespace abide::proposals {

using values::Decimal;
using values::Value;

namespace {

constexpr std::size_t kMostShown = 40;  // bytes of a value

// Words that programs write for what they do not know.
bool IsNone(std::string_view text) {
  static constexpr std::string_view kWords[] = {"None", "none", "null", "NULL", "nil",
                                                "N/A",  "n/a",  "NaN",  "-",    "undefined"};
  return std::find(std::begin(kWords), std::end(kWords), text) != std::end(kWords);
}

bool NamesAThing(std::string_view text) {
  static constexpr std::string_view kBegins[] = {
      "s3://", "gs://", "abfs",  "hdfs://", "hf://",    "file-",
      "ft:",   "arn:",  "dbfs:", "wandb:",  "models:/", "sha256:"};
  return std::any_of(std::begin(kBegins), std::end(kBegins),
                     [text](std::string_view begin) { return text.starts_with(begin); });
}

std::optional<TimeForm> FormOfCount(const Decimal& number) {
  // 2000-01-01 and 2100-01-01 in seconds.
  const auto lies_between = [&](std::int64_t unit) {
    return Decimal::FromInteger(946'684'800 * unit) <= number &&
           number <= Decimal::FromInteger(4'102'444'800 * unit);
  };
  if (lies_between(1)) return TimeForm::kSeconds;
  if (lies_between(1000)) return TimeForm::kMillis;
  if (lies_between(1'000'000'000)) return TimeForm::kNanos;
  return std::nullopt;
}

// `{"key": "…", "value": …}`
bool IsPair(const Value& value) {
  return value.kind() == Value::Kind::kRecord && value.members().size() == 4 &&
         events::MemberOf(value, "key").kind() == Value::Kind::kText &&
         !events::MemberOf(value, "value").is_absent();
}

// OTLP writes `{"stringValue": "…"}`.
Value Unwrapped(const Value& value) {
  if (value.kind() != Value::Kind::kRecord || value.members().size() != 2) return value;
  return value.members()[0].text().ends_with("Value") ? value.members()[1] : value;
}

std::string Shown(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kText:
      return std::string(value.text());
    case Value::Kind::kNumber:
      return value.number().ToString();
    case Value::Kind::kBoolean:
      return value.boolean() ? "true" : "false";
    default:
      return {};
  }
}

// Below it, as MemberOf counts them.
std::size_t CountPaths(const Seen& seen) {
  std::size_t count = seen.members.size();
  for (const Seen::Member& member : seen.members) count += CountPaths(*member.seen);
  if (seen.element) count += CountPaths(*seen.element);
  if (seen.pairs) count += CountPaths(*seen.pairs);
  return count;
}

}  // namespace

std::optional<TimeForm> TimeFormOf(const Value& value) {
  if (value.kind() == Value::Kind::kNumber) return FormOfCount(value.number());
  if (value.kind() != Value::Kind::kText) return std::nullopt;
  const std::string_view text = value.text();
  if (values::ParseInstant(text)) return TimeForm::kIso;
  if (text.size() > 10 && values::ParseInstantIn(text, "UTC")) return TimeForm::kIsoWithoutZone;
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) return {};
  const auto number = Decimal::Parse(text);
  return number ? FormOfCount(*number) : std::nullopt;
}

const Seen* Seen::Find(std::string_view key) const {
  const auto found = member_of.find(key);
  return found == member_of.end() ? nullptr : members[found->second].seen.get();
}

void Survey::Add(const Value& record) {
  ++records_;
  Look(record, root_, 0);
}

void Survey::Look(const Value& value, Seen& seen, std::size_t depth) {
  switch (value.kind()) {
    case Value::Kind::kAbsent:
      ++seen.absent;
      return;
    case Value::Kind::kRecord:
      ++seen.records;
      return LookAtMembers(value, seen, depth);
    case Value::Kind::kList:
      ++seen.lists;
      return LookAtList(value, seen, depth);
    default:
      return LookAtScalar(value, seen);
  }
}

void Survey::LookAtList(const Value& value, Seen& seen, std::size_t depth) {
  const std::span<const Value> elements = value.elements();
  seen.shortest = std::min<std::uint64_t>(seen.shortest, elements.size());
  seen.longest = std::max<std::uint64_t>(seen.longest, elements.size());
  if (depth >= kMostDepth) {
    left_out_ += elements.size();
    return;
  }
  if (!elements.empty() && std::all_of(elements.begin(), elements.end(), IsPair)) {
    return LookAtPairs(value, seen, depth);
  }
  if (!seen.element) seen.element = std::make_unique<Seen>();
  for (const Value& each : elements) Look(each, *seen.element, depth + 1);
}

void Survey::LookAtPairs(const Value& value, Seen& seen, std::size_t depth) {
  if (!seen.pairs) seen.pairs = std::make_unique<Seen>();
  ++seen.pairs->records;
  if (seen.pairs->is_map) return;
  for (const Value& pair : value.elements()) {
    Seen* member = MemberOf(*seen.pairs, events::MemberOf(pair, "key").text());
    if (member == nullptr) {
      if (seen.pairs->is_map) return;
      ++left_out_;
    } else {
      Look(Unwrapped(events::MemberOf(pair, "value")), *member, depth + 1);
    }
  }
}

void Survey::LookAtMembers(const Value& value, Seen& seen, std::size_t depth) {
  const std::span<const Value> members = value.members();
  if (depth >= kMostDepth) {
    left_out_ += members.size() / 2;
    return;
  }
  for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
    if (Seen* member = seen.is_map ? nullptr : MemberOf(seen, members[i].text())) {
      Look(members[i + 1], *member, depth + 1);
    } else if (!seen.is_map) {
      ++left_out_;
    }
  }
}

// Null if there are too many.
Seen* Survey::MemberOf(Seen& seen, std::string_view key) {
  const auto found = seen.member_of.find(key);
  if (found != seen.member_of.end()) return seen.members[found->second].seen.get();
  if (paths_ >= kMostPaths) return nullptr;
  if (&seen != &root_ && seen.members.size() >= Seen::kMostMembers) {
    for (const Seen::Member& member : seen.members) paths_ -= 1 + CountPaths(*member.seen);
    seen.members.clear();
    seen.member_of.clear();
    seen.is_map = true;
    return nullptr;
  }
  ++paths_;
  seen.member_of.emplace(key, seen.members.size());
  seen.members.push_back({std::string(key), std::make_unique<Seen>()});
  return seen.members.back().seen.get();
}

void Survey::LookAtScalar(const Value& value, Seen& seen) {
  if (value.kind() == Value::Kind::kText) {
    const std::string_view text = value.text();
    ++seen.texts;
    if (!events::IsKnown(value, {})) {
      ++seen.blank;
      return;
    }
    if (IsNone(text)) {
      ++seen.none;
      ++seen.none_words[std::string(text)];
      return;
    }
    if (Decimal::Parse(text)) ++seen.digits;
    looker_.Narrow(text, seen.looks);
    if (NamesAThing(text)) ++seen.names;
  } else if (value.kind() == Value::Kind::kNumber) {
    ++seen.numbers;
  } else {
    ++seen.booleans;
  }
  if (const auto form = TimeFormOf(value)) ++seen.times[static_cast<std::size_t>(*form)];
  std::string shown = Shown(value);
  if (seen.hashes.size() < Seen::kMostHashes && !seen.repeats) {
    seen.repeats = !seen.hashes.insert(std::hash<std::string>{}(shown)).second;
    if (seen.repeats) seen.hashes = {};
  }
  if (shown.size() > kMostShown) {
    shown.resize(kMostShown);
    shown += "…";
  }
  const auto found = seen.values.find(shown);
  if (found != seen.values.end()) {
    ++found->second;
  } else if (seen.values.size() < Seen::kMostValues) {
    seen.values.emplace(std::move(shown), 1);
  } else {
    ++seen.more_values;
  }
}

}  // namespace abide::proposals
