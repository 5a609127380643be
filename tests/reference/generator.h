// Random rules and random events over the vocabulary of rule_set.h. The same seed gives the same.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "reference/logs.h"
#include "reference/piece.h"

namespace abide::reference {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  // The choices are those of the bytes, one each, and behind them always the same: what a fuzzer
  // changes changes one choice. `choices` outlives it.
  explicit Random(std::span<const std::uint8_t> choices) : engine_(0), choices_(choices) {}
  // From 0 to `count` - 1.
  std::size_t Below(std::size_t count) {
    if (choices_.empty()) return static_cast<std::size_t>(engine_() % count);
    const std::size_t choice = choices_.front() % count;
    choices_ = choices_.subspan(1);
    return choice;
  }
  bool OneIn(std::size_t count) { return Below(count) == 0; }
  template <typename List>
  const auto& Of(const List& list) {
    return list[Below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
  std::span<const std::uint8_t> choices_;
};

// Which kinds of event a rule and its logs are made of.
struct Theme {
  std::vector<std::string> kinds;  // of patterns; defined names, too
  std::vector<std::string> events;
  bool lineage = false;
};
Theme RandomTheme(Random& random);

// A clause, sometimes with a state, permits and waivers of its own.
Piece RandomRules(const Theme& theme, Random& random);

// Events of the theme, as canonical records without a time.
std::vector<std::string> RandomShapes(const Theme& theme, std::size_t count, Random& random);
Log RandomLog(std::size_t shapes, std::size_t length, Random& random);

}  // namespace abide::reference
