#include "values/decimal.h"

#include <algorithm>

#include <boost/multiprecision/cpp_int.hpp>

#include "values/powers_of_ten.h"

namespace abide::values {
namespace {

constexpr std::uint64_t kUnit = 1'000'000'000'000'000'000;
// 10^38, the magnitude that a scaled number may have at most.
constexpr absl::uint128 kMostScaled = absl::MakeUint128(0x4B3B4CA85A86C47A, 0x098A224000000000);

absl::uint128 Magnitude(Decimal number) {
  const absl::int128 scaled = number.scaled();
  return static_cast<absl::uint128>(scaled < 0 ? -scaled : scaled);
}

// `magnitude` is at most 2^127 - 1.
std::optional<Decimal> Signed(absl::uint128 magnitude, bool negative) {
  if (magnitude > kMostScaled) return std::nullopt;
  const auto scaled = static_cast<absl::int128>(magnitude);
  return Decimal::FromScaled(negative ? -scaled : scaled);
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
unsigned DigitOf(char c) { return static_cast<unsigned>(c - '0'); }

// A number's text cut into its parts. The value is 0.DIGITS times 10^`point`, where DIGITS are
// those of `whole` followed by those of `fraction`.
struct NumberText {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::int64_t point = 0;

  std::size_t size() const { return whole.size() + fraction.size(); }
  unsigned digit(std::size_t i) const {
    return DigitOf(i < whole.size() ? whole[i] : fraction[i - whole.size()]);
  }
};

std::string_view TakeDigits(std::string_view& rest) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), IsDigit);
  const std::string_view digits = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(digits.size());
  return digits;
}

bool TakeSign(std::string_view& rest) {
  if (rest.empty() || (rest.front() != '-' && rest.front() != '+')) return false;
  const bool negative = rest.front() == '-';
  rest.remove_prefix(1);
  return negative;
}

// What follows the `e`; far beyond any length of text it stays where it is.
std::optional<std::int64_t> TakeExponent(std::string_view& rest) {
  constexpr std::int64_t kFarAway = 1'000'000'000'000'000;
  const bool negative = TakeSign(rest);
  const std::string_view digits = TakeDigits(rest);
  if (digits.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  for (const char c : digits) exponent = std::min(exponent * 10 + DigitOf(c), kFarAway);
  return negative ? -exponent : exponent;
}

std::optional<NumberText> Cut(std::string_view text) {
  NumberText number;
  number.negative = TakeSign(text);
  number.whole = TakeDigits(text);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    number.fraction = TakeDigits(text);
    if (number.fraction.empty()) return std::nullopt;
  }
  if (number.size() == 0) return std::nullopt;
  number.point = static_cast<std::int64_t>(number.whole.size());
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    const std::optional<std::int64_t> exponent = TakeExponent(text);
    if (!exponent) return std::nullopt;
    number.point += *exponent;
  }
  if (!text.empty()) return std::nullopt;
  return number;
}

// Half to even, over the digits from `first` on.
bool RoundsUp(const NumberText& number, std::size_t first, bool odd) {
  if (first >= number.size() || number.digit(first) < 5) return false;
  if (number.digit(first) > 5 || odd) return true;
  for (std::size_t i = first + 1; i < number.size(); ++i) {
    if (number.digit(i) != 0) return true;
  }
  return false;
}

std::optional<Decimal> ParseAny(std::string_view text) {
  const std::optional<NumberText> number = Cut(text);
  if (!number) return std::nullopt;
  std::size_t first = 0;
  while (first < number->size() && number->digit(first) == 0) ++first;
  if (first == number->size()) return Decimal();
  // How many digits, from the first that is not zero, stand at or above 10^-18.
  const std::int64_t kept =
      number->point - static_cast<std::int64_t>(first) + Decimal::kFractionDigits;
  if (kept < 0) return Decimal();
  if (kept > 39) return std::nullopt;
  absl::uint128 magnitude = 0;
  const std::size_t end = first + static_cast<std::size_t>(kept);
  for (std::size_t i = first; i < end; ++i) {
    if (magnitude > kMostScaled / 10) return std::nullopt;
    magnitude = magnitude * 10 + (i < number->size() ? number->digit(i) : 0U);
  }
  if (RoundsUp(*number, end, (magnitude & 1) != 0)) magnitude += 1;
  return Signed(magnitude, number->negative);
}

// `quotient` and what is left over of `divisor`, rounded half to even.
template <typename Wide>
Wide Rounded(const Wide& quotient, const Wide& rest, const Wide& divisor) {
  const Wide other_half = divisor - rest;
  const bool up = rest > other_half || (rest == other_half && (quotient & 1) != 0);
  return up ? Wide(quotient + 1) : quotient;
}

using boost::multiprecision::uint256_t;

