// JUnit XML, as CI systems read it: a suite a rule file, a case a test. No times: the same tests
// give the same bytes.
#include "report/test_report.h"

#include "report/xml_text.h"

#include <fmt/format.h>

#include <vector>

namespace abide::report {
namespace {

std::string CaseText(const TestCaseReport& test) {
  std::string text = fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}")",
                                 XmlAttribute(test.place.file), XmlAttribute(test.title),
                                 XmlAttribute(test.place.file), test.place.line);
  if (test.passed()) return text + "/>\n";
  const MismatchReport& first = test.mismatches.front();
  const std::string message =
      fmt::format("{}:{}: {}: expected {}, came {}", first.place.file, first.place.line,
                  first.clause, ExpectedText(first), CameText(first));
  text += fmt::format(">\n      <failure type=\"expectation\" message=\"{}\">{}</failure>\n",
                      XmlAttribute(message), XmlText(FailureText(test, diagnostics::Colour::kOff)));
  return text + "    </testcase>\n";
}

struct TestSuite {
  std::string path;
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
};

}  // namespace

void WriteTestJunit(const TestReport& report, std::ostream& out) {
  std::vector<TestSuite> suites;
  for (const TestCaseReport& test : report.tests) {
    if (suites.empty() || suites.back().path != test.place.file) {
      suites.push_back({.path = test.place.file, .cases = {}});
    }
    suites.back().cases += CaseText(test);
    ++suites.back().tests;
    suites.back().failures += test.passed() ? 0 : 1;
  }
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format(R"(<testsuites name="abide test" tests="{}" failures="{}" errors="0">)",
                     report.tests.size(), report.failed)
      << '\n';
  for (const TestSuite& suite : suites) {
    out << fmt::format(R"(  <testsuite name="{}" tests="{}" failures="{}" errors="0" skipped="0">)",
                       XmlAttribute(suite.path), suite.tests, suite.failures)
        << '\n'
        << suite.cases << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace abide::report
