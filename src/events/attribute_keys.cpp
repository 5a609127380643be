#include "events/attribute_keys.h"

#include "events/raw_value.h"

namespace abide::events {

using values::Value;

AttributeKeys::AttributeKeys(const SourceMap& source) : asks_(source.asks.size()) {
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

Value AttributeIn(const Value& pairs, std::string_view key, values::Arena& arena) {
  if (pairs.kind() != Value::Kind::kList) return {};
  for (const Value& pair : pairs.elements()) {
    const Value name = MemberOf(pair, "key");
    if (name.kind() != Value::Kind::kText || name.text() != key) continue;
    return Unwrapped(MemberOf(pair, "value"), arena);
  }
  return {};
}

}  // namespace abide::events
