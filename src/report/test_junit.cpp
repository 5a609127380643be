// JUnit XML, as CI systems read it: a suite a rule file, a case a test. No times: the same tests
// give the same bytes.
#include "report/test_report.h"

#include "diagnostics/printable.h"

#include <fmt/format.h>

#include <vector>

namespace abide::report {
namespace {

// Whether XML 1.0 has that character at all (2.2, Char).
bool IsXml(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

// For text and for attributes; what XML can't hold becomes U+FFFD.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    if (!point.valid || !IsXml(point.value)) {
      escaped += "\uFFFD";
    } else if (point.value == '&') {
      escaped += "&amp;";
    } else if (point.value == '<') {
      escaped += "&lt;";
    } else if (point.value == '>') {
      escaped += "&gt;";
    } else if (point.value == '"') {
      escaped += "&quot;";
    } else if (point.value == '\t' || point.value == '\r') {
      escaped += fmt::format("&#{};", static_cast<std::uint32_t>(point.value));
    } else {
      escaped += text.substr(at, point.length);
    }
    at += point.length;
  }
  return escaped;
}

// In an attribute a line end would be read as a blank.
std::string Attribute(std::string_view text) {
  std::string escaped;
  for (const char c : Escaped(text)) {
    if (c == '\n') {
      escaped += "&#10;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string CaseText(const TestCaseReport& test) {
  std::string text = fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}")",
                                 Attribute(test.place.file), Attribute(test.title),
                                 Attribute(test.place.file), test.place.line);
  if (test.passed()) return text + "/>\n";
  const MismatchReport& first = test.mismatches.front();
  const std::string message =
      fmt::format("{}:{}: {}: expected {}, came {}", first.place.file, first.place.line,
                  first.clause, ExpectedText(first), CameText(first));
  text += fmt::format(">\n      <failure type=\"expectation\" message=\"{}\">{}</failure>\n",
                      Attribute(message), Escaped(FailureText(test, diagnostics::Colour::kOff)));
  return text + "    </testcase>\n";
}

struct Suite {
  std::string path;
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
};

}  // namespace

void WriteTestJunit(const TestReport& report, std::ostream& out) {
  std::vector<Suite> suites;
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
  for (const Suite& suite : suites) {
    out << fmt::format(R"(  <testsuite name="{}" tests="{}" failures="{}" errors="0" skipped="0">)",
                       Attribute(suite.path), suite.tests, suite.failures)
        << '\n'
        << suite.cases << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace abide::report
