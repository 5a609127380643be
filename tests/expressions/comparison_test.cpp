// Comparisons: of every kind of value, and of intervals, where only what holds throughout counts.

#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;
using values::Case;
using values::Interval;
using Compare = CompareOperator;
using T = values::Truth;

constexpr T F = T::kFalse, U = T::kUnknown, Y = T::kTrue;

struct CompareRow {
  const char* about;
  Value a, b;
  // a == b, a < b, a <= b, a > b, a >= b
  T equal, less, less_equal, greater, greater_equal;
};

void Check(const CompareRow& row) {
  SCOPED_TRACE(row.about);
  const auto compare = [&](Compare op) { return CompareValues(op, row.a, row.b, Case::kRespect); };
  EXPECT_EQ(compare(Compare::kEqual), row.equal);
  EXPECT_EQ(compare(Compare::kNotEqual), values::Not(row.equal));
  EXPECT_EQ(compare(Compare::kLess), row.less);
  EXPECT_EQ(compare(Compare::kLessEqual), row.less_equal);
  EXPECT_EQ(compare(Compare::kGreater), row.greater);
  EXPECT_EQ(compare(Compare::kGreaterEqual), row.greater_equal);
}

TEST(ComparisonTest, OfDefiniteValues) {
  const CompareRow rows[] = {
      {"numbers", Number("1"), Number("1.0"), Y, F, Y, F, Y},
      {"numbers in order", Number("-2"), Number("1"), F, Y, Y, F, F},
      {"texts by code point", Value::Of("Z"), Value::Of("a"), F, Y, Y, F, F},
      {"texts beyond ASCII", Value::Of("é"), Value::Of("z"), F, F, F, Y, Y},
      {"times", Time("2024-01-01"), Time("2024-01-01T00:00Z"), Y, F, Y, F, Y},
      {"durations", Span("1 day"), Span("24 hours"), Y, F, Y, F, Y},
      {"a year is twelve months", Span("1 year"), Span("12 months"), Y, F, Y, F, Y},
      {"a month is less than 32 days", Span("1 month"), Span("32 days"), F, Y, Y, F, F},
      {"a month and 30 days have no order", Span("1 month"), Span("30 days"), U, U, U, U, U},
      {"booleans have no order", Value::Of(true), Value::Of(true), Y, U, U, U, U},
      {"absent", Value(), Number("1"), U, U, U, U, U},
      {"absent and absent", Value(), Value(), U, U, U, U, U},
      {"kinds that do not compare", Value::Of("1"), Number("1"), U, U, U, U, U},
  };
  for (const CompareRow& row : rows) Check(row);
}

TEST(ComparisonTest, OfIntervals) {
  const Interval low{Dec("1"), Dec("2")}, touching{Dec("2"), Dec("3")}, high{Dec("5"), Dec("6")},
      from_three{Dec("3"), {}}, up_to_two{{}, Dec("2")}, anything{}, two{Dec("2"), Dec("2")};
  const CompareRow rows[] = {
      {"apart", Value::Of(&low), Value::Of(&high), F, Y, Y, F, F},
      {"apart, turned round", Value::Of(&high), Value::Of(&low), F, F, F, Y, Y},
      {"touching ends", Value::Of(&low), Value::Of(&touching), U, U, Y, F, U},
      {"the same interval is not one number", Value::Of(&low), Value::Of(&low), U, U, U, U, U},
      {"a number inside", Number("1.5"), Value::Of(&low), U, U, U, U, U},
      {"a number at the end", Number("2"), Value::Of(&low), U, F, U, U, Y},
      {"a number below", Number("0"), Value::Of(&low), F, Y, Y, F, F},
      {"an interval of one number", Value::Of(&two), Number("2"), Y, F, Y, F, Y},
      {"unbounded above", Value::Of(&from_three), Number("2"), F, F, F, Y, Y},
      {"unbounded above, inside", Value::Of(&from_three), Number("9"), U, U, U, U, U},
      {"unbounded below", Value::Of(&up_to_two), Value::Of(&from_three), F, Y, Y, F, F},
      {"unbounded both ways", Value::Of(&anything), Number("0"), U, U, U, U, U},
  };
  for (const CompareRow& row : rows) Check(row);
}

