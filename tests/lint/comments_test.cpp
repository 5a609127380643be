// Comments that switch remarks off: what they reach, and what is said of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lint_text.h"

namespace abide::lint {
namespace {

using diagnostics::Code;
using testing::Contains;
using testing::Not;

const char* const kUse = "event use\n  model string\n";

std::set<std::string> CodesOf(const std::string& text, const LintOptions& options = {}) {
  const LintedText linted(text, options);
  EXPECT_EQ(linted.errors, "") << text;
  return linted.Codes();
}

void ExpectSilent(const std::string& text) {
  const std::set<std::string> codes = CodesOf(text);
  EXPECT_THAT(codes, Not(Contains("W0810"))) << text;
  EXPECT_THAT(codes, Not(Contains("W0858"))) << text;
}

TEST(Comments, ReachTheDeclarationBelow) {
  ExpectSilent(
      kUse + std::string("# lint: allow W0810 because it will grow\n"
                         "# Another comment.\n\n"
                         "clause c \"C\"\n  severity high\n  forbid use where model in [\"a\"]\n"));
}

TEST(Comments, ReachTheLineBelowAndTheirOwn) {
  ExpectSilent(kUse + std::string("clause c \"C\"\n"
                                  "  # lint: allow W0810 because it will grow\n"
                                  "  forbid use where model in [\"a\"]\n"));
  ExpectSilent(
      kUse +
      std::string("clause c \"C\"\n"
                  "  forbid use where model in [\"a\"]  # lint: allow W0810 because\tof x\n"));
}

TEST(Comments, ReachNoFurther) {
  const std::set<std::string> codes =
      CodesOf(kUse + std::string("clause c \"C\"\n"
                                 "  # lint: allow W0810 because it will grow\n"
                                 "  severity high\n"
                                 "  forbid use where model in [\"a\"]\n"));
  EXPECT_THAT(codes, Contains("W0810"));
  EXPECT_THAT(codes, Contains("W0858"));
}

TEST(Comments, OfAFileStandAtItsTop) {
  const std::string clause = "clause c \"C\"\n  forbid use where model in [\"a\"]\n";
  ExpectSilent("# Terms.\n# lint: allow-file W0810, W0836 because they are a draft\n" +
               std::string(kUse) + clause);
  const std::set<std::string> codes =
      CodesOf(kUse + std::string("# lint: allow-file W0810 because it is a draft\n") + clause);
  EXPECT_THAT(codes, Contains("W0810"));
  EXPECT_THAT(codes, Contains("W0857"));
}

TEST(Comments, OfAFileThatStandLowerAreToBeMovedUp) {
  const LintedText text(kUse + std::string("# lint: allow-file W0810 because it is a draft\n"
                                           "clause c \"C\"\n  forbid use\n"));
  const auto comment = std::find_if(text.remarks.begin(), text.remarks.end(), [](const auto& each) {
    return each.code == diagnostics::Code::kAllowUnknown;
  });
  ASSERT_NE(comment, text.remarks.end());
  EXPECT_THAT(comment->Help(), testing::StartsWith("move it above the first declaration"));
}

TEST(Comments, NeedAReason) {
  for (const char* comment :
       {"# lint: allow W0810", "# lint: allow W0810 because", "# lint: allow W0810 because  "}) {
    const std::set<std::string> codes = CodesOf(
        kUse + std::string(comment) + "\nclause c \"C\"\n  forbid use where model in [\"a\"]\n");
    EXPECT_THAT(codes, Not(Contains("W0810"))) << comment;
    EXPECT_THAT(codes, Contains("W0856")) << comment;
  }
}

TEST(Comments, NeedACodeOfLint) {
  for (const char* comment : {"# lint: allow E0101 because x", "# lint: allow because x", "# lint:",
                              "# lint: allow W08 because x", "# lint: ignore W0810 because x"}) {
    EXPECT_THAT(CodesOf(kUse + std::string(comment) + "\nclause c \"C\"\n  forbid use\n"),
                Contains("W0857"))
        << comment;
  }
}

TEST(Comments, AreNoneInTextsAndRegularExpressions) {
  EXPECT_THAT(CodesOf(kUse + std::string("clause c \"# lint: allow W0810\"\n"
                                         "  forbid use where model matches /# lint: x|\"/\n")),
              Not(Contains("W0857")));
}

TEST(Comments, MayNameWhatIsNotLookedFor) {
  const std::string text = kUse + std::string(
                                      "# lint: allow W0810 because it will grow\n"
                                      "clause c \"C\"\n  forbid use where model in [\"a\"]\n");
  EXPECT_THAT(CodesOf(text, {.off = {Code::kListOfOne}, .levels = {}}), Not(Contains("W0858")));
}

TEST(Options, SwitchOffAndSetLevels) {
  const std::string text =
      kUse + std::string("clause c \"C\"\n  forbid use where model in [\"a\"]\n");
  EXPECT_THAT(CodesOf(text, {.off = {Code::kListOfOne}, .levels = {}}), Not(Contains("W0810")));
  const LintedText denied(
      text, {.off = {}, .levels = {{Code::kListOfOne, diagnostics::Severity::kError}}});
  for (const diagnostics::Diagnostic& each : denied.remarks) {
    EXPECT_EQ(each.severity() == diagnostics::Severity::kError, each.code == Code::kListOfOne);
  }
}

}  // namespace
}  // namespace abide::lint
