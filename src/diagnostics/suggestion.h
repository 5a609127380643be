// The question with which a help offers a name that is perhaps meant (NearestName finds it).
#pragma once

#include <string>
#include <string_view>

namespace abide::diagnostics {

// "did you mean `name`?"
inline std::string DidYouMean(std::string_view name) {
  return "did you mean `" + std::string(name) + "`?";
}

}  // namespace abide::diagnostics
