#include "engine/facts.h"

#include <optional>

#include "values/decimal.h"
#include "values/time.h"

namespace abide::engine {

using values::Instant;
using values::Value;

namespace {

// The cell as a value of that kind; absent if it is none.
Value ReadAs(const Value& cell, Value::Kind kind) {
  if (cell.is_absent() || kind == Value::Kind::kText) return cell;
  switch (kind) {
    case Value::Kind::kNumber:
      if (const auto number = values::Decimal::Parse(cell.text())) return Value::Of(*number);
      break;
    case Value::Kind::kBoolean:
      if (cell.text() == "true" || cell.text() == "false") return Value::Of(cell.text() == "true");
      break;
    case Value::Kind::kInstant:
      if (const auto instant = values::ParseInstant(cell.text())) return Value::Of(*instant);
      break;
    case Value::Kind::kDuration:
      if (const auto duration = values::ParseDuration(cell.text())) return Value::Of(*duration);
      break;
    default:
      break;
  }
  return Value();
}

}  // namespace

const Facts::Index& Facts::IndexFor(std::span<const Value> keys) {
  std::vector<Value::Kind> kinds;
  for (const Value& key : keys) kinds.push_back(key.kind());
  const auto [place, is_new] = indexes_.try_emplace(kinds);
  if (!is_new) return place->second;
  for (const check::TableRow& row : table_.rows) {
    std::string bytes;
    bool whole = true;
    for (std::size_t i = 0; i < kinds.size() && whole; ++i) {
      const Value cell = ReadAs(row.cells[table_.keys[i]], kinds[i]);
      whole = !cell.is_absent();
      values::AppendKey(cell, bytes);
    }
    if (whole) place->second[bytes].push_back(&row);
  }
  return place->second;
}

const check::TableRow* Facts::Find(std::span<const Value> keys, Instant instant) {
  const Index& index = IndexFor(keys);
  std::string bytes;
  for (const Value& key : keys) values::AppendKey(key, bytes);
  const auto rows = index.find(bytes);
  if (rows == index.end()) return nullptr;
  for (const check::TableRow* row : rows->second) {
    if (row->valid.Holds(instant)) return row;
  }
  return nullptr;
}

}  // namespace abide::engine
