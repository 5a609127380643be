// The tree: fields, locals, lists, members, and what is asked of the host.

#include "expressions/evaluate.h"

#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;
using T = values::Truth;

TEST(EvaluateTest, AFieldStandsAtItsPlaceInEachKind) {
  World world({Value::Of("zero"), Value::Of("one")});
  const ExprPtr both =
      Make(Field{kThis, {{EventKind{7}, FieldIndex{1}}, {kKind, FieldIndex{0}}}, "p.x"});
  EXPECT_EQ(world.Shown(both), "zero");
  world.subject.kind = EventKind{7};
  EXPECT_EQ(world.Shown(both), "one");
  world.subject.kind = EventKind{8};
  EXPECT_TRUE(world.Of(both).is_absent());
}

TEST(EvaluateTest, LetNamesAValueAndGivesTheNameBack) {
  World world;
  // twice(x) = x + x, used in its own argument: twice(twice(1)) + x
  const auto twice = [](ExprPtr argument) {
    return Make(Let{LocalId{0}, std::move(argument),
                    Calculated(ArithmeticOperator::kAdd, LocalOf(0), LocalOf(0))});
  };
  EXPECT_EQ(world.Shown(twice(twice(Num("1")))), "4");
  // Inside the body, another use must not disturb the outer one.
  const ExprPtr nested =
      Make(Let{LocalId{0}, Num("10"),
               Calculated(ArithmeticOperator::kSubtract, twice(LocalOf(0)), LocalOf(0))});
  EXPECT_EQ(world.Shown(nested), "10");
}

TEST(EvaluateTest, LetIsACondition) {
  World world;
  const ExprPtr is_one = Make(Let{LocalId{4}, Num("1"), Equal(LocalOf(4), Num("1"))});
  EXPECT_EQ(world.TruthOf(is_one), T::kTrue);
}

TEST(EvaluateTest, ComprehensionMapsEachElement) {
  const Value list[] = {Value::Of("a"), Value(), Value::Of("c")};
  World world({Value::ListOf(list), Value()});
  const ExprPtr element = Calculated(ArithmeticOperator::kAdd, Text("ds:"), LocalOf(1));
  EXPECT_EQ(world.Shown(Make(Comprehension{element, LocalId{1}, FieldOf(0, "list")})),
            "ds:a, ?, ds:c");
  EXPECT_TRUE(world.Of(Make(Comprehension{element, LocalId{1}, FieldOf(1, "gone")})).is_absent());
}

TEST(EvaluateTest, ListsAreMadeIndexedAndFlattened) {
  const Value inner[] = {Number("1"), Number("2")};
  World world({Value::ListOf(inner), Value()});
  const ExprPtr nested = Make(MakeList{{FieldOf(0, "a"), FieldOf(1, "gone"), FieldOf(0, "a")}});
  EXPECT_EQ(world.Shown(Make(Flatten{nested})), "1, 2, ?, 1, 2");
  const auto element = [&](const char* index) {
    return world.Shown(Make(ElementOf{FieldOf(0, "a"), Num(index)}));
  };
  EXPECT_EQ(element("0"), "1");
  EXPECT_EQ(element("1"), "2");
  EXPECT_EQ(element("2"), "?");
  EXPECT_EQ(element("-1"), "?");
  EXPECT_EQ(element("0.5"), "?");
  EXPECT_EQ(world.Shown(Make(ElementOf{FieldOf(1, "gone"), Num("0")})), "?");
}

TEST(EvaluateTest, MembersOfRecords) {
  const Value members[] = {Value::Of("arn:1"), Value()};
  World world({Value::RecordOf(members), Value()});
  EXPECT_EQ(world.Shown(Make(MemberOf{FieldOf(0, "r"), 0, "arn"})), "arn:1");
  EXPECT_EQ(world.Shown(Make(MemberOf{FieldOf(0, "r"), 1, "type"})), "?");
  EXPECT_EQ(world.Shown(Make(MemberOf{FieldOf(1, "gone"), 0, "arn"})), "?");
}

TEST(EvaluateTest, TheHostGetsTheValuesOfTheArguments) {
  World world({Value::Of("m"), Value()});
  std::string seen;
  world.host.answers[5] = [&](std::span<const Value> arguments) {
    for (const Value& argument : arguments) seen += values::ToString(argument) + ";";
    return Number("9");
  };
  const ExprPtr ask = Make(Ask{AskId{5}, {FieldOf(0, "model"), FieldOf(1, "gone")}});
  EXPECT_EQ(world.Shown(Calculated(ArithmeticOperator::kAdd, ask, Num("1"))), "10");
  EXPECT_EQ(seen, "m;?;");
}

TEST(EvaluateTest, CountsResultsOutOfRange) {
  World world;
  const ExprPtr huge = Num("100000000000000000000");
  const ExprPtr sum = Calculated(ArithmeticOperator::kAdd, huge, huge);
  EXPECT_EQ(world.TruthOf(Comparison(CompareOperator::kGreater, sum, Num("0"))), T::kUnknown);
  EXPECT_EQ(world.environment.out_of_range, 1U);
}

}  // namespace
}  // namespace abide::expressions
