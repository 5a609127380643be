#include "values/truth.h"

#include <gtest/gtest.h>

namespace abide::values {
namespace {

constexpr Truth kF = Truth::kFalse;
constexpr Truth kU = Truth::kUnknown;
constexpr Truth kT = Truth::kTrue;

TEST(TruthTest, TheTablesAreKleenes) {
  const Truth values[] = {kF, kU, kT};
  const Truth conjunction[3][3] = {{kF, kF, kF}, {kF, kU, kU}, {kF, kU, kT}};
  const Truth disjunction[3][3] = {{kF, kU, kT}, {kU, kU, kT}, {kT, kT, kT}};
  const Truth negation[3] = {kT, kU, kF};
  for (std::size_t a = 0; a < 3; ++a) {
    EXPECT_EQ(Not(values[a]), negation[a]);
    for (std::size_t b = 0; b < 3; ++b) {
      EXPECT_EQ(And(values[a], values[b]), conjunction[a][b]);
      EXPECT_EQ(Or(values[a], values[b]), disjunction[a][b]);
    }
  }
  EXPECT_EQ(TruthOf(true), kT);
  EXPECT_EQ(TruthOf(false), kF);
}

}  // namespace
}  // namespace abide::values
