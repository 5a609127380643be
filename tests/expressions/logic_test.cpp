// Kleene's truth tables, short circuits, and quantifiers over what is not known.

#include <gtest/gtest.h>

#include "build.h"

namespace abide::expressions {
namespace {

using namespace testing;
using T = values::Truth;

constexpr T kAll[] = {T::kFalse, T::kUnknown, T::kTrue};

TEST(LogicTest, AndIsTheLeastOrTheMostOfItsOperands) {
  for (const T a : kAll) {
    for (const T b : kAll) {
      for (const T c : kAll) {
        World world;
        const std::vector<ExprPtr> operands = {Truth(a), Truth(b), Truth(c)};
        EXPECT_EQ(world.TruthOf(And(operands)), std::min({a, b, c}));
        EXPECT_EQ(world.TruthOf(Or(operands)), std::max({a, b, c}));
      }
    }
  }
}

TEST(LogicTest, NotKeepsUnknown) {
  World world;
  EXPECT_EQ(world.TruthOf(Make(Not{Truth(T::kTrue)})), T::kFalse);
  EXPECT_EQ(world.TruthOf(Make(Not{Truth(T::kFalse)})), T::kTrue);
  EXPECT_EQ(world.TruthOf(Make(Not{Truth(T::kUnknown)})), T::kUnknown);
}

TEST(LogicTest, StopsAtTheOperandThatDecides) {
  World world;
  int asked = 0;
  world.host.answers[0] = [&](auto) {
    ++asked;
    return Value::Of(true);
  };
  const ExprPtr ask = Make(Ask{AskId{0}, {}});
  EXPECT_EQ(world.TruthOf(And({Truth(T::kUnknown), Truth(T::kFalse), ask})), T::kFalse);
  EXPECT_EQ(world.TruthOf(Or({Truth(T::kUnknown), Truth(T::kTrue), ask})), T::kTrue);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(world.TruthOf(And({Truth(T::kUnknown), ask})), T::kUnknown);
  EXPECT_EQ(asked, 1);
}

TEST(LogicTest, HasIsNeverUnknown) {
  World world({Value(), Value::Of("here")});
  EXPECT_EQ(world.TruthOf(Make(Has{FieldOf(0, "gone")})), T::kFalse);
  EXPECT_EQ(world.TruthOf(Make(Has{FieldOf(1, "there")})), T::kTrue);
  EXPECT_EQ(world.TruthOf(Make(Has{Equal(FieldOf(0, "gone"), Text("x"))})), T::kFalse);
}

TEST(LogicTest, ElseGivesTheFirstThatIsThere) {
  World world({Value(), Value::Of("second")});
  const ExprPtr gone = FieldOf(0, "gone");
  const ExprPtr there = FieldOf(1, "there");
  EXPECT_EQ(world.Shown(Make(Else{gone, Make(Else{there, Text("third")})})), "second");
  EXPECT_TRUE(world.Of(Make(Else{gone, gone})).is_absent());
}

TEST(LogicTest, ATextWhereATruthIsWantedIsUnknown) {
  World world;
  EXPECT_EQ(world.TruthOf(Text("true")), T::kUnknown);
  EXPECT_EQ(world.TruthOf(And({Text("true"), Truth(T::kTrue)})), T::kUnknown);
}

struct QuantifierCase {
  std::vector<const char*> list;  // null is absent
  T any, every;                   // of `x == "a"`
};

class QuantifierTest : public ::testing::TestWithParam<QuantifierCase> {};

TEST_P(QuantifierTest, IsUnknownOnlyWhereUndecided) {
  std::vector<Value> elements;
  for (const char* text : GetParam().list) {
    elements.push_back(text == nullptr ? Value() : Value::Of(text));
  }
  World world({Value::ListOf(elements)});
  const ExprPtr body = Equal(LocalOf(3), Text("a"));
  const auto quantified = [&](QuantifierKind kind) {
    return Make(Quantifier{kind, LocalId{3}, FieldOf(0, "list"), body});
  };
  EXPECT_EQ(world.TruthOf(quantified(QuantifierKind::kAny)), GetParam().any);
  EXPECT_EQ(world.TruthOf(quantified(QuantifierKind::kEvery)), GetParam().every);
  // `in` is `any x in list: x == item`.
  const ExprPtr in = Make(InList{Text("a"), FieldOf(0, "list"), values::Case::kRespect});
  EXPECT_EQ(world.TruthOf(in), GetParam().any);
}

INSTANTIATE_TEST_SUITE_P(Lists, QuantifierTest,
                         ::testing::Values(QuantifierCase{{}, T::kFalse, T::kTrue},
                                           QuantifierCase{{"a"}, T::kTrue, T::kTrue},
                                           QuantifierCase{{"b"}, T::kFalse, T::kFalse},
                                           QuantifierCase{{"b", "a"}, T::kTrue, T::kFalse},
                                           QuantifierCase{{nullptr}, T::kUnknown, T::kUnknown},
                                           QuantifierCase{{nullptr, "a"}, T::kTrue, T::kUnknown},
                                           QuantifierCase{{"b", nullptr}, T::kUnknown, T::kFalse}));

TEST(QuantifierTest, OverAnAbsentListIsUnknown) {
  World world({Value()});
  for (const QuantifierKind kind : {QuantifierKind::kAny, QuantifierKind::kEvery}) {
    const ExprPtr always = Make(Quantifier{kind, LocalId{0}, FieldOf(0, "list"), Truth(T::kTrue)});
    EXPECT_EQ(world.TruthOf(always), T::kUnknown);
  }
}

}  // namespace
}  // namespace abide::expressions
