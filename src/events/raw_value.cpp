#include "events/raw_value.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "absl/container/flat_hash_set.h"
#include "events/json_text.h"
#include "events/key_machine.h"
#include "events/list_reader.h"
#include "values/text.h"

namespace abide::events {
namespace {

constexpr std::size_t kMostTold = 1000;  // bytes of a number

using diagnostics::Code;
using values::Arena;
using values::Decimal;
using values::Value;
using Kind = Value::Kind;

Value ListOf(std::span<const Value> elements, Arena& arena) {
  const std::span<Value> kept = arena.Values(elements.size());
  std::copy(elements.begin(), elements.end(), kept.begin());
  return Value::ListOf(kept);
}

unsigned MarkOf(std::string_view key) {
  if (key.empty()) return 0;
  const auto middle = static_cast<unsigned char>(key[key.size() / 2]);
  const auto last = static_cast<unsigned char>(key.back());
  return static_cast<unsigned>(key.size()) * 5 + middle * 3 + last * 7;
}

// Whether the key at `index` is one of those in front of it.
bool StandsBefore(std::span<const Value> members, std::size_t index) {
  for (std::size_t i = 0; i < index; i += 2) {
    if (members[i].text() == members[index].text()) return true;
  }
  return false;
}

const Value kNoValue;

bool HasListedKeys(std::span<const Value> members) {
  return !members.empty() && members.front().kind() == Kind::kList;
}

std::optional<unsigned> DigitOfBase64(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return std::nullopt;
}

// `[*]`, and what the rest of the path finds in each element, made flat.
void CollectAll(std::span<const PathStep> rest, const Value& list, Arena& arena,
                std::vector<Value>& found) {
  if (list.kind() != Kind::kList) {
    found.emplace_back();
    return;
  }
  const auto star = std::find_if(rest.begin(), rest.end(), [](const PathStep& step) {
    return step.kind == PathStep::Kind::kAll;
  });
  const std::span<const PathStep> before(rest.begin(), star);
  for (const Value& element : list.elements()) {
    const Value reached = Follow(before, element, arena);
    if (star == rest.end()) {
      found.push_back(reached);
    } else {
      CollectAll({star + 1, rest.end()}, reached, arena, found);
    }
  }
}

}  // namespace

std::optional<std::string_view> KeyTwice(std::span<const Value> members) {
  constexpr std::size_t kFew = 128;
  if (members.size() <= kFew) {
    // Keys are mostly told apart by their size and ends.
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < members.size(); i += 2) {
      const std::string_view key = members[i].text();
      const std::uint64_t bit = std::uint64_t{1} << (MarkOf(key) % 64);
      if ((seen & bit) != 0 && StandsBefore(members, i)) return key;
      seen |= bit;
    }
    return std::nullopt;
  }
  absl::flat_hash_set<absl::string_view> seen;
  for (std::size_t i = 0; i < members.size(); i += 2) {
    if (!seen.insert(AbslView(members[i].text())).second) return members[i].text();
  }
  return std::nullopt;
}

bool CheckScalar(const Tokens& tokens, ReadContext& context) {
  const std::string_view raw = tokens.Scalar();
  const char first = raw.front();
  if (first == '"') {
    if (ReadString(raw, context.arena)) return true;
    return context.GiveUp(Code::kLineNotJson, raw.data(), "a text has a bad escape");
  }
  if (raw == "true" || raw == "false" || raw == "null") return true;
  Decimal number;
  if (ReadNumber(raw, number) != NumberFault::kGrammar) return true;
  return context.NotJson(tokens, "expected a value");
}

bool RawReader::ReadScalar(Tokens& tokens, ReadContext& context, Value& value) {
  const std::string_view raw = tokens.Scalar();
  Decimal number;
  if (raw.front() == '"') {
    const std::optional<std::string_view> text = ReadString(raw, context.arena);
    if (!text) return context.GiveUp(Code::kLineNotJson, raw.data(), "a text has a bad escape");
    value = Value::Of(*text);
  } else if (raw == "true" || raw == "false") {
    value = Value::Of(raw == "true");
  } else if (raw == "null") {
    value = Value();
  } else {
    const NumberFault fault = ReadNumber(raw, number);
    if (fault == NumberFault::kGrammar) return context.NotJson(tokens, "expected a value");
    value = fault == NumberFault::kNone ? Value::Of(number) : Value();
    if (fault == NumberFault::kRange) context.out_of_range = raw.substr(0, kMostTold);
  }
  ++tokens.at;
  return true;
}