uint256_t Widen(absl::uint128 value) {
  return (uint256_t(absl::Uint128High64(value)) << 64) | absl::Uint128Low64(value);
}

absl::uint128 Narrow(const uint256_t& value) {
  return absl::MakeUint128(static_cast<std::uint64_t>(value >> 64),
                           static_cast<std::uint64_t>(value & UINT64_MAX));
}

}  // namespace

std::optional<Decimal> Decimal::Parse(std::string_view text) {
  // Nearly every number of a log is a few digits, perhaps with a sign or a fraction; whatever else
  // comes goes the long way.
  constexpr std::size_t kShort = 19;
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  if (rest.empty() || rest.size() > kShort) return ParseAny(text);
  std::uint64_t digits = 0;
  std::size_t point = rest.size();
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (IsDigit(rest[i])) {
      digits = digits * 10 + DigitOf(rest[i]);
    } else if (rest[i] == '.' && point == rest.size()) {
      point = i;
    } else {
      return ParseAny(text);
    }
  }
  if (point + 1 == rest.size()) return std::nullopt;
  const std::size_t fraction = point == rest.size() ? 0 : rest.size() - point - 1;
  const absl::int128 scaled =
      absl::int128(digits) * kPowersOfTen[static_cast<std::size_t>(kFractionDigits) - fraction];
  return Decimal(negative ? -scaled : scaled);
}

std::optional<std::int64_t> Decimal::ToInteger() const {
  const absl::int128 whole = scaled() / kOne;
  if (whole * kOne != scaled() || whole > INT64_MAX || whole < INT64_MIN) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

std::string Decimal::ToString() const {
  absl::uint128 rest = Magnitude(*this);
  // Sign, 21 digits, point, 18 digits.
  std::array<char, 48> buffer;
  char* const end = buffer.data() + buffer.size();
  char* begin = end;
  auto fraction = static_cast<std::uint64_t>(rest % kUnit);
  rest /= kUnit;
  for (int i = 0; i < kFractionDigits && (i != 0 || fraction != 0); ++i, fraction /= 10) {
    const auto digit = static_cast<char>(fraction % 10);
    if (digit != 0 || begin != end) *--begin = static_cast<char>('0' + digit);
  }
  if (begin != end) *--begin = '.';
  // Divisions of 128 bits are slow; few numbers need any.
  for (; absl::Uint128High64(rest) != 0; rest /= 10) {
    *--begin = static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  auto whole = absl::Uint128Low64(rest);
  do {
    *--begin = static_cast<char>('0' + whole % 10);
    whole /= 10;
  } while (whole != 0);
  if (is_negative()) *--begin = '-';
  return {begin, end};
}

// With a = A + a' and b = B + b' (whole and fractional parts, all counted in 10^-18), the product
// is A*b + a'*B + a'*b', where the last term alone has digits to be rounded and no term that is in
// range needs more than 128 bits.
std::optional<Decimal> Multiply(Decimal a, Decimal b) {
  const absl::uint128 x = Magnitude(a);
  const absl::uint128 y = Magnitude(b);
  const absl::uint128 x_whole = x / kUnit;
  const absl::uint128 y_whole = y / kUnit;
  const absl::uint128 x_part = x - x_whole * kUnit;
  const absl::uint128 y_part = y - y_whole * kUnit;
  if (x_whole != 0 && y > kMostScaled / x_whole) return std::nullopt;
  const absl::uint128 last = x_part * y_part;
  const absl::uint128 last_whole = last / kUnit;
  const absl::uint128 exact = x_whole * y + x_part * y_whole + last_whole;
  const absl::uint128 rest = last - last_whole * kUnit;
  return Signed(Rounded(exact, rest, absl::uint128(kUnit)), a.is_negative() != b.is_negative());
}

std::optional<Decimal> Divide(Decimal a, Decimal b) {
  if (b.is_zero()) return std::nullopt;
  const absl::uint128 x = Magnitude(a);
  const absl::uint128 y = Magnitude(b);
  const bool negative = a.is_negative() != b.is_negative();
  if (x <= absl::Uint128Max() / kUnit) {
    const absl::uint128 dividend = x * kUnit;
    const absl::uint128 quotient = dividend / y;
    // x * 10^18 can be above the range only by being divided by less than one.
    if (quotient > kMostScaled) return std::nullopt;
    return Signed(Rounded(quotient, absl::uint128(dividend - quotient * y), y), negative);
  }
  const uint256_t divisor = Widen(y);
  uint256_t quotient;
  uint256_t rest;
  boost::multiprecision::divide_qr(uint256_t(Widen(x) * kUnit), divisor, quotient, rest);
  if (quotient > Widen(kMostScaled)) return std::nullopt;
  return Signed(Narrow(Rounded(quotient, rest, divisor)), negative);
}

}  // namespace abide::values
