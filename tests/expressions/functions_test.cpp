// Functions, and texts read as other kinds of value.

#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;

struct FunctionRow {
  Function function;
  Value argument;
  const char* result;  // as shown; "?" is absent
  const char* zone = "";
};

void CheckRows(std::span<const FunctionRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    World world({rows[i].argument});
    const ExprPtr call =
        Make(FunctionCall{rows[i].function, FieldOf(0, "x"), std::string(rows[i].zone)});
    EXPECT_EQ(world.Shown(call), rows[i].result) << "row " << i;
  }
}

TEST(FunctionTest, OfTimes) {
  const FunctionRow rows[] = {
      {Function::kHour, Time("2024-07-01T23:30Z"), "23"},
      {Function::kHour, Time("2024-07-01T23:30Z"), "1", "Europe/Berlin"},
      {Function::kHour, Time("1960-01-01T05:00Z"), "5"},
      {Function::kWeekday, Time("1970-01-01"), "thursday"},
      {Function::kWeekday, Time("1969-12-31"), "wednesday"},
      {Function::kWeekday, Time("2024-07-01T23:30Z"), "monday"},
      {Function::kWeekday, Time("2024-07-01T23:30Z"), "tuesday", "Europe/Berlin"},
      {Function::kDate, Time("2024-07-01T23:30Z"), "2024-07-01T00:00:00Z"},
      {Function::kDate, Time("2024-07-01T23:30Z"), "2024-07-01T22:00:00Z", "Europe/Berlin"},
      {Function::kDate, Time("1960-01-01T05:00Z"), "1960-01-01T00:00:00Z"},
      {Function::kHour, Value(), "?"},
      {Function::kHour, Value::Of("2024-07-01"), "?"},
  };
  CheckRows(rows);
}

TEST(FunctionTest, EpochsTakeNumbersAndDigits) {
  const FunctionRow rows[] = {
      {Function::kEpochSeconds, Number("1742855151"), "2025-03-24T22:25:51Z"},
      {Function::kEpochSeconds, Value::Of("1742855151"), "2025-03-24T22:25:51Z"},
      {Function::kEpochSeconds, Number("1742855151.25"), "2025-03-24T22:25:51.250Z"},
      {Function::kEpochMillis, Number("1742855151250"), "2025-03-24T22:25:51.250Z"},
      {Function::kEpochNanos, Value::Of("1544712660000000001"), "2018-12-13T14:51:00.000000001Z"},
      {Function::kEpochNanos, Number("0.5"), "1970-01-01T00:00:00Z"},
      {Function::kEpochNanos, Number("1.5"), "1970-01-01T00:00:00.000000002Z"},
      {Function::kEpochNanos, Number("-1.5"), "1969-12-31T23:59:59.999999998Z"},
      {Function::kEpochSeconds, Number("-1"), "1969-12-31T23:59:59Z"},
      {Function::kEpochSeconds, Number("99999999999"), "?"},
      {Function::kEpochSeconds, Value::Of("1e9"), "?"},
      {Function::kEpochSeconds, Value::Of("soon"), "?"},
      {Function::kEpochSeconds, Value::Of(""), "?"},
      {Function::kEpochSeconds, Value::Of(true), "?"},
      {Function::kEpochSeconds, Value(), "?"},
  };
  CheckRows(rows);
}

TEST(FunctionTest, TimeReadsTextWithAZoneOrInOne) {
  const FunctionRow rows[] = {
      {Function::kTime, Value::Of("2024-07-01T10:00:00.1234567+10:00"),
       "2024-07-01T00:00:00.123456700Z"},
      {Function::kTime, Value::Of(" 2024-07-01 "), "2024-07-01T00:00:00Z"},
      {Function::kTime, Value::Of("2024-07-01T10:00:00"), "?"},
      {Function::kTime, Value::Of("2025-01-24 09:20:46.847371"), "2025-01-24T09:20:46.847371Z",
       "UTC"},
      {Function::kTime, Value::Of("2024-07-01 10:00:00"), "2024-07-01T08:00:00Z", "Europe/Berlin"},
      {Function::kTime, Value::Of("2024-07-01T10:00:00Z"), "2024-07-01T10:00:00Z", "Europe/Berlin"},
      {Function::kTime, Time("2024-07-01"), "2024-07-01T00:00:00Z"},
      {Function::kTime, Number("17"), "?"},
      {Function::kTime, Value::Of("None"), "?"},
  };
  CheckRows(rows);
}

TEST(FunctionTest, NumberAndStringGoBothWays) {
  const FunctionRow rows[] = {
      {Function::kNumber, Value::Of("12"), "12"},
      {Function::kNumber, Value::Of(" 0.50 "), "0.5"},
      {Function::kNumber, Value::Of("1e3"), "1000"},
      {Function::kNumber, Value::Of("12 apples"), "?"},
      {Function::kNumber, Value::Of(""), "?"},
      {Function::kNumber, Number("7"), "7"},
      {Function::kNumber, Value::Of(true), "?"},
      {Function::kString, Number("12.50"), "12.5"},
      {Function::kString, Value::Of("x"), "x"},
      {Function::kString, Value::Of(false), "false"},
      {Function::kString, Time("2024-07-01"), "2024-07-01T00:00:00Z"},
      {Function::kString, Span("36 hours"), "36 hours"},
      {Function::kString, Value::ListOf({}), "?"},
      {Function::kString, Value(), "?"},
  };
  CheckRows(rows);
}

TEST(FunctionTest, LowerAndSize) {
  const Value elements[] = {Number("1"), Value()};
  const FunctionRow rows[] = {
      {Function::kLower, Value::Of("GPT-4o"), "gpt-4o"},
      {Function::kLower, Value::Of("already"), "already"},
      {Function::kLower, Value::Of("ÄÖÜ"), "äöü"},
      {Function::kLower, Number("1"), "?"},
      {Function::kSize, Value::ListOf(elements), "2"},
      {Function::kSize, Value::ListOf({}), "0"},
      {Function::kSize, Value(), "?"},
      {Function::kSize, Value::Of("text"), "?"},
  };
  CheckRows(rows);
}

TEST(ConvertTest, ReadsACellAsWhatIsWanted) {
  using K = Type::Kind;
  const struct {
    Value cell;
    K to;
    const char* result;
  } rows[] = {
      {Value::Of(" 5 "), K::kNumber, "5"},
      {Value::Of("five"), K::kNumber, "?"},
      {Value::Of("true"), K::kBoolean, "true"},
      {Value::Of(" false"), K::kBoolean, "false"},
      {Value::Of("yes"), K::kBoolean, "?"},
      {Value::Of("2024-04-18"), K::kTime, "2024-04-18T00:00:00Z"},
      {Value::Of("18.4.2024"), K::kTime, "?"},
      {Value::Of("30 days"), K::kDuration, "30 days"},
      {Value::Of("30"), K::kDuration, "?"},
      {Value::Of("text"), K::kString, "text"},
      {Number("5"), K::kNumber, "5"},
      {Number("5"), K::kTime, "?"},
      {Value(), K::kNumber, "?"},
  };
  for (const auto& row : rows) {
    World world({row.cell});
    EXPECT_EQ(world.Shown(Make(Convert{FieldOf(0, "cell"), row.to})), row.result);
  }
}

}  // namespace
}  // namespace abide::expressions
