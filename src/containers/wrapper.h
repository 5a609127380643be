// The members of an object that wraps a list of records, in front of the list and behind it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "containers/json_cutter.h"

namespace abide::containers {

struct WrapperPart {
  enum class Kind {
    kNeedsMore,  // the text ends too early to tell
    kNone,       // in front: no wrapper. Behind: what stands at `at` is not to be understood
    kList,       // a list of records begins at `at`, its bracket
    kClosed,     // behind: the wrapper ends in front of `at`
  };
  Kind kind = Kind::kNone;
  std::size_t at = 0;
  // Members that say that there are more records in another document.
  std::vector<std::string_view> more_pages;
};

// `text` begins with the object's bracket.
WrapperPart ReadWrapperHead(std::string_view text, const WrapperRule& rule);
// `text` begins behind the bracket that closes the list.
WrapperPart ReadWrapperRest(std::string_view text, const WrapperRule& rule);

}  // namespace abide::containers
