#include "values/value.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "values/arena.h"

namespace abide::values {
namespace {

Decimal DecimalOf(const std::string& text) { return Decimal::Parse(text).value(); }

const Interval kBoth{DecimalOf("0.31"), DecimalOf("0.42")};
const Interval kFrom{DecimalOf("3"), std::nullopt};
const Interval kUpTo{std::nullopt, DecimalOf("3")};
const Interval kAny{};
const Value kWords[] = {Value::Of("a"), Value::Of("b")};
const Value kMixed[] = {Value(), Value::Of("b")};
const Value kNested[] = {Value::ListOf(kWords), Value::ListOf(kWords)};

std::string Key(const Value& value) {
  std::string key;
  AppendKey(value, key);
  return key;
}

// One of each, all different.
std::vector<Value> Different() {
  return {Value(),
          Value::Of(true),
          Value::Of(false),
          Value::Of(DecimalOf("0")),
          Value::Of(DecimalOf("1")),
          Value::Of(DecimalOf("1.5")),
          Value::Of(DecimalOf("-1")),
          Value::Of(&kBoth),
          Value::Of(&kFrom),
          Value::Of(&kUpTo),
          Value::Of(&kAny),
          Value::Of(Instant{0}),
          Value::Of(Instant{1}),
          Value::Of(Duration{0, 0}),
          Value::Of(Duration{0, 1}),
          Value::Of(Duration{1, 0}),
          Value::Of(""),
          Value::Of("a"),
          Value::Of(std::string_view("a\0", 2)),
          Value::Of("1"),
          Value::ListOf({}),
          Value::ListOf(kWords),
          Value::ListOf(kMixed),
          Value::ListOf(kNested),
          Value::RecordOf({}),
          Value::RecordOf(kWords)};
}

TEST(ValueTest, ValuesAreIdenticalExactlyWhereTheirKeysAre) {
  const std::vector<Value> values = Different();
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      EXPECT_EQ(Identical(values[i], values[j]), i == j) << i << " " << j;
      EXPECT_EQ(Key(values[i]) == Key(values[j]), i == j) << i << " " << j;
    }
  }
}

TEST(ValueTest, KeysInARowAreToldApart) {
  const auto row = [](std::initializer_list<Value> values) {
    std::string key;
    for (const Value& value : values) AppendKey(value, key);
    return key;
  };
  EXPECT_NE(row({Value::Of("a"), Value::Of("bc")}), row({Value::Of("ab"), Value::Of("c")}));
  EXPECT_NE(row({Value::ListOf(kWords), Value::Of("c")}),
            row({Value::ListOf({kWords, 1}), Value::Of("b")}));
  EXPECT_NE(row({Value(), Value()}), row({Value()}));
}

TEST(ValueTest, ContentIsComparedNotWhereItStands) {
  const std::string a = "some text";
  const std::string b = "some text";
  const Interval same = kBoth;
  const std::vector<Value> words = {Value::Of(std::string_view(a).substr(0, 0)), Value::Of(b)};
  const std::vector<Value> again = {Value::Of(""), Value::Of(a)};
  EXPECT_TRUE(Identical(Value::Of(a), Value::Of(b)));
  EXPECT_TRUE(Identical(Value::Of(&same), Value::Of(&kBoth)));
  EXPECT_TRUE(Identical(Value::ListOf(words), Value::ListOf(again)));
  EXPECT_EQ(Key(Value::ListOf(words)), Key(Value::ListOf(again)));
}

TEST(ValueTest, WhatWentInComesOut) {
  EXPECT_TRUE(Value().is_absent());
  EXPECT_TRUE(Value::Of(true).boolean());
  EXPECT_EQ(Value::Of(DecimalOf("2.5")).number(), DecimalOf("2.5"));
  EXPECT_EQ(Value::Of(&kBoth).interval().most, DecimalOf("0.42"));
  EXPECT_EQ(Value::Of(Instant{7}).instant(), Instant{7});
  EXPECT_EQ(Value::Of(Duration{1, 2}).duration(), (Duration{1, 2}));
  EXPECT_EQ(Value::Of("text").text(), "text");
  EXPECT_EQ(Value::ListOf(kWords).elements().size(), 2U);
  EXPECT_EQ(Value::RecordOf(kWords).members()[1].text(), "b");
}

TEST(ValueTest, AbsentIsUnknownAsTruth) {
  EXPECT_EQ(Value().truth(), Truth::kUnknown);
  EXPECT_EQ(Value::Of(true).truth(), Truth::kTrue);
  EXPECT_EQ(Value::Of(false).truth(), Truth::kFalse);
  EXPECT_TRUE(Value::Of(Truth::kUnknown).is_absent());
  EXPECT_TRUE(Value::Of(Truth::kTrue).boolean());
  EXPECT_FALSE(Value::Of(Truth::kFalse).boolean());
}

TEST(ValueDeathTest, AskingForAnotherKindStopsTheRun) {
  EXPECT_DEATH(static_cast<void>(Value::Of("1").number()), "the value is a number");
  EXPECT_DEATH(static_cast<void>(Value().text()), "the value is a text");
  EXPECT_DEATH(static_cast<void>(Value::RecordOf(kWords).elements()), "the value is a list");
  EXPECT_DEATH(static_cast<void>(Value::Of(DecimalOf("1")).truth()), "the value is a boolean");
}

TEST(ValueTest, AReportShowsValuesAsTheyAreRead) {
  const std::pair<Value, std::string> cases[] = {
      {Value(), "?"},
      {Value::Of(true), "true"},
      {Value::Of(false), "false"},
      {Value::Of(DecimalOf("-12.50")), "-12.5"},
      {Value::Of(&kBoth), "0.31 to 0.42"},
      {Value::Of(&kFrom), "at least 3"},
      {Value::Of(&kUpTo), "at most 3"},
      {Value::Of(&kAny), "any number"},
      {Value::Of(Instant{1'000'000}), "1970-01-01T00:00:00.001Z"},
      {Value::Of(Duration{0, 3'600'000'000'000}), "1 hour"},
      {Value::Of("as it is, \"even\" so"), "as it is, \"even\" so"},
      {Value::ListOf({}), ""},
      {Value::ListOf(kWords), "a, b"},
      {Value::ListOf(kMixed), "?, b"},
      {Value::ListOf(kNested), "[a, b], [a, b]"},
      {Value::RecordOf(kMixed), "(?, b)"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(ToString(value), text);
}

TEST(ArenaTest, ACopyOutlivesWhatItWasMadeOf) {
  Arena arena(64);
  std::vector<Value> copies;
  for (const Value& value : Different()) copies.push_back(arena.Copy(value));
  std::string text = "gone soon";
  Interval interval = kBoth;
  std::vector<Value> members = {Value::Of(text), Value::Of(&interval)};
  const Value copy = arena.Copy(Value::RecordOf(members));
  text.assign("overwritten");
  interval = kAny;
  members.assign(2, Value());
  EXPECT_EQ(ToString(copy), "(gone soon, 0.31 to 0.42)");
  const std::vector<Value> originals = Different();
  for (std::size_t i = 0; i < copies.size(); ++i) EXPECT_TRUE(Identical(copies[i], originals[i]));
}

TEST(ArenaTest, MemoryIsThereAgainAfterAReset) {
  Arena arena(256);
  for (int round = 0; round < 100; ++round) {
    const std::span<Value> values = arena.Values(100);
    for (const Value& value : values) ASSERT_TRUE(value.is_absent());
    for (Value& value : values) value = Value::Of("x");
    arena.Reset();
  }
}

}  // namespace
}  // namespace abide::values
