// The condition of a mapping, in the parts that have to be true one by one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "events/source_map.h"

namespace abide::events {

// `.eventSource == "bedrock.amazonaws.com"`: where most mappings leave most records.
struct PlainEquality {
  expressions::AskId path;  // keys from the record
  std::string_view text;    // the source's
};

struct Condition {
  const expressions::Expr* expr;
  std::optional<PlainEquality> plain;  // the same, if it is one
};

// How many of the loops, outermost first, have to be entered before `expr` has its value.
std::size_t DepthOf(const expressions::Expr& expr, const std::vector<SourceMapping::Loop>& loops);
// The parts that are tested once so many loops are entered: what the record itself lacks is found
// before any element is looked at. Views of the source.
std::vector<std::vector<Condition>> ConditionsOf(const SourceMapping& mapping,
                                                 const SourceMap& source);

}  // namespace abide::events
