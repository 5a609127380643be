// The pages in codes/, as they are built in. Ask catalogue.h for the page of a code.
#pragma once

#include <span>
#include <string_view>

namespace abide::diagnostics {

struct PageText {
  std::string_view id;
  std::string_view text;
};

// Ordered by id.
std::span<const PageText> AllPages();

}  // namespace abide::diagnostics
