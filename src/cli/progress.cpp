#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>

namespace abide::cli {
namespace {

constexpr std::uint64_t kLarge = 100'000'000;
constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kBetween{100};
constexpr std::uint64_t kCells = 40;

}  // namespace

Progress::~Progress() {
  if (is_shown_) *terminal_.err << "\r\x1b[K";
}

void Progress::Draw(std::uint64_t done, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (!is_shown_ && total <= kLarge && now - begin_ < kPatience) return;
  if (is_shown_ && now - drawn_ < kBetween) return;
  is_shown_ = true;
  drawn_ = now;
  const std::uint64_t whole = std::max<std::uint64_t>(total, 1);
  const std::uint64_t part = std::min(done, whole);
  const std::uint64_t cells = part / (whole / kCells + 1);
  *terminal_.err << fmt::format("\r  [{:<{}}] {:>3} % of {} MB\x1b[K", std::string(cells, '='),
                                kCells, part / (whole / 100 + 1), total / 1'000'000);
}

}  // namespace abide::cli
