#include "events/attribute_keys.h"

#include "events/raw_value.h"

namespace abide::events {

using values::Value;
using Kind = Value::Kind;

namespace {

// Stands in front of what is kept. No object has it for its first key: those are the record's
// bytes.
constexpr char kMarkBytes[] = "attributes";
constexpr std::string_view kMark(kMarkBytes);

bool IsKept(const Value& value) {
  if (value.kind() != Kind::kRecord || value.members().empty()) return false;
  const Value& first = value.members().front();
  return first.kind() == Kind::kText && first.text().data() == kMark.data();
}

}  // namespace

AttributeKeys::AttributeKeys(const SourceMap& source) : source_(source), asks_(source.asks.size()) {
  for (std::size_t ask = 0; ask < source.asks.size(); ++ask) {
    const auto* attribute = std::get_if<Attribute>(&source.asks[ask]);
    if (attribute == nullptr) continue;
    const std::string& key = attribute->key;
    if (Find(key) == nullptr) {
      if (keys_.size() <= key.size()) keys_.resize(key.size() + 1);
      keys_[key.size()].push_back({key, count_++});
    }
    asks_[ask] = *Find(key);
  }
}

std::span<Value> AttributeKeys::MakeKept(values::Arena& arena) const {
  const std::span<Value> kept = arena.Values(count_ + 1);
  kept.front() = Value::Of(kMark);
  return kept.subspan(1);
}

Value AttributeKeys::KeptOf(std::span<Value> attributes) {
  return Value::RecordOf({attributes.data() - 1, attributes.size() + 1});
}

Value AttributeKeys::Find(expressions::AskId ask, const Value& pairs, values::Arena& arena) const {
  const auto index = static_cast<std::size_t>(ask);
  if (IsKept(pairs)) return pairs.members()[asks_[index] + 1];
  if (pairs.kind() != Kind::kList) return {};
  const std::string& key = std::get<Attribute>(source_.asks[index]).key;
  for (const Value& pair : pairs.elements()) {
    const Value name = MemberOf(pair, "key");
    if (name.kind() == Kind::kText && name.text() == key) {
      return Unwrapped(MemberOf(pair, "value"), arena);
    }
  }
  return {};
}

}  // namespace abide::events
