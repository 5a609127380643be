#include "report/text_report.h"

#include "report/text_look.h"
#include "sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace abide::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string TextOf(const Report& report, const TextOptions& options) {
  std::ostringstream out;
  WriteText(report, options, out);
  return out.str();
}

TEST(TextReport, TellsClausesFindingsProblemsAndTheEnd) {
  ExpectGolden("text/some.txt", TextOf(Sample().Make(), {}));
}

TEST(TextReport, PaintsOnlyWhenAsked) {
  const Report report = Sample().Make();
  const std::string painted = TextOf(report, {.colour = diagnostics::Colour::kAnsi});
  ExpectGolden("text/colour.txt", painted);
  std::string plain;
  for (std::size_t at = 0; at < painted.size(); ++at) {
    if (painted[at] == '\x1b') {
      at = painted.find('m', at);
    } else {
      plain += painted[at];
    }
  }
  EXPECT_EQ(plain, TextOf(report, {}));
}

TEST(TextReport, LeavesOutWhatIsInOrderWhenOnlyFindingsAreWanted) {
  const std::string text = TextOf(Sample().Make(), {.detail = Detail::kFindings});
  EXPECT_THAT(text, Not(HasSubstr("Clauses\n")));
  EXPECT_THAT(text, HasSubstr("Findings\n"));
  EXPECT_THAT(text, HasSubstr("\nfailed: "));
}

TEST(TextReport, ShowsAFewFindingsOfAClauseAndSaysHowManyMore) {
  Report report = Sample().Make();
  engine::Finding breach = report.findings[1];
  for (int i = 0; i < 4; ++i) report.findings.push_back(breach);
  report.clauses[0].result.breached = 5;
  EXPECT_THAT(TextOf(report, {}), HasSubstr("  … and 2 more breaches (--details shows all)\n"));
  EXPECT_THAT(TextOf(report, {.detail = Detail::kAll}), Not(HasSubstr("--details")));
}

TEST(TextReport, ShortensALongPath) {
  Report report = Sample().Make();
  auto& evidence = report.findings[1].evidence;
  const engine::EvidenceStep step = evidence[1];
  evidence.insert(evidence.begin() + 1, 20, step);
  EXPECT_THAT(TextOf(report, {}), HasSubstr("… 13 more steps (--details shows all)"));
  EXPECT_THAT(TextOf(report, {.detail = Detail::kAll}), Not(HasSubstr("more step")));
}

TEST(TextReport, ShowsHostileTextAsEscapesAndCutsIt) {
  Report report = Sample().Make();
  engine::Finding& finding = report.findings[1];
  finding.message = "\x1b[2J\x1b]0;pwned\x07 \u202Egnp.exe\n" + std::string(1 << 20, 'A');
  finding.about[0].value = "a\nfake line";
  finding.event_id = "\xff";
  report.logs[0].path = "log\x1b[1m.ndjson";
  report.clauses[0].id = "x\u200By";
  report.problems[0].examples[0].message = "\x1b[31m";
  const std::string text = TextOf(report, {.detail = Detail::kAll});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, Not(HasSubstr("\u202E")));
  EXPECT_THAT(text, Not(HasSubstr("\u200B")));
  EXPECT_THAT(text, Not(HasSubstr("\nfake line")));
  EXPECT_LT(text.size(), 10'000U);
}

TEST(TextReport, OfNoClausesSaysThatNothingWasJudged) {
  EXPECT_EQ(TextOf(Report{}, {.detail = Detail::kFindings}),
            "passed: 0 breaches\nnothing was judged: the rules have no clause; `--fail-on "
            "nothing-judged` lets that fail\n");
}

TEST(TextReport, SaysThatALogWasNotReadWhole) {
  Report report;
  report.bad_records = 3;
  report.problems.push_back({.log = "log.ndjson",
                             .code = "C0131",
                             .severity = diagnostics::Severity::kError,
                             .count = 3,
                             .help = {},
                             .examples = {}});
  EXPECT_THAT(TextOf(report, {}),
              HasSubstr("incomplete: 0 breaches; the logs could not be read whole\n"));
  report.options.allow_bad_lines = 3;
  EXPECT_THAT(TextOf(report, {}), HasSubstr("passed: 0 breaches\n"));
}

TEST(TextLook, LongNamesAreCutInTheirMiddle) {
  EXPECT_EQ(ShownEnds("models/small-v1", 15), "models/small-v1");
  EXPECT_EQ(ShownEnds("models/small-v1", 10), "mode…ll-v1");
  EXPECT_EQ(ShownEnds("数数数数数数-v1", 8), "数…-v1");
  EXPECT_EQ(ShownEnds(std::string(1000, 'x') + "\n1", 8), "xxx…x\\n1");
  EXPECT_EQ(ShownEnds(std::string(1000, '\x80'), 8), "\\x{…{80}");
}

}  // namespace
}  // namespace abide::report
