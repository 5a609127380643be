// A bar on standard error while a large log is read.
#pragma once

#include "cli/terminal.h"

#include <chrono>
#include <cstdint>

namespace abide::cli {

// Shown where standard error is a terminal, at once for more than 100 MB, else after a second. It
// takes itself away at the end, so it never stands in what is printed.
class Progress {
 public:
  // `terminal` outlives the bar.
  Progress(const Terminal& terminal, bool is_wanted)
      : terminal_(terminal), is_wanted_(is_wanted && terminal.err_is_terminal) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap: looks at the clock once in some thousand calls.
  void Step(std::uint64_t done, std::uint64_t total) {
    if (is_wanted_ && (++steps_ & 0xFFFU) == 0) Draw(done, total);
  }

 private:
  using Clock = std::chrono::steady_clock;
  void Draw(std::uint64_t done, std::uint64_t total);

  const Terminal& terminal_;
  bool is_wanted_;
  std::uint64_t steps_ = 0;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_;
  bool is_shown_ = false;
};

}  // namespace abide::cli
