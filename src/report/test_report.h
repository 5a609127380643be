// What the tests of rule files came to, with everything around it that a reader needs: the value of
// which the text, JSON, JUnit and lcov forms are renderings. It holds no wall clock.
#pragma once

#include "diagnostics/render.h"
#include "report/report.h"
#include "trials/trials.h"

#include <array>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace abide::report {

struct CauseReport {
  std::string text;
  RulePlace place;
  values::Truth truth{};
  bool is_exception = false;
};

// One clause at one event of a test, where it is not as expected.
struct MismatchReport {
  RulePlace place;
  std::string text;  // the event as written, on one line
  std::string event;
  values::Instant time;
  std::string clause;
  std::vector<std::string> expected;  // verdicts; empty: no finding
  std::vector<engine::Finding> came;  // empty: nothing
  std::string note;
  std::vector<CauseReport> causes;
};

struct TestCaseReport {
  std::string title;
  RulePlace place;
  std::vector<std::string> clauses;  // full ids of those tested
  std::vector<MismatchReport> mismatches;
  // To tell findings by: the rule file is their log. Null if the test passed.
  std::shared_ptr<const Report> report;

  bool passed() const { return mismatches.empty(); }
};

struct PointReport {
  trials::Part part{};
  std::string text;
  RulePlace place;
  std::array<std::uint64_t, 3> seen{};  // by Truth
};

struct ClauseCoverageReport {
  std::string id, version;
  RulePlace place;
  std::vector<PointReport> points;
};

struct TestReport {
  std::string version;  // of Abide
  std::vector<TestCaseReport> tests;
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t left_out = 0;
  bool has_coverage = false;
  std::vector<ClauseCoverageReport> coverage;
};

TestReport MakeTestReport(const trials::Results& results, const diagnostics::SourceSet& sources,
                          const std::string& version, bool has_coverage);

// "breach, excused"; "no finding" for none.
std::string ExpectedText(const MismatchReport& mismatch);
std::string CameText(const MismatchReport& mismatch);
// "norm", "condition", "exception", "exception_condition"; "true", "false", "unknown".
std::string_view NameOf(trials::Part part);
std::string_view NameOf(values::Truth truth);

struct TestTextOptions {
  diagnostics::Colour colour = diagnostics::Colour::kOff;
  bool shows_coverage = false;
};

// Failed tests with the why of each, coverage if wanted, and a last line that counts.
void WriteTestText(const TestReport& report, const TestTextOptions& options, std::ostream& out);
// What is wrong in one test, below its title.
std::string FailureText(const TestCaseReport& test, diagnostics::Colour colour);
void WriteTestJson(const TestReport& report, std::ostream& out);
void WriteTestJunit(const TestReport& report, std::ostream& out);
void WriteCoverageText(const TestReport& report, diagnostics::Colour colour, std::ostream& out);
void WriteCoverageLcov(const TestReport& report, std::ostream& out);

}  // namespace abide::report
