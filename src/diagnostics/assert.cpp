#include "diagnostics/assert.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace abide::diagnostics {
namespace {

[[maybe_unused]] constexpr int kInternalErrorExit = 70;

// "room/file.h" of a path, so that the message does not depend on where Abide was built.
std::string_view RoomAndFile(std::string_view path) {
  const std::size_t file = path.rfind('/');
  if (file == std::string_view::npos || file == 0) return path;
  const std::size_t room = path.rfind('/', file - 1);
  return room == std::string_view::npos ? path : path.substr(room + 1);
}

}  // namespace

void AssertionFailed(const char* condition, const char* meaning, const char* file, int line) {
  std::fprintf(stderr, "abide: internal error: expected that %s (%s) at %s:%d\n", meaning,
               condition, RoomAndFile(file).data(), line);
  std::fflush(stderr);
#ifdef ABIDE_ABORT_ON_ASSERT
  std::abort();  // so that a fuzzer sees a crash
#else
  std::_Exit(kInternalErrorExit);
#endif
}

}  // namespace abide::diagnostics
