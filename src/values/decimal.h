// Exact decimals: up to 10^20 either side of zero with 18 fractional digits, held as a 128-bit
// count of 10^-18. Sums never drift. What has further fractional digits is rounded half to even;
// what is out of range has no value.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/numeric/int128.h"

namespace abide::values {

class Decimal {
 public:
  static constexpr int kFractionDigits = 18;

  constexpr Decimal() = default;
  // Any 64-bit integer is in range.
  static Decimal FromInteger(std::int64_t integer) { return Decimal(absl::int128(integer) * kOne); }
  // The count of 10^-18; nothing if out of range.
  static std::optional<Decimal> FromScaled(absl::int128 scaled) {
    if (scaled > kMost || scaled < -kMost) return std::nullopt;
    return Decimal(scaled);
  }
  // JSON's number syntax, also with a leading `+`, leading zeros and a bare fraction ("-.5e3",
  // "007"). Nothing if it is no number, or out of range. O(length), whatever the exponent.
  static std::optional<Decimal> Parse(std::string_view text);

  constexpr absl::int128 scaled() const { return absl::MakeInt128(high_, low_); }
  bool is_integer() const { return scaled() % kOne == 0; }
  bool is_zero() const { return low_ == 0 && high_ == 0; }
  bool is_negative() const { return high_ < 0; }
  // The integer, if it is one that fits.
  std::optional<std::int64_t> ToInteger() const;
  // Shortest exact text: "-12.5", "3", "0.000000000000000001". Never an exponent.
  std::string ToString() const;

  // By `high_`, then by `low_`, as two's complement has it.
  std::strong_ordering operator<=>(const Decimal& other) const = default;

 private:
  friend std::optional<Decimal> Add(Decimal a, Decimal b);
  friend Decimal Negate(Decimal a);

  static constexpr std::int64_t kOne = 1'000'000'000'000'000'000;
  // 10^38. Two of them do not fit into 128 bits.
  static constexpr absl::int128 kMost = absl::MakeInt128(0x4B3B4CA85A86C47A, 0x098A224000000000);
  explicit constexpr Decimal(absl::int128 scaled)
      : high_(absl::Int128High64(scaled)), low_(absl::Int128Low64(scaled)) {}

  // In halves: 128 bits in one would have every value and all that holds one begin at a multiple of
  // 16 bytes.
  std::int64_t high_ = 0;
  std::uint64_t low_ = 0;
};

// Nothing where the result is out of range or the divisor is zero. Products and quotients are
// rounded half to even at the 18th fractional digit.
inline std::optional<Decimal> Add(Decimal a, Decimal b) {
  const absl::int128 left = a.scaled();
  const absl::int128 right = b.scaled();
  const bool fits =
      b.is_negative() ? left >= -Decimal::kMost - right : left <= Decimal::kMost - right;
  if (!fits) return std::nullopt;
  return Decimal(left + right);
}
inline Decimal Negate(Decimal a) { return Decimal(-a.scaled()); }
inline std::optional<Decimal> Subtract(Decimal a, Decimal b) { return Add(a, Negate(b)); }
std::optional<Decimal> Multiply(Decimal a, Decimal b);
std::optional<Decimal> Divide(Decimal a, Decimal b);

}  // namespace abide::values
