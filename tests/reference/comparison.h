// Engine against reference, on one log.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "reference/logs.h"
#include "reference/reference.h"
#include "reference/rule_set.h"

namespace abide::reference {

struct Case {
  const RuleSet* rules = nullptr;
  const Shapes* shapes = nullptr;
  Log log;
  Options options;
  // The engine is given that many events of the log, and then the whole log from its start.
  std::optional<std::size_t> restart_behind;
};

// How often a norm came to a verdict: by "limit breach".
using Seen = std::map<std::string, std::uint64_t>;

// Both answers where they differ; nothing where they agree. The findings are counted in `seen`.
std::optional<std::string> Disagreement(const Case& one, Seen* seen = nullptr);

// Rule text, log and options, to try it by hand.
std::string Written(const Case& one);

}  // namespace abide::reference
