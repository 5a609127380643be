// What the first bytes of a file say that it is: packed (and then unpacked on the way), of a kind
// that is no log and can't be read here, or neither.
#pragma once

#include <cstddef>
#include <string_view>

namespace abide::containers {

enum class Packing { kNone, kGzip, kZstd };

// As people call it: "gzip". Empty for none.
std::string_view NameOf(Packing packing);

// So many first bytes decide.
inline constexpr std::size_t kHeadBytes = 512;

Packing PackingOf(std::string_view head);

// A kind of file that Abide doesn't read, and how to make it one that it does.
struct Foreign {
  std::string_view what;  // "a zip archive"
  std::string_view help;  // "unpack it: `unzip -p FILE | abide check … -`"
};
// Its `what` is empty for all that may be text in UTF-8.
Foreign ForeignOf(std::string_view head);

}  // namespace abide::containers
