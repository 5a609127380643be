#include "diagnostics/assert.h"

#include <gtest/gtest.h>

namespace abide::diagnostics {
namespace {

TEST(AssertTest, ATrueConditionGoesOn) {
  ABIDE_ASSERT(1 + 1 == 2, "addition works");
  SUCCEED();
}

TEST(AssertTest, AFalseConditionNamesItsMeaningAndPlaceAndExitsWith70) {
  EXPECT_EXIT(ABIDE_ASSERT(1 + 1 == 3, "addition works"), testing::ExitedWithCode(70),
              "internal error: expected that addition works \\(1 \\+ 1 == 3\\) at "
              "diagnostics/assert_test.cpp:[0-9]+");
}

}  // namespace
}  // namespace abide::diagnostics