TEST(ComparisonTest, ListsAreEqualElementByElement) {
  const Value one_two[] = {Number("1"), Number("2")};
  const Value one_unknown[] = {Number("1"), Value()};
  const Value three_unknown[] = {Number("3"), Value()};
  const auto equal = [](std::span<const Value> a, std::span<const Value> b) {
    return CompareValues(Compare::kEqual, Value::ListOf(a), Value::ListOf(b), Case::kRespect);
  };
  EXPECT_EQ(equal(one_two, one_two), Y);
  EXPECT_EQ(equal(one_two, one_unknown), U);
  EXPECT_EQ(equal(one_two, three_unknown), F);
  EXPECT_EQ(equal(one_two, {one_two, 1}), F);
  EXPECT_EQ(equal({}, {}), Y);
}

TEST(ComparisonTest, CaseIsIgnoredWhereAsked) {
  const Value a = Value::Of("Straße ÄÖ"), b = Value::Of("STRAßE äö");
  EXPECT_EQ(CompareValues(Compare::kEqual, a, b, Case::kRespect), F);
  EXPECT_EQ(CompareValues(Compare::kEqual, a, b, Case::kIgnore), Y);
  EXPECT_EQ(CompareValues(Compare::kNotEqual, a, b, Case::kIgnore), F);
}

TEST(ComparisonTest, InAListOfTextsLooksUpByHash) {
  std::vector<std::string> words;
  for (int i = 0; i < 50; ++i) words.push_back("Word" + std::to_string(i));
  std::vector<Value> elements;
  for (const std::string& word : words) elements.push_back(Value::Of(std::string_view(word)));
  World world;
  for (const Case rule : {Case::kRespect, Case::kIgnore}) {
    const auto in = [&](const char* item) {
      return world.TruthOf(Make(
          InList{Text(item), Const(Value::ListOf(elements)), rule, TextSet::Of(elements, rule)}));
    };
    ASSERT_NE(TextSet::Of(elements, rule), nullptr);
    EXPECT_EQ(in("Word49"), Y);
    EXPECT_EQ(in("Word50"), F);
    EXPECT_EQ(in("wORD49"), rule == Case::kIgnore ? Y : F);
  }
  elements[7] = Number("7");
  EXPECT_EQ(TextSet::Of(elements, Case::kRespect), nullptr);
}

TEST(ComparisonTest, AnAbsentItemIsUnknownEvenInAnEmptyList) {
  World world({Value()});
  const ExprPtr in = Make(InList{FieldOf(0, "x"), Const(Value::ListOf({})), Case::kRespect});
  EXPECT_EQ(world.TruthOf(in), U);
}

TEST(TextTestTest, OfTextsAndAbsentTexts) {
  World world({Value()});
  const auto test = [&](TextOperator op, ExprPtr text, ExprPtr part, Case rule) {
    return world.TruthOf(Make(TextTest{op, std::move(text), std::move(part), rule}));
  };
  const ExprPtr gone = FieldOf(0, "gone");
  EXPECT_EQ(test(TextOperator::kStartsWith, Text("gpt-4o"), Text("gpt-"), Case::kRespect), Y);
  EXPECT_EQ(test(TextOperator::kStartsWith, Text("gpt-4o"), Text("GPT-"), Case::kRespect), F);
  EXPECT_EQ(test(TextOperator::kStartsWith, Text("gpt-4o"), Text("GPT-"), Case::kIgnore), Y);
  EXPECT_EQ(test(TextOperator::kEndsWith, Text("gpt-4o"), Text("4o"), Case::kRespect), Y);
  EXPECT_EQ(test(TextOperator::kContains, Text("gpt-4o"), Text("t-4"), Case::kRespect), Y);
  EXPECT_EQ(test(TextOperator::kContains, gone, Text("t-4"), Case::kRespect), U);
  EXPECT_EQ(test(TextOperator::kContains, Text("gpt-4o"), gone, Case::kRespect), U);
  EXPECT_EQ(test(TextOperator::kContains, Num("4"), Text("4"), Case::kRespect), U);
}

