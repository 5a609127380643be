#include "values/decimal.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace abide::values {
namespace {

std::string Shown(std::optional<Decimal> number) { return number ? number->ToString() : "nothing"; }
std::string Parsed(const std::string& text) { return Shown(Decimal::Parse(text)); }
Decimal D(const std::string& text) { return Decimal::Parse(text).value(); }

struct DecimalTextCase {
  std::string text;
  std::string expected;
};

TEST(DecimalTest, TextIsReadExactly) {
  const DecimalTextCase cases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"+7", "7"},
      {"007", "7"},
      {"42", "42"},
      {"-12.5", "-12.5"},
      {"2.50", "2.5"},
      {".5", "0.5"},
      {"-.5e3", "-500"},
      {"1e3", "1000"},
      {"1E+3", "1000"},
      {"12.5e-1", "1.25"},
      {"0.0125", "0.0125"},
      {"0.000000000000000001", "0.000000000000000001"},
      {"1e-18", "0.000000000000000001"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9999999999999999999", "9999999999999999999"},
      {"12345678901234567890", "12345678901234567890"},
      {"99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999"},
      {"0000000000000000000000000000000000000001", "1"},
      {"1.00000000000000000000000000000000000000", "1"},
      {"0e999999999", "0"},
      {"0.000e-999999999999999999999999", "0"},
      {"0.00000000000000000000000000001e29", "1"},
      {"123456789000000000000000000000000e-30", "123.456789"},
  };
  for (const DecimalTextCase& c : cases) EXPECT_EQ(Parsed(c.text), c.expected) << c.text;
}

TEST(DecimalTest, WhatIsNoNumberHasNoValue) {
  const std::string cases[] = {"",
                               "-",
                               "+",
                               ".",
                               "-.",
                               "5.",
                               "5.e1",
                               "e5",
                               "1e",
                               "1e+",
                               "1.2.3",
                               "--1",
                               "+-1",
                               "-+1",
                               " 1",
                               "1 ",
                               "1,5",
                               "1_0",
                               "0x10",
                               "NaN",
                               "inf",
                               "1e1.5",
                               "1e 5",
                               "1-",
                               "١",
                               "1.5e",
                               "1.e",
                               "12345678901234567890x",
                               std::string("1\0", 2)};
  for (const std::string& text : cases) EXPECT_EQ(Parsed(text), "nothing") << text;
}

TEST(DecimalTest, FurtherFractionalDigitsAreRoundedHalfToEven) {
  const DecimalTextCase cases[] = {
      {"0.0000000000000000005", "0"},
      {"0.00000000000000000050", "0"},
      {"0.00000000000000000050000000000000000000000000000000000000001", "0.000000000000000001"},
      {"0.0000000000000000015", "0.000000000000000002"},
      {"-0.0000000000000000025", "-0.000000000000000002"},
      {"0.0000000000000000024999999999999999999999999999", "0.000000000000000002"},
      {"0.0000000000000000026", "0.000000000000000003"},
      {"0.9999999999999999999", "1"},
      {"0.9999999999999999995", "1"},
      {"0.9999999999999999994", "0.999999999999999999"},
      {"5e-19", "0"},
      {"6e-19", "0.000000000000000001"},
      {"99e-20", "0.000000000000000001"},
      {"9e-20", "0"},
      {"1e-999999999", "0"},
      {"1e-99999999999999999999999999999", "0"},
  };
  for (const DecimalTextCase& c : cases) EXPECT_EQ(Parsed(c.text), c.expected) << c.text;
}

TEST(DecimalTest, TheRangeEndsAtTenToThe20thOnBothSides) {
  const std::string most = "100000000000000000000";
  const DecimalTextCase cases[] = {
      {"1e20", most},
      {"-1e20", "-" + most},
      {most + ".0000000000000000005", most},
      {most + ".00000000000000000051", "nothing"},
      {most + ".000000000000000001", "nothing"},
      {"99999999999999999999.9999999999999999995", most},
      {"100000000000000000001", "nothing"},
      {"-100000000000000000001", "nothing"},
      {"999999999999999999999", "nothing"},
      {"1e21", "nothing"},
      {"9e20", "nothing"},
      {"1e999999999", "nothing"},
      {"-1e99999999999999999999999999999", "nothing"},
      {"0.1e21", most},
  };
  for (const DecimalTextCase& c : cases) EXPECT_EQ(Parsed(c.text), c.expected) << c.text;
}

TEST(DecimalTest, LongTextsAreReadInOnePass) {
  const std::string zeros(1'000'000, '0');
  EXPECT_EQ(Parsed("1" + zeros), "nothing");
  EXPECT_EQ(Parsed("1" + zeros + "e-1000000"), "1");
  EXPECT_EQ(Parsed("0." + zeros + "1e1000001"), "1");
  EXPECT_EQ(Parsed("0." + zeros + "1"), "0");
}

