// Our own mistakes: stop, with the place, in release builds too. The process ends at once with exit
// code 70, without unwinding (fuzz targets abort instead, so that the input is kept).
#pragma once

namespace abide::diagnostics {

[[noreturn]] void AssertionFailed(const char* condition, const char* meaning, const char* file,
                                  int line);

}  // namespace abide::diagnostics

#define ABIDE_ASSERT(condition, meaning) \
  (static_cast<bool>(condition)          \
       ? static_cast<void>(0)            \
       : ::abide::diagnostics::AssertionFailed(#condition, meaning, __FILE__, __LINE__))
