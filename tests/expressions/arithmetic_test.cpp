// Arithmetic: kinds that go together, intervals by their ends, and what has no result.

#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;
using values::Interval;
using Operator = ArithmeticOperator;

constexpr Operator kPlus = Operator::kAdd, kMinus = Operator::kSubtract,
                   kTimes = Operator::kMultiply, kBy = Operator::kDivide;

struct ArithmeticRow {
  Value a;
  Operator op;
  Value b;
  const char* result;  // as shown; "?" is absent
  std::uint64_t out_of_range = 0;
};

void Check(std::span<const ArithmeticRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    World world;
    const Value result = Calculate(rows[i].op, rows[i].a, rows[i].b, world.environment);
    EXPECT_EQ(values::ToString(result), rows[i].result) << "row " << i;
    EXPECT_EQ(world.environment.out_of_range, rows[i].out_of_range) << "row " << i;
  }
}

TEST(ArithmeticTest, OfNumbers) {
  const ArithmeticRow rows[] = {
      {Number("0.1"), kPlus, Number("0.2"), "0.3"},
      {Number("1"), kMinus, Number("2.5"), "-1.5"},
      {Number("1.5"), kTimes, Number("-2"), "-3"},
      {Number("1"), kBy, Number("3"), "0.333333333333333333"},
      {Number("2"), kBy, Number("3"), "0.666666666666666667"},
      {Number("1"), kBy, Number("0"), "?"},
      {Number("100000000000000000000"), kPlus, Number("1"), "?", 1},
      {Number("100000000000000000000"), kTimes, Number("2"), "?", 1},
      {Number("100000000000"), kBy, Number("0.0000000001"), "?", 1},
      {Number("1"), kPlus, Value(), "?"},
      {Value(), kPlus, Number("1"), "?"},
      {Number("1"), kPlus, Value::Of("1"), "?"},
      {Number("1"), kPlus, Value::Of(true), "?"},
  };
  Check(rows);
}

TEST(ArithmeticTest, OfTimesAndDurations) {
  const ArithmeticRow rows[] = {
      {Time("2024-03-01"), kMinus, Time("2024-02-01"), "29 days"},
      {Time("2024-01-31"), kPlus, Span("1 month"), "2024-02-29T00:00:00Z"},
      {Span("1 month"), kPlus, Time("2024-01-31"), "2024-02-29T00:00:00Z"},
      {Time("2024-03-31"), kMinus, Span("1 month"), "2024-02-29T00:00:00Z"},
      {Time("2024-01-01"), kPlus, Time("2024-01-01"), "?"},
      {Time("2261-12-31"), kPlus, Span("2 years"), "?", 1},
      {Span("1 day"), kPlus, Span("12 hours"), "36 hours"},
      {Span("1 month"), kMinus, Span("1 month"), "0 seconds"},
      {Span("1 day"), kMinus, Time("2024-01-01"), "?"},
      {Span("3 hours"), kTimes, Number("1.5"), "270 minutes"},
      {Number("0.5"), kTimes, Span("1 day"), "12 hours"},
      {Span("2 months"), kTimes, Number("6"), "1 year"},
      {Number("3"), kTimes, Span("1 month"), "3 months"},
      {Span("1 month"), kTimes, Number("0.5"), "?"},
      {Span("1 year"), kTimes, Number("0.5"), "6 months"},
      {Number("-1.5"), kTimes, Span("2 months"), "-3 months"},
      {Span("3 months"), kTimes, Number("0.333333333333333333"), "?"},
      {Span("100 years"), kTimes, Number("100000000000000000000"), "?", 1},
      {Span("1 day"), kTimes, Span("1 day"), "?"},
      {Span("1 day"), kBy, Number("4"), "6 hours"},
      {Span("1 year"), kBy, Number("4"), "3 months"},
      {Span("1 month"), kBy, Number("4"), "?"},
      {Span("1 day"), kBy, Number("0"), "?"},
      {Span("1 day"), kBy, Span("6 hours"), "4"},
      {Span("1 year"), kBy, Span("1 month"), "12"},
      {Span("1 month"), kBy, Span("1 day"), "?"},
      {Span("1 day"), kBy, Span("0 seconds"), "?"},
      {Number("1"), kBy, Span("1 day"), "?"},
      {Number("1"), kPlus, Span("1 day"), "?"},
  };
  Check(rows);
}

TEST(ArithmeticTest, RoundsDurationsHalfToEvenAtTheNanosecond) {
  const auto nanos = [](std::int64_t count) { return Value::Of(values::Duration{0, count}); };
  const struct {
    std::int64_t count;
    Operator op;
    const char* by;
    std::int64_t result;
  } rows[] = {
      {1, kTimes, "0.5", 0},
      {3, kTimes, "0.5", 2},
      {5, kTimes, "0.5", 2},
      {-3, kTimes, "0.5", -2},
      {1, kBy, "2", 0},
      {3, kBy, "2", 2},
      {5, kBy, "2", 2},
      {-5, kBy, "2", -2},
      // Just above a half, by less than the 18th digit shows.
      {INT64_MAX, kBy, "18446744073709551613", 1},
  };
  for (const auto& row : rows) {
    World world;
    const Value result = Calculate(row.op, nanos(row.count), Number(row.by), world.environment);
    EXPECT_TRUE(Identical(result, nanos(row.result))) << row.count << " by " << row.by;
  }
}

TEST(ArithmeticTest, JoinsTexts) {
  const ArithmeticRow rows[] = {
      {Value::Of("azure:"), kPlus, Value::Of("42"), "azure:42"},
      {Value::Of(""), kPlus, Value::Of(""), ""},
      {Value::Of("a"), kMinus, Value::Of("a"), "?"},
      {Value::Of("a"), kPlus, Number("1"), "?"},
  };
  Check(rows);
}

