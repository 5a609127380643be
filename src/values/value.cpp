#include "values/value.h"

#include <algorithm>
#include <type_traits>

namespace abide::values {
namespace {

// The bytes of `part` as they stand in memory: a key is compared within one run only.
template <typename Part>
void AppendBytes(const Part& part, std::string& key) {
  static_assert(std::has_unique_object_representations_v<Part>);
  key.append(reinterpret_cast<const char*>(&part), sizeof(part));
}

void AppendNumber(const Decimal& number, std::string& key) {
  AppendBytes(absl::Int128High64(number.scaled()), key);
  AppendBytes(absl::Int128Low64(number.scaled()), key);
}

void AppendEnd(const std::optional<Decimal>& end, std::string& key) {
  key.push_back(end ? '\1' : '\0');
  if (end) AppendNumber(*end, key);
}

void AppendKeys(std::span<const Value> values, std::string& key) {
  AppendBytes(values.size(), key);
  for (const Value& value : values) AppendKey(value, key);
}

bool AllIdentical(std::span<const Value> a, std::span<const Value> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), Identical);
}

std::string TextOf(const Interval& interval) {
  if (interval.least && interval.most) {
    return interval.least->ToString() + " to " + interval.most->ToString();
  }
  if (interval.least) return "at least " + interval.least->ToString();
  if (interval.most) return "at most " + interval.most->ToString();
  return "any number";
}

std::string Joined(std::span<const Value> values) {
  std::string text;
  for (const Value& value : values) {
    if (&value != values.data()) text += ", ";
    const bool is_list = value.kind() == Value::Kind::kList;
    if (is_list) text += '[';
    text += ToString(value);
    if (is_list) text += ']';
  }
  return text;
}

}  // namespace

bool Identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Value::Kind::kAbsent:
      return true;
    case Value::Kind::kBoolean:
      return a.boolean() == b.boolean();
    case Value::Kind::kNumber:
      return a.number() == b.number();
    case Value::Kind::kInterval:
      return a.interval().least == b.interval().least && a.interval().most == b.interval().most;
    case Value::Kind::kInstant:
      return a.instant() == b.instant();
    case Value::Kind::kDuration:
      return a.duration() == b.duration();
    case Value::Kind::kText:
      return a.text() == b.text();
    case Value::Kind::kList:
      return AllIdentical(a.elements(), b.elements());
    case Value::Kind::kRecord:
      return AllIdentical(a.members(), b.members());
  }
  return false;
}

void AppendKey(const Value& value, std::string& key) {
  key.push_back(static_cast<char>(value.kind()));
  switch (value.kind()) {
    case Value::Kind::kAbsent:
      return;
    case Value::Kind::kBoolean:
      key.push_back(value.boolean() ? '\1' : '\0');
      return;
    case Value::Kind::kNumber:
      return AppendNumber(value.number(), key);
    case Value::Kind::kInterval:
      AppendEnd(value.interval().least, key);
      return AppendEnd(value.interval().most, key);
    case Value::Kind::kInstant:
      return AppendBytes(value.instant().nanos, key);
    case Value::Kind::kDuration:
      AppendBytes(value.duration().months, key);
      return AppendBytes(value.duration().nanos, key);
    case Value::Kind::kText:
      AppendBytes(value.text().size(), key);
      key.append(value.text());
      return;
    case Value::Kind::kList:
      return AppendKeys(value.elements(), key);
    case Value::Kind::kRecord:
      return AppendKeys(value.members(), key);
  }
}

std::string ToString(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kAbsent:
      return "?";
    case Value::Kind::kBoolean:
      return value.boolean() ? "true" : "false";
    case Value::Kind::kNumber:
      return value.number().ToString();
    case Value::Kind::kInterval:
      return TextOf(value.interval());
    case Value::Kind::kInstant:
      return ToString(value.instant());
    case Value::Kind::kDuration:
      return ToString(value.duration());
    case Value::Kind::kText:
      return std::string(value.text());
    case Value::Kind::kList:
      return Joined(value.elements());
    case Value::Kind::kRecord:
      return std::string(1, '(').append(Joined(value.members())).append(1, ')');
  }
  return {};
}

}  // namespace abide::values
