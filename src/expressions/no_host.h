// The host of constants and of conditions on events alone: they ask nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diagnostics/assert.h"
#include "expressions/evaluate.h"

namespace abide::expressions {

class NoHost : public Host {
 public:
  Value Answer(AskId, std::span<const Value>, Environment&) override {
    ABIDE_ASSERT(false, "this asks nothing");
    return {};
  }
  void Missing(AskId, std::span<const Value>, Environment&, std::vector<std::string>&) override {}
};

}  // namespace abide::expressions