class IntervalTest : public ::testing::Test {
 protected:
  const Interval one_two_{Dec("1"), Dec("2")}, minus_one_three_{Dec("-1"), Dec("3")},
      from_zero_{Dec("0"), {}}, from_two_{Dec("2"), {}}, to_minus_one_{{}, Dec("-1")}, anything_{},
      huge_{Dec("1"), Dec("100000000000000000000")}, five_five_{Dec("5"), Dec("5")};
  const Value one_two = Value::Of(&one_two_), minus_one_three = Value::Of(&minus_one_three_),
              from_zero = Value::Of(&from_zero_), from_two = Value::Of(&from_two_),
              to_minus_one = Value::Of(&to_minus_one_), anything = Value::Of(&anything_),
              huge = Value::Of(&huge_), five_five = Value::Of(&five_five_);
};

std::string Ends(const Value& value) {
  if (value.kind() != Value::Kind::kInterval) return values::ToString(value);
  const Interval& interval = value.interval();
  return "[" + (interval.least ? interval.least->ToString() : "-inf") + ", " +
         (interval.most ? interval.most->ToString() : "inf") + "]";
}

TEST_F(IntervalTest, IsCalculatedByItsEnds) {
  const struct {
    Value a;
    Operator op;
    Value b;
    const char* result;
  } rows[] = {
      {one_two, kPlus, Number("10"), "[11, 12]"},
      {one_two, kPlus, minus_one_three, "[0, 5]"},
      {one_two, kMinus, minus_one_three, "[-2, 3]"},
      {one_two, kMinus, one_two, "[-1, 1]"},
      {one_two, kTimes, minus_one_three, "[-2, 6]"},
      {minus_one_three, kTimes, minus_one_three, "[-3, 9]"},
      {one_two, kTimes, Number("0"), "0"},
      {Number("-1"), kTimes, one_two, "[-2, -1]"},
      {Number("1"), kBy, one_two, "[0.5, 1]"},
      {one_two, kBy, Number("4"), "[0.25, 0.5]"},
      {one_two, kBy, minus_one_three, "?"},
      {one_two, kBy, from_zero, "?"},
      {one_two, kBy, Number("0"), "?"},
      {one_two, kPlus, from_zero, "[1, inf]"},
      {one_two, kMinus, from_zero, "[-inf, 2]"},
      {from_zero, kMinus, from_zero, "[-inf, inf]"},
      {from_zero, kTimes, Number("0"), "0"},
      {from_zero, kTimes, Number("-3"), "[-inf, 0]"},
      {from_two, kTimes, to_minus_one, "[-inf, -2]"},
      {minus_one_three, kTimes, from_zero, "[-inf, inf]"},
      {anything, kTimes, from_zero, "[-inf, inf]"},
      {one_two, kBy, from_two, "[0, 1]"},
      {from_two, kBy, from_two, "[0, inf]"},
      {from_two, kBy, to_minus_one, "[-inf, 0]"},
      {from_zero, kBy, Number("2"), "[0, inf]"},
      {five_five, kPlus, Number("1"), "6"},
      {one_two, kPlus, Value(), "?"},
      {one_two, kTimes, Span("1 day"), "?"},
      {Span("1 day"), kTimes, one_two, "?"},
  };
  for (const auto& row : rows) {
    World world;
    EXPECT_EQ(Ends(Calculate(row.op, row.a, row.b, world.environment)), row.result);
    EXPECT_EQ(world.environment.out_of_range, 0U) << row.result;
  }
}

TEST_F(IntervalTest, AnEndOutOfRangeLeavesNothing) {
  World world;
  EXPECT_EQ(Ends(Calculate(kPlus, huge, one_two, world.environment)), "?");
  EXPECT_EQ(world.environment.out_of_range, 1U);
}

TEST_F(IntervalTest, HoldsEveryResultOfNumbersInside) {
  const Interval intervals[] = {
      {Dec("-2"), Dec("1")}, {Dec("0.5"), Dec("3")}, {Dec("-4"), Dec("-1")}};
  for (const Interval& a : intervals) {
    for (const Interval& b : intervals) {
      for (const Operator op : {kPlus, kMinus, kTimes, kBy}) {
        World world;
        const Value whole = Calculate(op, Value::Of(&a), Value::Of(&b), world.environment);
        if (whole.is_absent()) continue;
        for (const values::Decimal x : {*a.least, Dec("-1"), Dec("0.7"), *a.most}) {
          for (const values::Decimal y : {*b.least, Dec("-1.3"), Dec("0.9"), *b.most}) {
            if (x < *a.least || *a.most < x || y < *b.least || *b.most < y) continue;
            const Value point = Calculate(op, Value::Of(x), Value::Of(y), world.environment);
            EXPECT_GE(point.number(), *whole.interval().least);
            EXPECT_LE(point.number(), *whole.interval().most);
          }
        }
      }
    }
  }
}

TEST_F(IntervalTest, NegationTurnsItRound) {
  World world;
  const auto negated = [&](const Value& value) {
    return Ends(world.Of(Make(Negate{Const(value)})));
  };
  EXPECT_EQ(negated(one_two), "[-2, -1]");
  EXPECT_EQ(negated(from_two), "[-inf, -2]");
  EXPECT_EQ(negated(Number("3")), "-3");
  EXPECT_EQ(negated(Span("3 days")), "-3 days");
  EXPECT_EQ(negated(Value::Of("x")), "?");
}

}  // namespace
}  // namespace abide::expressions
