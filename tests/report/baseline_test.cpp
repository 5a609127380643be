#include "report/baseline.h"

#include "sample.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace abide::report {
namespace {

Baseline BaselineOf(const Report& report) { return ReadBaseline(JsonOf(report)).value(); }

TEST(Baseline, WhatWasKnownFailsNothing) {
  const Sample sample;
  Report report = sample.Make();
  // Beyond --max-findings there are two breaches that nobody knows.
  report.clauses[2].result.breached = 1;
  EXPECT_TRUE(Fails(report));
  ApplyBaseline(BaselineOf(report), report);
  EXPECT_FALSE(Fails(report));
  EXPECT_TRUE(report.vanished->empty());
  report.clauses[2].result.breached = 3;
  EXPECT_TRUE(Fails(report)) << "what is not reported can't be known";
}

TEST(Baseline, WhatIsGraverThanItWasIsNew) {
  Sample sample;
  const Baseline baseline = BaselineOf(sample.Make());
  for (engine::Finding& finding : sample.verdicts.findings) {
    if (finding.verdict == engine::Verdict::kPending) finding.verdict = engine::Verdict::kBreach;
  }
  Report report = sample.Make();
  ApplyBaseline(baseline, report);
  for (const engine::Finding& finding : report.findings) {
    if (!finding.due) continue;  // it was pending
    EXPECT_EQ(finding.mark, BaselineMark::kNew);
  }
}

TEST(Baseline, WhatIsGoneHasVanishedUnlessItWasNotLookedFor) {
  Sample sample;
  const Baseline baseline = BaselineOf(sample.Make());
  sample.verdicts.findings.clear();
  Report report = sample.Make();
  // One is of a clause of which not all findings were kept.
  ApplyBaseline(baseline, report);
  EXPECT_EQ(report.vanished->size(), 3U);
  for (ClauseReport& clause : report.clauses) clause.result.findings_dropped = 0;
  ApplyBaseline(baseline, report);
  EXPECT_EQ(report.vanished->size(), 4U);  // those that are excused or waived were no open findings
  Report silent = report;
  for (events::LogSummary& log : silent.logs) log.events = 0;
  ApplyBaseline(baseline, silent);
  EXPECT_TRUE(silent.vanished->empty());
  report.options.since = values::ParseInstant("2023-05-12T00:00Z");
  ApplyBaseline(baseline, report);
  EXPECT_EQ(report.vanished->size(), 2U);
  for (ClauseReport& clause : report.clauses) clause.judged = false;
  ApplyBaseline(baseline, report);
  EXPECT_TRUE(report.vanished->empty());
}

TEST(Baseline, ABreachOfAClauseThatIsGraverNowIsNew) {
  Report report = Sample().Make();
  for (ClauseReport& clause : report.clauses) clause.severity = check::SeverityLevel::kMedium;
  const Baseline baseline = BaselineOf(report);
  for (ClauseReport& clause : report.clauses) clause.severity = check::SeverityLevel::kLow;
  ApplyBaseline(baseline, report);
  for (const auto& each : report.findings) EXPECT_EQ(each.mark, BaselineMark::kKnown);
  for (ClauseReport& clause : report.clauses) clause.severity = check::SeverityLevel::kCritical;
  ApplyBaseline(baseline, report);
  for (const auto& each : report.findings) EXPECT_EQ(each.mark, BaselineMark::kNew);
}

TEST(Baseline, AMarkedReportIsReadBack) {
  Sample sample;
  const Baseline baseline = BaselineOf(sample.Make());
  sample.verdicts.findings.pop_back();
  Report report = sample.Make();
  ApplyBaseline(baseline, report);
  const auto again = ReadReport(JsonOf(report));
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(JsonOf(*again), JsonOf(report));
}

TEST(Baseline, WhatHasVanishedHasToBeAFinding) {
  auto saved = nlohmann::ordered_json::parse(JsonOf(Sample().Make()));
  saved["vanished"].push_back({{"message", 3}});
  const auto report = ReadReport(saved.dump());
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().message, "among `vanished`, findings[0].fingerprint is not there");
}

}  // namespace
}  // namespace abide::report
