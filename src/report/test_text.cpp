// Tests for a terminal:
//
//   failed: regions decide (terms.abide:9)
//     terms.abide:11: 2024-01-01 inference { region: "mu" } => breach
//       clause      house/no-embargoed-regions
//       expected    breach
//       came        no finding
//       why         `region in embargoed` is false, terms.abide:6
//
//   3 passed, 1 failed
#include "report/test_report.h"
#include "report/text_finding.h"
#include "report/text_look.h"

#include <fmt/format.h>

namespace abide::report {
namespace {

using diagnostics::Colour;

std::string TextOf(const RulePlace& place) {
  return fmt::format("{}:{}", Shown(place.file), place.line);
}

std::string Row(std::string_view label, std::string_view text, Colour colour) {
  return fmt::format("    {}{}\n", Painted(Padded(label, 12), Ink::kFaint, colour), text);
}

// Two columns further in.
std::string Indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n') + 1;
    text += "  ";
    text += lines.substr(0, end);
    lines.remove_prefix(end);
  }
  return text;
}

std::string MismatchText(const TestCaseReport& test, const MismatchReport& mismatch,
                         Colour colour) {
  std::string text = fmt::format("  {}: {}\n", TextOf(mismatch.place),
                                 Painted(Shown(mismatch.text, 400), Ink::kStrong, colour));
  text += Row("clause", Shown(mismatch.clause), colour);
  text += Row("expected", ExpectedText(mismatch), colour);
  text += Row("came", Painted(CameText(mismatch), Ink::kBad, colour), colour);
  std::string_view label = "why";
  const auto add = [&](std::string_view why) {
    text += Row(label, why, colour);
    label = "";
  };
  if (!mismatch.note.empty()) add(Shown(mismatch.note));
  for (const CauseReport& cause : mismatch.causes) {
    add(fmt::format("`{}` is {}, {}", Shown(cause.text), NameOf(cause.truth), TextOf(cause.place)));
  }
  for (const engine::Finding& finding : mismatch.came) {
    text +=
        Indented(FindingText(*test.report, finding, {.colour = colour, .detail = Detail::kAll}));
  }
  return text;
}

}  // namespace

std::string FailureText(const TestCaseReport& test, Colour colour) {
  std::string text;
  for (const MismatchReport& mismatch : test.mismatches) {
    text += MismatchText(test, mismatch, colour);
  }
  return text;
}

void WriteTestText(const TestReport& report, const TestTextOptions& options, std::ostream& out) {
  for (const TestCaseReport& test : report.tests) {
    if (test.passed()) continue;
    out << fmt::format("{}: {} ({})\n", Painted("failed", Ink::kBad, options.colour),
                       Painted(Shown(test.title), Ink::kStrong, options.colour), TextOf(test.place))
        << FailureText(test, options.colour) << '\n';
  }
  if (options.shows_coverage) WriteCoverageText(report, options.colour, out);
  const std::string counts = fmt::format("{} passed, {} failed", report.passed, report.failed);
  out << Painted(counts, report.failed == 0 ? Ink::kGood : Ink::kBad, options.colour);
  if (report.left_out != 0) out << fmt::format(", {} left out", report.left_out);
  out << '\n';
}

}  // namespace abide::report
