#include "report/junit_report.h"

#include "report/names.h"
#include "report/text_finding.h"
#include "report/text_look.h"
#include "report/wording.h"
#include "report/xml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Status;
using engine::Verdict;

constexpr std::size_t kJunitFindings = 100;  // of a clause, or of another list

using Findings = std::vector<const Finding*>;

struct Suite {
  std::string name;
  std::string cases;
  std::size_t tests = 0, failures = 0, skipped = 0;
};

// The findings whose verdict `wanted` takes, as the text form tells them.
template <typename Wanted>
std::string TextOf(const Report& report, const ClauseReport& clause, const Findings& findings,
                   const Wanted& wanted) {
  std::string text;
  std::uint64_t count = 0;
  for (const Finding* finding : findings) {
    if (!wanted(finding->verdict) || ++count > kJunitFindings) continue;
    text += FindingText(report, *finding, {.colour = {}, .detail = Detail::kSome});
  }
  if (count > kJunitFindings)
    text += "  … and " + Counted(count - kJunitFindings, "more finding") + '\n';
  std::uint64_t found = 0;
  for (const Verdict verdict : kVerdicts) {
    if (wanted(verdict)) found += CountOf(clause.result, verdict);
  }
  if (found > count) {
    text += "  … and " + Counted(found - count, "finding") + " beyond --max-findings\n";
  }
  return text;
}

std::string CaseText(const engine::ClauseResult& result) {
  std::string text = Counted(result.considered, "event") + " considered";
  for (const Verdict verdict : kVerdicts) {
    const std::uint64_t count = CountOf(result, verdict);
    if (count != 0) text += ", " + Counted(count, verdict);
  }
  return text;
}

std::string CaseNameOf(const ClauseReport& clause) {
  return clause.version.empty() ? Shown(clause.id)
                                : fmt::format("{} ({})", Shown(clause.id), Shown(clause.version));
}

// Whether the baseline has every breach of the clause.
bool IsKnown(const ClauseReport& clause, const Findings& findings) {
  const auto known = std::count_if(findings.begin(), findings.end(), [&](const Finding* finding) {
    return finding->verdict == Verdict::kBreach && finding->mark == BaselineMark::kKnown;
  });
  return static_cast<std::uint64_t>(known) == clause.result.breached;
}

void AddCase(const Report& report, const ClauseReport& clause, const Findings& findings,
             Suite& suite) {
  const Status status = clause.result.status;
  const bool is_known = status == Status::kBreached && IsKnown(clause, findings);
  const bool fails = status == Status::kBreached && !is_known;
  const auto in_failure = [fails](Verdict verdict) { return fails && verdict == Verdict::kBreach; };
  const auto beside = [&](Verdict verdict) { return !in_failure(verdict); };
  const std::string summary =
      fmt::format("{}{}: {}; {}", is_known ? "known, " : "", StatusText(status),
                  Shown(clause.title), CaseText(clause.result));
  ++suite.tests;
  suite.cases += fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\">\n",
      XmlAttribute(suite.name), XmlAttribute(CaseNameOf(clause)),
      XmlAttribute(Shown(clause.place.file)), std::max<std::uint32_t>(clause.place.line, 1));
  if (fails) {
    ++suite.failures;
    suite.cases +=
        fmt::format("      <failure type=\"breach\" message=\"{}\">{}</failure>\n",
                    XmlAttribute(summary), XmlText(TextOf(report, clause, findings, in_failure)));
  } else if (status != Status::kKept) {
    ++suite.skipped;
    suite.cases += fmt::format("      <skipped message=\"{}\"/>\n", XmlAttribute(summary));
  }
  const std::string others = TextOf(report, clause, findings, beside);
  if (!others.empty()) {
    suite.cases += fmt::format("      <system-out>{}</system-out>\n", XmlText(others));
  }
  suite.cases += "    </testcase>\n";
}

// "the logs could not be read whole, 2 bad records"
std::string UnreadText(const Report& report) {
  return Joined({NotWholeText(report),
                 report.bad_records == 0 ? "" : Counted(report.bad_records, "bad record")},
                ", ");
}

Suite SuiteOfLogs(const Report& report) {
  Suite suite{.name = "abide", .cases = {}, .tests = 1};
  std::ostringstream problems;
  WriteProblemLines(report.problems, diagnostics::Colour::kOff, problems);
  if (const std::string hidden = HiddenText(report.hidden); !hidden.empty()) {
    suite.cases = fmt::format(
        "    <properties>\n      <property name=\"hidden-fields\" value=\"{}\"/>\n"
        "    </properties>\n",
        XmlAttribute(hidden));
  }
  suite.cases += "    <testcase classname=\"abide\" name=\"logs are read whole\">\n";
  const bool is_whole = IsReadWhole(report);
  if (!is_whole) {
    suite.failures = 1;
    suite.cases += fmt::format("      <failure type=\"log\" message=\"{}\">{}</failure>\n",
                               XmlAttribute(UnreadText(report)), XmlText(problems.str()));
  } else if (!report.problems.empty()) {
    suite.cases += fmt::format("      <system-out>{}</system-out>\n", XmlText(problems.str()));
  }
  suite.cases += "    </testcase>\n";
  std::string remarks;
  for (const Remark& remark : RemarksOf(report)) {
    remarks += fmt::format("{}\n{}", remark.title, LinesOf(remark, kJunitFindings, "  "));
  }
  if (!remarks.empty()) {
    suite.cases += fmt::format("    <system-out>{}</system-out>\n", XmlText(remarks));
  }
  return suite;
}

// By policy, in the order of the clauses.
std::vector<Suite> SuitesOf(const Report& report) {
  const std::vector<Findings> by_clause = FindingsByClause(report);
  std::vector<Suite> suites;
  std::map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < report.clauses.size(); ++i) {
    const ClauseReport& clause = report.clauses[i];
    if (!clause.judged) continue;
    const std::string policy = clause.policy.empty() ? "rules" : Shown(clause.policy);
    const auto [number, added] = numbers.try_emplace(policy, suites.size());
    if (added) suites.push_back({.name = policy, .cases = {}});
    AddCase(report, clause, by_clause[i], suites[number->second]);
  }
  suites.push_back(SuiteOfLogs(report));
  return suites;
}

}  // namespace

void WriteJunit(const Report& report, std::ostream& out) {
  const std::vector<Suite> suites = SuitesOf(report);
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const Suite& suite : suites) {
    tests += suite.tests;
    failures += suite.failures;
  }
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      << fmt::format(R"(<testsuites name="abide check" tests="{}" failures="{}" errors="0">)",
                     tests, failures)
      << '\n';
  for (const Suite& suite : suites) {
    out << fmt::format(
               R"(  <testsuite name="{}" tests="{}" failures="{}" errors="0" skipped="{}">)",
               XmlAttribute(suite.name), suite.tests, suite.failures, suite.skipped)
        << '\n'
        << suite.cases << "  </testsuite>\n";
  }
  out << "</testsuites>\n";
}

}  // namespace abide::report
