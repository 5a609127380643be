#include "report/fail_on.h"

#include "sample.h"

#include <gtest/gtest.h>

#include <string>

namespace abide::report {
namespace {

using check::SeverityLevel;

TEST(FailOn, IsReadAndWrittenInOneForm) {
  for (const std::string text :
       {"info", "critical", "info,pending", "high,pending,undetermined", "info,nothing-judged",
        "low,undetermined,nothing-judged", "never"}) {
    const auto fail_on = ParseFailOn(text);
    ASSERT_TRUE(fail_on) << text;
    EXPECT_EQ(ToString(*fail_on), text);
  }
}

TEST(FailOn, TakesAnyBreachWhereNoSeverityIsNamed) {
  EXPECT_EQ(ParseFailOn("pending"),
            (FailOn{.breaches = SeverityLevel::kInfo, .pending = true, .undetermined = false}));
}

TEST(FailOn, TakesNothingElse) {
  for (const char* text :
       {"", "severe", "high,low", "pending,pending", "never,high", "high,", ",high", "High",
        " high", "nothing-judged,nothing-judged", "never,nothing-judged"}) {
    EXPECT_FALSE(ParseFailOn(text)) << '"' << text << '"';
  }
}

struct Case {
  const char* fail_on;
  engine::ClauseResult result;
  bool fails;
};

TEST(FailOn, DecidesByTheCountsOfClauses) {
  engine::ClauseResult breached;
  breached.breached = 1;
  engine::ClauseResult pending;
  pending.pending = 1;
  engine::ClauseResult undetermined;
  undetermined.undetermined = 1;
  engine::ClauseResult in_order;
  in_order.excused = in_order.waived = in_order.considered = 4;
  const engine::ClauseResult not_exercised;
  const Case cases[] = {
      {"info", breached, true},
      {"high", breached, true},
      {"critical", breached, false},
      {"never", breached, false},
      {"info", pending, false},
      {"pending", pending, true},
      {"critical,pending", pending, true},
      {"info", undetermined, false},
      {"undetermined", undetermined, true},
      {"pending,undetermined", in_order, false},
      {"info", not_exercised, false},
      {"nothing-judged", not_exercised, true},
      {"nothing-judged", in_order, false},
  };
  for (const Case& c : cases) {
    Report report;
    report.options.fail_on = *ParseFailOn(c.fail_on);
    report.clauses.emplace_back().severity = SeverityLevel::kHigh;
    report.clauses[0].result = c.result;
    EXPECT_EQ(Fails(report), c.fails) << c.fail_on;
  }
}

}  // namespace
}  // namespace abide::report
