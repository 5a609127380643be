// Random decimals against exact arithmetic on integers of any size.
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include "values/decimal.h"

namespace abide::values {
namespace {

using boost::multiprecision::cpp_int;

constexpr int kRounds = 20'000;
constexpr unsigned kSeed = 20230828;

cpp_int PowerOfTen(unsigned exponent) { return boost::multiprecision::pow(cpp_int(10), exponent); }

cpp_int Wide(Decimal number) {
  const absl::int128 scaled = number.scaled();
  const cpp_int high = absl::Int128High64(scaled);
  return high * (cpp_int(1) << 64) + absl::Int128Low64(scaled);
}

// Magnitudes from one digit of 10^-18 up to the whole range, equally often each.
Decimal Random(std::mt19937_64& random) {
  const unsigned digits = std::uniform_int_distribution<unsigned>(1, 38)(random);
  absl::int128 scaled = 0;
  for (unsigned i = 0; i < digits; ++i) {
    scaled = scaled * 10 + std::uniform_int_distribution<int>(0, 9)(random);
  }
  // Rounding is rare among random digits, so some numbers are short.
  if (random() % 4 == 0) scaled = scaled / 1'000'000'000 * 1'000'000'000;
  if (random() % 2 == 0) scaled = -scaled;
  return Decimal::FromScaled(scaled).value();
}

// `numerator` / `denominator`, half to even.
cpp_int RoundedQuotient(cpp_int numerator, cpp_int denominator) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const bool negative = numerator < 0;
  if (negative) numerator = -numerator;
  cpp_int quotient = numerator / denominator;
  const cpp_int twice_rest = (numerator % denominator) * 2;
  if (twice_rest > denominator || (twice_rest == denominator && quotient % 2 == 1)) ++quotient;
  return negative ? cpp_int(-quotient) : quotient;
}

void ExpectIs(std::optional<Decimal> actual, const cpp_int& expected, const std::string& what) {
  const bool in_range = boost::multiprecision::abs(expected) <= PowerOfTen(38);
  ASSERT_EQ(actual.has_value(), in_range) << what;
  if (in_range) {
    ASSERT_EQ(Wide(*actual), expected) << what;
  }
}

TEST(DecimalAlgebraTest, RandomResultsAreThoseOfExactArithmetic) {
  std::mt19937_64 random(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    const Decimal a = Random(random);
    const Decimal b = Random(random);
    const std::string both = a.ToString() + " and " + b.ToString();
    ExpectIs(Add(a, b), Wide(a) + Wide(b), "sum of " + both);
    ExpectIs(Subtract(a, b), Wide(a) - Wide(b), "difference of " + both);
    ExpectIs(Multiply(a, b), RoundedQuotient(Wide(a) * Wide(b), PowerOfTen(18)),
             "product of " + both);
    if (!b.is_zero()) {
      ExpectIs(Divide(a, b), RoundedQuotient(Wide(a) * PowerOfTen(18), Wide(b)),
               "quotient of " + both);
    }
    EXPECT_EQ(a <=> b, Wide(a).compare(Wide(b)) <=> 0) << both;
  }
}

TEST(DecimalAlgebraTest, SumsDoNotDependOnTheirOrder) {
  std::mt19937_64 random(kSeed + 1);
  for (int round = 0; round < kRounds; ++round) {
    // Small enough that no partial sum leaves the range.
    Decimal terms[3];
    for (Decimal& term : terms) {
      term = Decimal::FromScaled(Random(random).scaled() / 4).value();
    }
    const auto [a, b, c] = terms;
    EXPECT_EQ(Add(*Add(a, b), c), Add(a, *Add(b, c)));
    EXPECT_EQ(Add(a, b), Add(b, a));
    EXPECT_EQ(Subtract(a, b), Add(a, Negate(b)));
    EXPECT_EQ(Subtract(*Add(a, b), b), a);
  }
}

TEST(DecimalAlgebraTest, ProductsAndQuotientsKeepTheSignApart) {
  std::mt19937_64 random(kSeed + 2);
  for (int round = 0; round < kRounds; ++round) {
    const Decimal a = Random(random);
    const Decimal b = Random(random);
    EXPECT_EQ(Multiply(a, b), Multiply(b, a));
    EXPECT_EQ(Multiply(a, b), Multiply(Negate(a), Negate(b)));
    EXPECT_EQ(Divide(a, b), Divide(Negate(a), Negate(b)));
  }
}

TEST(DecimalAlgebraTest, TextIsReadBackAsTheSameNumber) {
  std::mt19937_64 random(kSeed + 3);
  for (int round = 0; round < kRounds; ++round) {
    const Decimal number = Random(random);
    EXPECT_EQ(Decimal::Parse(number.ToString()), number) << number.ToString();
    EXPECT_EQ(Decimal::Parse(number.ToString() + "e0"), number) << number.ToString();
  }
}

}  // namespace
}  // namespace abide::values