bool RawReader::ReadList(Tokens& tokens, ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  const bool is_whole = ReadElements(tokens, context, [&] {
    Value element;
    if (!Read(tokens, context, element)) return false;
    open_.push_back(element);
    return true;
  });
  if (!is_whole) return false;
  value = ListOf(std::span(open_).subspan(first), context.arena);
  open_.resize(first);
  return true;
}

bool RawReader::ReadObject(Tokens& tokens, ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  const char* const begin = tokens.place();
  const bool is_whole = ReadMembersOf(tokens, context, [&](std::string_view key) {
    Value member;
    if (!Read(tokens, context, member)) return false;
    open_.push_back(Value::Of(key));
    open_.push_back(member);
    return true;
  });
  if (!is_whole) return false;
  const std::span<const Value> members = std::span(open_).subspan(first);
  if (const auto twice = KeyTwice(members))
    return context.GiveUp(Code::kLogKeyTwice, begin, *twice);
  value = Value::RecordOf(ListOf(members, context.arena).elements());
  open_.resize(first);
  return true;
}

bool RawReader::SkipInside(Tokens& tokens, ReadContext& context, Value& value) const {
  value = Value::ListOf({});
  return SkipValue(tokens) || context.NotJson(tokens, "expected a value");
}

bool RawReader::Read(Tokens& tokens, ReadContext& context, Value& value) {
  if (tokens.done()) return context.NotJson(tokens, "expected a value");
  const bool outermost = depth_ == 0;
  bool whole = false;
  ++depth_;
  switch (tokens.peek()) {
    case '{':
      whole = outermost || inside_ ? ReadObject(tokens, context, value)
                                   : SkipInside(tokens, context, value);
      break;
    case '[':
      whole = outermost || inside_ ? ReadList(tokens, context, value)
                                   : SkipInside(tokens, context, value);
      break;
    case '}':
    case ']':
    case ',':
    case ':':
      whole = context.NotJson(tokens, "expected a value");
      break;
    default:
      whole = ReadScalar(tokens, context, value);
  }
  --depth_;
  if (!whole && outermost) open_.clear();
  return whole;
}

const Value& MemberOf(const Value& object, std::string_view key) {
  if (object.kind() != Kind::kRecord) return kNoValue;
  const std::span<const Value> members = object.members();
  if (HasListedKeys(members)) {
    const std::span<const Value> keys = members.front().elements();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i].text() == key) return members[i + 1];
    }
    return kNoValue;
  }
  for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
    const std::string_view text = members[i].text();
    if (text.size() == key.size() && std::memcmp(text.data(), key.data(), key.size()) == 0) {
      return members[i + 1];
    }
  }
  return kNoValue;
}

const Value& MemberOf(const Value& object, std::string_view key, KeyPlace& last) {
  if (object.kind() != Kind::kRecord) return kNoValue;
  const std::span<const Value> members = object.members();
  if (!HasListedKeys(members)) return MemberOf(object, key);
  const std::span<const Value> keys = members.front().elements();
  if (last.place != 0 && keys.data() == last.keys) return members[last.place];
  const Value& member = MemberOf(object, key);
  if (&member != &kNoValue)
    last = {keys.data(), static_cast<std::size_t>(&member - members.data())};
  return member;
}

Value Follow(std::span<const PathStep> steps, const Value& value, Arena& arena) {
  Value at = value;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    switch (steps[i].kind) {
      case PathStep::Kind::kKey:
        at = MemberOf(at, steps[i].key);
        break;
      case PathStep::Kind::kIndex: {
        const bool is_there = at.kind() == Kind::kList && steps[i].index < at.elements().size();
        at = is_there ? at.elements()[steps[i].index] : Value();
        break;
      }
      case PathStep::Kind::kAll: {
        if (at.kind() != Kind::kList) return {};
        std::vector<Value> found;
        CollectAll(steps.subspan(i + 1), at, arena, found);
        return ListOf(found, arena);
      }
    }
  }
  return at;
}