TEST(DecimalTest, AnIntegerIsGivenBackIfItFits) {
  EXPECT_EQ(D("42").ToInteger(), 42);
  EXPECT_EQ(D("-9223372036854775808").ToInteger(), INT64_MIN);
  EXPECT_EQ(D("9223372036854775807").ToInteger(), INT64_MAX);
  EXPECT_EQ(D("9223372036854775808").ToInteger(), std::nullopt);
  EXPECT_EQ(D("-9223372036854775809").ToInteger(), std::nullopt);
  EXPECT_EQ(D("1.5").ToInteger(), std::nullopt);
  EXPECT_EQ(Decimal::FromInteger(INT64_MIN).ToInteger(), INT64_MIN);
  EXPECT_TRUE(D("1e20").is_integer());
  EXPECT_FALSE(D("0.000000000000000001").is_integer());
}

TEST(DecimalTest, ScaledCountsBeyondTheRangeHaveNoValue) {
  const absl::int128 most = D("1e20").scaled();
  EXPECT_EQ(Shown(Decimal::FromScaled(most)), "100000000000000000000");
  EXPECT_EQ(Shown(Decimal::FromScaled(-most)), "-100000000000000000000");
  EXPECT_EQ(Decimal::FromScaled(most + 1), std::nullopt);
  EXPECT_EQ(Decimal::FromScaled(-most - 1), std::nullopt);
  EXPECT_EQ(Decimal::FromScaled(absl::Int128Min()), std::nullopt);
}

TEST(DecimalTest, NumbersAreOrderedByValue) {
  const std::string rising[] = {"-1e20", "-1.5", "-1", "-0.000000000000000001", "0", "0.1", "1e20"};
  for (std::size_t i = 0; i + 1 < std::size(rising); ++i) {
    EXPECT_LT(D(rising[i]), D(rising[i + 1]));
    EXPECT_GT(D(rising[i + 1]), D(rising[i]));
  }
  EXPECT_EQ(D("1.0"), D("1"));
}

struct SumCase {
  std::string a, b;
  std::string sum, difference, product, quotient;
};

TEST(DecimalTest, ArithmeticIsExactOrRoundedHalfToEvenAndBounded) {
  const SumCase cases[] = {
      {"0.1", "0.2", "0.3", "-0.1", "0.02", "0.5"},
      {"1", "3", "4", "-2", "3", "0.333333333333333333"},
      {"2", "3", "5", "-1", "6", "0.666666666666666667"},
      {"-2", "3", "1", "-5", "-6", "-0.666666666666666667"},
      {"7", "0", "7", "7", "0", "nothing"},
      {"0", "7", "7", "-7", "0", "0"},
      {"1e20", "1e20", "nothing", "0", "nothing", "1"},
      {"1e20", "-1e20", "0", "nothing", "nothing", "-1"},
      {"1e20", "0.000000000000000001", "nothing", "99999999999999999999.999999999999999999", "100",
       "nothing"},
      {"-1e20", "-0.000000000000000001", "nothing", "-99999999999999999999.999999999999999999",
       "100", "nothing"},
      {"1e10", "1e10", "20000000000", "0", "100000000000000000000", "1"},
      {"1e-18", "0.5", "0.500000000000000001", "-0.499999999999999999", "0",
       "0.000000000000000002"},
      {"3e-18", "0.5", "0.500000000000000003", "-0.499999999999999997", "0.000000000000000002",
       "0.000000000000000006"},
      {"1e-18", "2", "2.000000000000000001", "-1.999999999999999999", "0.000000000000000002", "0"},
      {"3e-18", "2", "2.000000000000000003", "-1.999999999999999997", "0.000000000000000006",
       "0.000000000000000002"},
      {"1e20", "3", "nothing", "99999999999999999997", "nothing",
       "33333333333333333333.333333333333333333"},
  };
  for (const SumCase& c : cases) {
    EXPECT_EQ(Shown(Add(D(c.a), D(c.b))), c.sum) << c.a << " + " << c.b;
    EXPECT_EQ(Shown(Subtract(D(c.a), D(c.b))), c.difference) << c.a << " - " << c.b;
    EXPECT_EQ(Shown(Multiply(D(c.a), D(c.b))), c.product) << c.a << " * " << c.b;
    EXPECT_EQ(Shown(Divide(D(c.a), D(c.b))), c.quotient) << c.a << " / " << c.b;
  }
}

}  // namespace
}  // namespace abide::values
