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
class Fingerprints {
 public:
  std::string Of(const Finding& finding, const std::string& clause_id);
  void Forget() { seen_.clear(); }

 private:
  absl::flat_hash_map<std::string, std::uint64_t> seen_;
};

}  // namespace abide::engine