Value EntriesOf(const Value& object, Arena& arena) {
  if (object.kind() != Kind::kRecord) return {};
  const std::span<const Value> members = object.members();
  const std::span<Value> entries = arena.Values(members.size() / 2);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::span<Value> pair = arena.Values(4);
    pair[0] = Value::Of("key");
    pair[1] = members[2 * i];
    pair[2] = Value::Of("value");
    pair[3] = members[2 * i + 1];
    entries[i] = Value::RecordOf(pair);
  }
  return Value::ListOf(entries);
}

Value PlacedEntriesOf(const Value& object, Arena& arena) {
  static const std::array<Value, 2> kKeys = {Value::Of("key"), Value::Of("value")};
  if (object.kind() != Kind::kRecord) return {};
  const std::span<const Value> members = object.members();
  const std::size_t count = members.size() / 2;
  const std::span<Value> entries = arena.Values(4 * count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::span<Value> entry = entries.subspan(count + 3 * i, 3);
    entry[0] = Value::ListOf(kKeys);
    entry[1] = members[2 * i];
    entry[2] = members[2 * i + 1];
    entries[i] = Value::RecordOf(entry);
  }
  return Value::ListOf(entries.first(count));
}

Value Unwrapped(const Value& wrapped, Arena& arena) {
  if (wrapped.kind() != Kind::kRecord || wrapped.members().size() != 2) return wrapped;
  const std::string_view name = wrapped.members()[0].text();
  const Value& value = wrapped.members()[1];
  if (name == "intValue" || name == "doubleValue") {
    if (value.kind() != Kind::kText) return value;
    const std::optional<Decimal> number = Decimal::Parse(value.text());
    return number ? Value::Of(*number) : Value();
  }
  if (name == "arrayValue") {
    const Value elements = MemberOf(value, "values");
    if (elements.kind() != Kind::kList) return {};
    const std::span<Value> unwrapped = arena.Values(elements.elements().size());
    std::transform(elements.elements().begin(), elements.elements().end(), unwrapped.begin(),
                   [&](const Value& element) { return Unwrapped(element, arena); });
    return Value::ListOf(unwrapped);
  }
  if (name == "kvlistValue") return MemberOf(value, "values");
  return WrapsScalar(name) ? value : wrapped;
}

bool WrapsScalar(std::string_view name) {
  return name == "stringValue" || name == "intValue" || name == "doubleValue" ||
         name == "boolValue" || name == "bytesValue";
}

bool IsKnown(const Value& value, std::span<const std::string> words) {
  if (value.kind() != Kind::kText) return true;
  const std::string_view text = value.text();
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return false;
  return std::find(words.begin(), words.end(), text) == words.end();
}

Value TimeOfTicks(const Value& ticks) {
  constexpr std::int64_t kTicksTo1970 = 621'355'968'000'000'000;
  constexpr std::int64_t kNanosOfTick = 100;
  std::optional<Decimal> number;
  if (ticks.kind() == Kind::kNumber) number = ticks.number();
  if (ticks.kind() == Kind::kText) number = Decimal::Parse(ticks.text());
  const std::optional<std::int64_t> count = number ? number->ToInteger() : std::nullopt;
  if (!count || *count < 0) return {};
  const std::int64_t since_1970 = *count - kTicksTo1970;
  constexpr std::int64_t kMost = INT64_MAX / kNanosOfTick;
  if (since_1970 > kMost || since_1970 < -kMost) return {};
  return Value::Of(values::Instant{since_1970 * kNanosOfTick});
}

Value Base64Text(std::string_view text, Arena& arena) {
  while (text.ends_with('=')) text.remove_suffix(1);
  if (text.size() % 4 == 1) return {};
  const std::span<char> bytes = arena.Bytes(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  std::size_t next = 0;
  for (const char c : text) {
    const std::optional<unsigned> digit = DigitOfBase64(c);
    if (!digit) return {};
    bits = (bits << 6) | *digit;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[next++] = static_cast<char>((bits >> count) & 0xFF);
  }
  const std::string_view decoded(bytes.data(), next);
  return values::IsUtf8(decoded) ? Value::Of(decoded) : Value();
}

}  // namespace abide::events
