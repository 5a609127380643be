// 10^0 to 10^18: all that a 64-bit word holds of what digits behind the point are worth.
#pragma once

#include <array>
#include <cstdint>

namespace abide::values {

inline constexpr std::array<std::uint64_t, 19> kPowersOfTen = [] {
  std::array<std::uint64_t, 19> powers{};
  std::uint64_t power = 1;
  for (std::uint64_t& entry : powers) {
    entry = power;
    power *= 10;
  }
  return powers;
}();

}  // namespace abide::values
