// Kleene's three-valued logic (LANGUAGE guide, "Missing information").
#pragma once

#include <algorithm>
#include <cstdint>

namespace abide::values {

// Ordered, so that `and` is the minimum and `or` the maximum.
enum class Truth : std::uint8_t { kFalse = 0, kUnknown = 1, kTrue = 2 };

constexpr Truth And(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth Or(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth Not(Truth a) { return static_cast<Truth>(2 - static_cast<int>(a)); }
constexpr Truth TruthOf(bool b) { return b ? Truth::kTrue : Truth::kFalse; }

}  // namespace abide::values
