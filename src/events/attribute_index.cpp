#include "events/attribute_index.h"

#include <algorithm>
#include <span>

#include "events/key_machine.h"
#include "events/raw_value.h"

namespace abide::events {

using values::Value;
using Kind = Value::Kind;

AttributeIndex::AttributeIndex(const SourceMap& source) : keys_(source.asks.size()) {
  for (std::size_t ask = 0; ask < source.asks.size(); ++ask) {
    const auto* attribute = std::get_if<Attribute>(&source.asks[ask]);
    if (attribute == nullptr) continue;
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    keys_[ask] = numbers_.try_emplace(attribute->key, next).first->second;
  }
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
  table.pairs.assign(numbers_.size(), nullptr);
  for (const Value& pair : pairs) {
    const Value key = MemberOf(pair, "key");
    if (key.kind() != Kind::kText) continue;
    const auto number = numbers_.find(AbslView(key.text()));
    if (number == numbers_.end()) continue;
    const Value*& first = table.pairs[number->second];
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
