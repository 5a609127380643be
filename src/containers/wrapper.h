// The members of an object that wraps a list of records, in front of the list and behind it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "containers/json_cutter.h"

namespace abide::containers {

struct WrapperPart {
  enum class Kind {
    kNeedsMore,  // the text ends too early to tell
    kNone,       // in front: no wrapper. Behind: what stands at `at` is not to be understood
    kList,       // a list of records begins at `at`, its bracket
    kNested,     // behind: the member's value, an object or a list, begins at `at`
    kScalar,     // behind: the member ends in front of `at`
    kClosed,     // behind: the wrapper ends in front of `at`
  };
  Kind kind = Kind::kNone;
  std::size_t at = 0;
  // Members that say that there are more records in another document.
  std::vector<std::string_view> more_pages;
  // Where the first scalar stands that is none of JSON's.
  std::optional<std::size_t> fault;
  // Behind: the member marks a record; it may be one of a record, but need not.
  bool marks_record = false;
  bool may_be_read = false;
};

// `text` begins with the object's bracket.
WrapperPart ReadWrapperHead(std::string_view text, const WrapperRule& rule);
// What an object with such a list is, by what stands behind the list, which begins at `list`. A
// fault there makes it a wrapper: it is told when it is reached.
enum class WrapperBehind { kNeedsMore, kWrapper, kRecord };
WrapperBehind LookBehindList(std::string_view text, std::size_t list, const WrapperRule& rule);
// The members beside the list at `list`, as far as the text goes, but for an `object` by which a
// page calls itself one.
std::vector<std::string> NamesBesideList(std::string_view text, std::size_t list);
// The next member. `text` begins behind the list's closing bracket, or behind another member.
WrapperPart ReadWrapperRest(std::string_view text, const WrapperRule& rule);

}  // namespace abide::containers
