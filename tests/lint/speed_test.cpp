// What lint costs: a thousand clauses, each with what clauses have.
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>
#include <string>

#include "lint_text.h"

namespace abide::lint {
namespace {

std::string Clauses(int count) {
  std::string text =
      "event use\n  model string\n  org string\n  tokens number\n  datasets list of string\n";
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    text += "clause c" + n + " \"Clause " + n + "\"\n  cites \"section " + n +
            "\"\n  severity high\n  forbid use u where u.model == \"m" + n + "\" and tokens > " +
            n + " and (org in [\"a\", \"b\"] or not org matches /^x" + n +
            "/)\n    and preceded by (use v within 30 days where v.org == u.org and tokens < 9)\n"
            "  unless \"few\" tokens < " +
            n +
            " or org == \"c\"\n"
            "  message \"{u.model} by {u.org}\"\n  remedy \"Stop.\"\n"
            "test \"t" +
            n + "\" of c" + n + "\n  2024-01-01 use { model: \"m\" }\n";
  }
  return text;
}

TEST(Speed, AThousandClausesTakeATwinkling) {
  const LintedText text(Clauses(1'000));
  ASSERT_EQ(text.errors, "");
  const auto begin = std::chrono::steady_clock::now();
  const auto remarks = Lint(text.rules, text.files, text.sources, {});
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  std::cout << "1,000 clauses: " << took.count() << " ms, " << remarks.size() << " remarks\n";
  EXPECT_GT(remarks.size(), 1'000U);
  // Wide, for busy machines and for sanitizers: it notices what is no longer linear.
  EXPECT_LT(took.count(), 3'000);
}

}  // namespace
}  // namespace abide::lint
