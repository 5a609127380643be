// Where a question about data led when it was asked. What an earlier event asked is told much
// later, when artifacts carry something else; but the records of a path never change
// (lineage/ledger.h), so its end is enough to keep.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/finding.h"
#include "lineage/ledger.h"

namespace abide::engine {

struct Trail {
  // Which of the questions about data in the condition, as they stand there: a memory that patterns
  // of several clauses share knows the words of one of them.
  std::uint32_t number = 0;
  bool is_none = false;                            // certainly nothing is carried
  lineage::CarryId end = lineage::CarryId::kNone;  // of the path; none: there is none
  values::Instant time;                            // of the event that asked
  std::optional<ShareFound> share;                 // if that was asked for
};
// Null: there are none.
using Trails = std::shared_ptr<const std::vector<Trail>>;

}  // namespace abide::engine
