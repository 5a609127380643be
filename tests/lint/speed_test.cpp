// What lint costs: a thousand clauses, half of them with all that clauses have.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <limits>
#include <string>

#include "lint_text.h"

namespace abide::lint {
namespace {

const char* const kEvents = R"(event use
  model     string
  org       string
  tokens    number
  datasets  list of string
)";

const char* const kClause = R"(clause c@ "Clause @"
  cites    "section @"
  severity high
  forbid   use u where u.model == "m@" and tokens > @ and (org in ["a", "b"] or not org matches /^x@/)
             and preceded by (use v within 30 days where v.org == u.org and v.tokens < 9)
  unless   "few" tokens < @ or org == "c"
  message  "{u.model} by {u.org}"
  remedy   "Stop."

test "t@" of c@
  2024-01-01 use { model: "m" }
)";

// Clauses that require what others forbid are compared with them.
const char* const kPair = R"(clause r@ "R"
  after use u require use v within 1 day where v.model == "m@"

clause f@ "F"
  forbid use where model == "x@" and org == "y"
)";

std::string Numbered(std::string text, int number) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at)) {
    text.replace(at, 1, std::to_string(number));
  }
  return text;
}

std::string AThousandClauses() {
  std::string text = kEvents;
  for (int i = 0; i < 500; ++i) text += Numbered(kClause, i);
  for (int i = 0; i < 250; ++i) text += Numbered(kPair, i);
  return text;
}

TEST(Speed, AThousandClausesTakeATwinkling) {
  const LintedText text(AThousandClauses());
  ASSERT_EQ(text.errors, "");
  const auto begin = std::chrono::steady_clock::now();
  const auto remarks = Lint(text.rules, text.files, text.sources, {});
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  std::cout << "1,000 clauses: " << took.count() << " ms, " << remarks.size() << " remarks\n";
  EXPECT_GT(remarks.size(), 1'000U);
  // Wide, for busy machines and for sanitizers. What is no longer linear, the ratios below notice.
  EXPECT_LT(took.count(), 3'000);
}

constexpr int kTimesLarger = 8;

// The least of three, in which a busy machine shows least.
template <typename Work>
double SecondsOf(const Work& work) {
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < 3; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    least = std::min(least, took.count());
  }
  return least;
}

// Linear work takes 8 times as long, quadratic 64 times.
template <typename Work>
void ExpectNearlyLinear(int size, const Work& work) {
  const double small = SecondsOf([&] { work(size); });
  const double large = SecondsOf([&] { work(size * kTimesLarger); });
  std::cout << size << ": " << small << " s, " << kTimesLarger << " times as many: " << large
            << " s\n";
  EXPECT_LT(large, small * kTimesLarger * 3);
}

std::string EventOfFields(const char* field, int count) {
  std::string text = "event call\n";
  for (int i = 0; i < count; ++i) text += Numbered(field, i);
  return text;
}

TEST(Speed, ManyFieldsOfAnEvent) {
  for (const char* field : {"  field_@ number\n", "  a.b@.c number\n", "  r[].member_@ number\n"}) {
    ExpectNearlyLinear(
        2'000, [&](int count) { EXPECT_EQ(LintedText(EventOfFields(field, count)).errors, ""); });
  }
}

}  // namespace
}  // namespace abide::lint
