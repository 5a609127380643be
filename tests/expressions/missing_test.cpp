// Which fields an unknown condition blames.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using T = values::Truth;

// Fields 0 and 1 are absent, 2 and 3 are there; 4 is a list with a hole, 5 a list of records, the
// second without its first member.
class MissingTest : public ::testing::Test {
 protected:
  const Value list_[2] = {Value::Of("a"), Value()};
  const Value first_[2] = {Value::Of("arn:1"), Number("1")};
  const Value second_[2] = {Value(), Number("2")};
  const Value records_[2] = {Value::RecordOf(first_), Value::RecordOf(second_)};
  World world{{Value(), Value(), Value::Of("here"), Value::Of("x"), Value::ListOf(list_),
               Value::ListOf(records_)}};

  const ExprPtr a = FieldOf(0, "t.a"), b = FieldOf(1, "t.b"), here = FieldOf(2, "t.here"),
                x = FieldOf(3, "t.x"), list = FieldOf(4, "t.list"),
                records = FieldOf(5, "t.records");

  static ExprPtr Is(ExprPtr field, const char* text) { return Equal(std::move(field), Text(text)); }
};

TEST_F(MissingTest, ADecidedConditionMissesNothing) {
  EXPECT_THAT(world.Missing(Is(here, "here")), IsEmpty());
  EXPECT_THAT(world.Missing(And({Is(a, "1"), Is(here, "elsewhere")})), IsEmpty());
  EXPECT_THAT(world.Missing(Or({Is(a, "1"), Is(here, "here")})), IsEmpty());
  EXPECT_THAT(world.Missing(Make(Has{a})), IsEmpty());
}

TEST_F(MissingTest, AComparisonMissesItsAbsentOperands) {
  EXPECT_THAT(world.Missing(Equal(a, here)), ElementsAre("t.a"));
  EXPECT_THAT(world.Missing(Equal(here, a)), ElementsAre("t.a"));
  EXPECT_THAT(world.Missing(Equal(a, b)), ElementsAre("t.a", "t.b"));
  EXPECT_THAT(world.Missing(Equal(a, a)), ElementsAre("t.a"));
}

TEST_F(MissingTest, OnlyTheUnknownOperandsOfLogicMatter) {
  EXPECT_THAT(world.Missing(And({Is(here, "here"), Is(a, "1"), Is(b, "2")})),
              ElementsAre("t.a", "t.b"));
  EXPECT_THAT(world.Missing(Or({Is(here, "no"), And({Is(a, "1"), Is(here, "no")}), Is(b, "2")})),
              ElementsAre("t.b"));
  EXPECT_THAT(world.Missing(Make(Not{Is(b, "2")})), ElementsAre("t.b"));
}

TEST_F(MissingTest, ElseMissesBothSides) {
  EXPECT_THAT(world.Missing(Is(Make(Else{a, b}), "1")), ElementsAre("t.a", "t.b"));
  EXPECT_THAT(world.Missing(Is(Make(Else{a, here}), "1")), IsEmpty());
}

TEST_F(MissingTest, AListWithAHoleIsNamed) {
  const auto in = [&](const char* item) {
    return Make(InList{Text(item), list, values::Case::kRespect});
  };
  EXPECT_THAT(world.Missing(in("a")), IsEmpty());
  EXPECT_THAT(world.Missing(in("b")), ElementsAre("t.list"));
  const ExprPtr any = Make(Quantifier{QuantifierKind::kAny, LocalId{0}, list, Is(LocalOf(0), "b")});
  EXPECT_THAT(world.Missing(any), ElementsAre("t.list"));
  const ExprPtr over_absent =
      Make(Quantifier{QuantifierKind::kAny, LocalId{0}, a, Is(LocalOf(0), "b")});
  EXPECT_THAT(world.Missing(over_absent), ElementsAre("t.a"));
}

TEST_F(MissingTest, AMemberOfARecordIsNamedByItsPath) {
  const ExprPtr arn = Make(MemberOf{LocalOf(0, "r"), 0, "arn"});
  const ExprPtr any = Make(Quantifier{QuantifierKind::kAny, LocalId{0}, records, Is(arn, "arn:9")});
  EXPECT_THAT(world.Missing(any), ElementsAre("t.records[].arn"));
}

TEST_F(MissingTest, AQuantifierMissesWhatItsBodyMisses) {
  const ExprPtr body = And({Is(LocalOf(0), "a"), Is(b, "2")});
  EXPECT_THAT(world.Missing(Make(Quantifier{QuantifierKind::kAny, LocalId{0}, list, body})),
              ElementsAre("t.b", "t.list"));
}

TEST_F(MissingTest, ALocalOfALetStandsForTheFieldsOfItsValue) {
  const ExprPtr sum = Calculated(ArithmeticOperator::kAdd, a, here);
  EXPECT_THAT(world.Missing(Make(Let{LocalId{0}, sum, Is(LocalOf(0), "1")})), ElementsAre("t.a"));
  EXPECT_THAT(world.Missing(Make(Let{LocalId{0}, here, Equal(LocalOf(0), b)})), ElementsAre("t.b"));
}

