// Why a source's expression has no value though the record has one: a conversion that can't read
// it.
#pragma once

#include <optional>
#include <string>

#include "events/source_map.h"
#include "expressions/evaluate.h"

namespace abide::events {

struct FailedConversion {
  std::string name;       // of the function, as `number`
  values::Value operand;  // what it can't read; lives as long as the environment's arena
};

// Whether there is a conversion in `expr` at all.
bool HasConversion(const expressions::Expr& expr, const SourceMap& source);
// The first conversion in `expr`, as it is written, that is given a value and has none itself, if
// `expr` has none for that. Where a value is absent, where a text is blank, or where `else` finds
// another value, nothing has failed. Evaluates again, so it is for the record that has a fault.
std::optional<FailedConversion> FindFailedConversion(const expressions::Expr& expr,
                                                     const SourceMap& source,
                                                     expressions::Environment& environment);

}  // namespace abide::events
