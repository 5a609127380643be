// A name for a finding that stays when lines move, logs are split or merged, or clauses are added.
#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "engine/finding.h"

namespace abide::engine {

// 32 hex digits of XXH3-128 over the clause's id, the event's kind, time and id, and the `about`
// values; findings that agree in all of these are numbered in their order. Not a secret, not a
// signature.
//
// So of two events of one instant, alike in `about` and without an id, a baseline may take the one
// for the other; how many are new is right. What else their records say can't tell them apart: one
// that stood alone has to keep its name when a twin comes, and which of them that was, the later
// log does not know.
class Fingerprints {
 public:
  std::string Of(const Finding& finding, const std::string& clause_id);
  void Forget() { seen_.clear(); }

 private:
  absl::flat_hash_map<std::string, std::uint64_t> seen_;
};

}  // namespace abide::engine