TEST_F(MissingTest, WhatCannotBeReadIsNamedAsWell) {
  const ExprPtr number = Make(Convert{x, Type::Kind::kNumber}, Type::Kind::kNumber);
  EXPECT_THAT(world.Missing(Equal(number, Num("1"))), ElementsAre("t.x"));
  const ExprPtr through_let =
      Make(Let{LocalId{0}, x, Equal(Make(Convert{LocalOf(0), Type::Kind::kNumber}), Num("1"))});
  EXPECT_THAT(world.Missing(through_let), ElementsAre("t.x"));
  EXPECT_THAT(world.Missing(Equal(Make(ElementOf{list, Num("7")}), Num("1"))),
              ElementsAre("t.list"));
}

TEST_F(MissingTest, AResultWithoutValueIsNamedAsWrittenAndNotItsFields) {
  const auto written = [](ArithmeticOperator op, ExprPtr left, ExprPtr right, const char* words) {
    return Make(Arithmetic{op, std::move(left), std::move(right), words}, Type::Kind::kNumber);
  };
  world.fields[2] = Number("0");
  world.fields[3] = Number("100000000000000000000");
  const auto divide = ArithmeticOperator::kDivide;
  EXPECT_THAT(world.Missing(Equal(written(divide, x, here, "x / here"), Num("1"))),
              ElementsAre("x / here (divided by zero)"));
  EXPECT_THAT(world.Missing(Equal(written(ArithmeticOperator::kMultiply, x, x, "x * x"), Num("1"))),
              ElementsAre("x * x (out of range)"));
  // What is absent of the operands comes first: no quotient by zero was met.
  EXPECT_THAT(world.Missing(Equal(written(divide, a, here, "a / here"), Num("1"))),
              ElementsAre("t.a"));
  EXPECT_THAT(world.Missing(Equal(written(divide, x, a, "x / a"), Num("1"))), ElementsAre("t.a"));
  const values::Interval interval{Dec("1"), Dec("2")};
  world.host.answers[3] = [&](auto) { return Value::Of(&interval); };
  EXPECT_THAT(
      world.Missing(Equal(written(divide, Make(Ask{AskId{3}, {}}), here, "i / here"), Num("1"))),
      ElementsAre("i / here (divided by zero)"));
  const values::Interval around_zero{Dec("-1"), Dec("2")};
  world.host.answers[3] = [&](auto) { return Value::Of(&around_zero); };
  EXPECT_THAT(world.Missing(Equal(written(divide, x, Make(Ask{AskId{3}, {}}), "x / i"), Num("1"))),
              ElementsAre("ask 3"));
}

TEST_F(MissingTest, ADurationDividedByNoneIsNamedToo) {
  world.fields[2] = Value::Of(values::Duration{0, 5});
  world.fields[3] = Value::Of(values::Duration{0, 0});
  const ExprPtr ratio =
      Make(Arithmetic{ArithmeticOperator::kDivide, here, x, "here / x"}, Type::Kind::kNumber);
  EXPECT_THAT(world.Missing(Equal(ratio, Num("1"))), ElementsAre("here / x (divided by zero)"));
}

TEST_F(MissingTest, APartThatIsNoNumberOfMonthsIsNamedToo) {
  world.fields[2] = Value::Of(values::Duration{1, 0});
  world.fields[3] = Number("2");
  const auto half = [&](ExprPtr left, ExprPtr right, const char* words) {
    return Equal(
        Make(Arithmetic{ArithmeticOperator::kDivide, std::move(left), std::move(right), words},
             Type::Kind::kDuration),
        Num("1"));
  };
  EXPECT_THAT(world.Missing(half(here, x, "here / x")),
              ElementsAre("here / x (not in whole months)"));
  EXPECT_THAT(world.Missing(half(here, a, "here / a")), ElementsAre("t.a"));
  world.fields[3] = Value::Of(values::Duration{0, 5});
  EXPECT_THAT(world.Missing(half(here, x, "here / x")),
              ElementsAre("here / x (not in whole months)"));
}

TEST_F(MissingTest, TheHostNamesWhatItsAnswerMisses) {
  EXPECT_THAT(world.Missing(Equal(Make(Ask{AskId{3}, {a}}), Num("1"))),
              ElementsAre("t.a", "ask 3"));
  world.host.answers[3] = [](auto) { return Number("2"); };
  EXPECT_THAT(world.Missing(Equal(Make(Ask{AskId{3}, {a}}), Num("1"))), IsEmpty());
  const values::Interval interval{Dec("0"), Dec("2")};
  world.host.answers[3] = [&](auto) { return Value::Of(&interval); };
  EXPECT_THAT(world.Missing(Equal(Make(Ask{AskId{3}, {}}), Num("1"))), ElementsAre("ask 3"));
}

}  // namespace
}  // namespace abide::expressions
