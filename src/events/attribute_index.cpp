#include "events/attribute_index.h"

#include <algorithm>
#include <span>

#include "events/raw_value.h"

namespace abide::events {

using values::Value;
using Kind = Value::Kind;

AttributeIndex::AttributeIndex(const SourceMap& source) : keys_(source.asks.size()) {
  for (std::size_t ask = 0; ask < source.asks.size(); ++ask) {
    const auto* attribute = std::get_if<Attribute>(&source.asks[ask]);
    if (attribute == nullptr) continue;
    const std::string& key = attribute->key;
    if (NumberOf(key) == nullptr) {
      if (numbers_.size() <= key.size()) numbers_.resize(key.size() + 1);
      numbers_[key.size()].push_back({key, count_++});
    }
    keys_[ask] = *NumberOf(key);
  }
}

const std::uint32_t* AttributeIndex::NumberOf(std::string_view key) const {
  if (key.size() >= numbers_.size()) return nullptr;
  for (const Numbered& each : numbers_[key.size()]) {
    if (each.key == key) return &each.number;
  }
  return nullptr;
}

void AttributeIndex::BeginRecord() {
  for (Table& table : tables_) table.list = nullptr;
}

const AttributeIndex::Table& AttributeIndex::TableOf(std::span<const Value> pairs) {
  for (const Table& table : tables_) {
    if (table.list == pairs.data() && table.size == pairs.size()) return table;
  }
  Table& table = tables_[oldest_];
  oldest_ = (oldest_ + 1) % kTables;
  table.list = pairs.data();
  table.size = pairs.size();
  table.pairs.assign(count_, nullptr);
  for (const Value& pair : pairs) {
    const Value key = MemberOf(pair, "key");
    if (key.kind() != Kind::kText) continue;
    const std::uint32_t* const number = NumberOf(key.text());
    if (number == nullptr) continue;
    const Value*& first = table.pairs[*number];
    if (first == nullptr) first = &pair;
  }
  return table;
}

Value AttributeIndex::Find(expressions::AskId ask, const Value& pairs, values::Arena& arena) {
  if (pairs.kind() != Kind::kList || pairs.elements().empty()) return {};
  const std::uint32_t key = keys_[static_cast<std::size_t>(ask)];
  const Value* const pair = TableOf(pairs.elements()).pairs[key];
  return pair == nullptr ? Value() : Unwrapped(MemberOf(*pair, "value"), arena);
}

}  // namespace abide::events