TEST(NetworkTest, WhatIsNoAddressIsUnknown) {
  World world({Value()});
  const values::Network ten = *values::Network::Parse("10.0.0.0/8");
  const values::Network local = *values::Network::Parse("127.0.0.1");
  const auto in = [&](ExprPtr address) {
    return world.TruthOf(Make(InNetwork{std::move(address), ten, "10.0.0.0/8"}));
  };
  EXPECT_EQ(in(Text("10.1.2.3")), Y);
  EXPECT_EQ(in(Text("11.1.2.3")), F);
  EXPECT_EQ(in(Text("10.1.2.xxx")), U);
  EXPECT_EQ(in(FieldOf(0, "ip")), U);
  const auto in_any = [&](ExprPtr address) {
    return world.TruthOf(Make(InNetworks{std::move(address), {local, ten}}));
  };
  EXPECT_EQ(in_any(Text("10.1.2.3")), Y);
  EXPECT_EQ(in_any(Text("127.0.0.1")), Y);
  EXPECT_EQ(in_any(Text("127.0.0.2")), F);
  EXPECT_EQ(in_any(FieldOf(0, "ip")), U);
  const auto in_block = [&](ExprPtr address, ExprPtr block) {
    return world.TruthOf(Make(InNetwork{std::move(address), {}, "", std::move(block)}));
  };
  EXPECT_EQ(in_block(Text("10.1.2.3"), Text("10.0.0.0/8")), Y);
  EXPECT_EQ(in_block(Text("11.1.2.3"), Text("10.0.0.0/8")), F);
  EXPECT_EQ(in_block(Text("10.1.2.3"), Text("no block")), U);
  EXPECT_EQ(in_block(Text("10.1.2.3"), FieldOf(0, "home")), U);
  EXPECT_EQ(in_block(FieldOf(0, "ip"), Text("10.0.0.0/8")), U);
  EXPECT_EQ(in_block(Text("10.1.2.3"), Make(MakeList{{Text("no block"), Text("10.0.0.0/8")}})), Y);
  EXPECT_EQ(in_block(Text("11.1.2.3"), Make(MakeList{{Text("no block"), Text("10.0.0.0/8")}})), U);
}

TEST(MatchesTest, FindsAnywhereAndKeepsUnknown) {
  World world({Value()});
  std::string error;
  const auto regex = values::Regex::Compile("^gpt-(\\d)", Case::kRespect, &error);
  ASSERT_NE(regex, nullptr) << error;
  EXPECT_EQ(world.TruthOf(Make(Matches{Text("gpt-4o"), regex, "^gpt-(\\d)"})), Y);
  EXPECT_EQ(world.TruthOf(Make(Matches{Text("xgpt-4o"), regex, "^gpt-(\\d)"})), F);
  EXPECT_EQ(world.TruthOf(Make(Matches{FieldOf(0, "model"), regex, "^gpt-(\\d)"})), U);
  EXPECT_EQ(world.Shown(Make(CaptureCall{Text("gpt-4o"), regex, ""})), "4");
  EXPECT_TRUE(world.Of(Make(CaptureCall{Text("o1"), regex, ""})).is_absent());
  EXPECT_TRUE(world.Of(Make(CaptureCall{FieldOf(0, "model"), regex, ""})).is_absent());
}

}  // namespace
}  // namespace abide::expressions
