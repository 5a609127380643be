// What artifacts carry (language guide, section 9).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference/reference.h"
#include "values/truth.h"
#include "values/value.h"

namespace abide::reference {

// Whether an artifact carries a pattern's data and, if it certainly does, by which path it came.
struct Carried {
  values::Truth truth = values::Truth::kFalse;
  LineagePath path;
};

// By the artifact's name.
using Labels = std::map<std::string, Carried, std::less<>>;

// The artifacts that a field or an argument names. `complete` is false where some are absent.
struct Artifacts {
  std::vector<std::string> names;
  bool complete = true;
};
Artifacts ArtifactsIn(const values::Value& value);
// Of a flow's field: `member`, if it is a list of records.
Artifacts ArtifactsIn(const values::Value& field, std::optional<std::uint32_t> member);

// Either or both: true if one is, by the shorter path, of equally short ones the earlier.
Carried Either(const Carried& a, const Carried& b);

}  // namespace abide::reference
