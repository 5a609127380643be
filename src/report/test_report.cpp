#include "report/test_report.h"

#include "check/words.h"
#include "report/names.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace abide::report {
namespace {

using diagnostics::SourceSet;
using diagnostics::Span;

std::shared_ptr<const Report> ReportOf(const trials::Outcome& outcome, const SourceSet& sources) {
  if (outcome.passed()) return nullptr;
  Inputs inputs;
  inputs.rules = outcome.rules.get();
  inputs.sources = &sources;
  inputs.verdicts = outcome.verdicts;
  inputs.logs.emplace_back().path = outcome.test.path;
  // Without files to read again it can't fail.
  return std::make_shared<const Report>(*MakeReport(std::move(inputs)));
}

MismatchReport MismatchOf(const trials::Mismatch& mismatch, const trials::Outcome& outcome,
                          const SourceSet& sources) {
  const check::Test::Step& step = outcome.test.steps[mismatch.step];
  MismatchReport report;
  report.place = PlaceOf(step.span, sources);
  report.text = check::OneLine(sources, step.span);
  report.event = outcome.rules->schema.Type(step.kind).name;
  report.time = step.time;
  report.clause = mismatch.clause;
  report.expected = mismatch.expected;
  report.note = mismatch.note;
  for (const std::size_t index : mismatch.came) {
    report.came.push_back(outcome.verdicts.findings[index]);
  }
  for (const trials::Cause& cause : mismatch.causes) {
    report.causes.push_back(
        {cause.text, PlaceOf(cause.span, sources), cause.truth, cause.is_exception});
  }
  return report;
}

TestCaseReport TestOf(const trials::Outcome& outcome, const SourceSet& sources) {
  TestCaseReport test;
  test.title = outcome.test.title;
  test.place = PlaceOf(outcome.test.span, sources);
  test.clauses = outcome.clauses;
  test.report = ReportOf(outcome, sources);
  for (const trials::Mismatch& mismatch : outcome.mismatches) {
    test.mismatches.push_back(MismatchOf(mismatch, outcome, sources));
  }
  return test;
}

ClauseCoverageReport CoverageOf(const trials::ClauseCoverage& clause, const SourceSet& sources) {
  ClauseCoverageReport report{clause.id, clause.version, PlaceOf(clause.span, sources), {}};
  for (const trials::Point& point : clause.points) {
    report.points.push_back({point.part, point.text, PlaceOf(point.span, sources), point.seen});
  }
  return report;
}

}  // namespace

TestReport MakeTestReport(const trials::Results& results, const SourceSet& sources,
                          const std::string& version, bool has_coverage) {
  TestReport report;
  report.version = version;
  report.left_out = results.left_out;
  report.has_coverage = has_coverage;
  for (const trials::Outcome& outcome : results.outcomes) {
    ++(outcome.passed() ? report.passed : report.failed);
    report.tests.push_back(TestOf(outcome, sources));
  }
  for (const trials::ClauseCoverage& clause : results.coverage.clauses) {
    report.coverage.push_back(CoverageOf(clause, sources));
  }
  return report;
}

std::string ExpectedText(const MismatchReport& mismatch) {
  if (mismatch.expected.empty()) return "no finding";
  return fmt::format("{}", fmt::join(mismatch.expected, ", "));
}

std::string CameText(const MismatchReport& mismatch) {
  if (mismatch.came.empty()) return "no finding";
  std::string text;
  for (const engine::Finding& finding : mismatch.came) {
    text += text.empty() ? "" : ", ";
    text += NameOf(finding.verdict);
  }
  return text;
}

std::string_view NameOf(trials::Part part) {
  constexpr std::array<std::string_view, 4> kNames = {"norm", "condition", "exception",
                                                      "exception_condition"};
  return kNames.at(static_cast<std::size_t>(part));
}

std::string_view NameOf(values::Truth truth) {
  constexpr std::array<std::string_view, 3> kNames = {"false", "unknown", "true"};
  return kNames.at(static_cast<std::size_t>(truth));
}

}  // namespace abide::report
