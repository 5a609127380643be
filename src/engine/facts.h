// Tables by key and time (language guide, section 5).
//
// Cells are text; a key is compared as what it is asked with: a number finds the cell "007" by 7.
// For each combination of kinds that is asked, an index is made once. Cost: one look-up and a
// search among the rows of one key; memory: an index entry about 80 bytes a row.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "check/checked_rules.h"
#include "values/value.h"

namespace abide::engine {

class Facts {
 public:
  explicit Facts(const check::Table& table) : table_(table) {}

  // The row of the keys (none absent) that is valid at `instant`, or null.
  const check::TableRow* Find(std::span<const values::Value> keys, values::Instant instant);

 private:
  using Rows = std::vector<const check::TableRow*>;  // few: the periods of one key
  using Index = absl::flat_hash_map<std::string, Rows>;

  const Index& IndexFor(std::span<const values::Value> keys);

  const check::Table& table_;
  std::map<std::vector<values::Value::Kind>, Index> indexes_;
};

}  // namespace abide::engine
