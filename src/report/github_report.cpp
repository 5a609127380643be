#include "report/github_report.h"

#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace abide::report {
namespace {

constexpr std::size_t kAnnotations = 10;  // of each kind, of one step
constexpr std::size_t kUnreadKinds = 10;  // of problems, in one annotation
constexpr std::size_t kRemarks = 10;      // of a list, in one annotation
constexpr std::size_t kGithubMessageColumns = 1'000;
constexpr std::array<std::string_view, 3> kKinds = {"error", "warning", "notice"};

std::size_t KindOf(const Report& report, const engine::Finding& finding) {
  using check::SeverityLevel;
  if (finding.verdict != engine::Verdict::kBreach) return 2;
  if (finding.mark == BaselineMark::kKnown) return 2;
  const SeverityLevel severity = report.ClauseOf(finding).severity;
  if (severity >= SeverityLevel::kHigh) return 0;
  return severity == SeverityLevel::kMedium ? 1 : 2;
}

std::string Annotation(const Report& report, const engine::Finding& finding, std::size_t kind,
                       std::optional<Anchor> anchor) {
  const ClauseReport& clause = report.ClauseOf(finding);
  const Target target = TargetOf(report, finding, anchor);
  std::string place;
  if (target.path != "-") {
    place = fmt::format("file={},line={},", GithubProperty(LogText(target.path)), target.line);
  }
  std::string message = Shown(MessageOf(report, finding), kGithubMessageColumns);
  if (!clause.cites.empty()) message += fmt::format("\n{}", SourceText(clause));
  if (!clause.remedy.empty())
    message += fmt::format("\n{}", Shown(clause.remedy, kGithubMessageColumns));
  if (const std::string other = OtherTargetText(report, finding, anchor); !other.empty()) {
    message += '\n' + other;
  }
  const bool is_known = finding.mark == BaselineMark::kKnown;
  const std::string title =
      fmt::format("{}{}: {} ({})", is_known ? "known " : "", NameOf(finding.verdict),
                  Shown(clause.id), NameOf(clause.severity));
  return fmt::format("::{} {}title={}::{}\n", kKinds.at(kind), place, GithubProperty(title),
                     GithubData(message));
}

// What could not be read, at the first place of it; empty if the logs were read whole.
std::string AnnotationOfUnread(const Report& report) {
  std::string message = NotWholeText(report);
  if (message.empty()) return {};
  std::string place;
  std::size_t kinds = 0;
  for (const ProblemReport& problem : report.problems) {
    if (problem.severity != diagnostics::Severity::kError || problem.examples.empty()) continue;
    if (++kinds > kUnreadKinds) continue;
    const ProblemExample& example = problem.examples.front();
    const bool stands = !example.log.empty() && example.log != "-" && example.line != 0;
    if (stands && place.empty()) {
      place = fmt::format("file={},line={},", GithubProperty(LogText(example.log)), example.line);
    }
    message += fmt::format("\n{}, {}{}: {}", Shown(problem.code), Counted(problem.count, "time"),
                           problem.log.empty() ? "" : " in " + LogText(problem.log),
                           Shown(example.message, kGithubMessageColumns));
  }
  if (kinds > kUnreadKinds) message += "\n… " + Counted(kinds - kUnreadKinds, "more kind");
  return fmt::format("::error {}title=incomplete::{}\n", place, GithubData(message));
}

// What has vanished and what is to be said of waivers, a notice each; takes them from `most`.
std::string AnnotationsOfRemarks(const Report& report, std::size_t& most) {
  std::string annotations;
  for (const Remark& remark : RemarksOf(report)) {
    std::string lines = LinesOf(remark, kRemarks, "");
    lines.pop_back();  // its line end
    annotations += fmt::format("::notice title={}::{}\n", remark.title, GithubData(lines));
    --most;
  }
  return annotations;
}

}  // namespace

// As the runner takes apart what it is given: `%` first, then what ends a value.
std::string GithubData(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string GithubProperty(const std::string& text) {
  std::string escaped;
  for (const char c : GithubData(text)) {
    if (c == ':') {
      escaped += "%3A";
    } else if (c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

void WriteGithub(const Report& report, std::ostream& out, std::optional<Anchor> anchor) {
  std::array<std::size_t, kKinds.size()> counts{};
  std::array<std::size_t, kKinds.size()> most{};
  most.fill(kAnnotations);
  if (const std::string unread = AnnotationOfUnread(report); !unread.empty()) {
    out << unread;
    --most.front();
  }
  const std::string remarks = AnnotationsOfRemarks(report, most.back());
  for (const engine::Finding* finding : GravestFirst(report)) {
    if (!IsOpen(finding->verdict)) continue;
    const std::size_t kind = KindOf(report, *finding);
    if (++counts.at(kind) <= most.at(kind)) out << Annotation(report, *finding, kind, anchor);
  }
  out << remarks;
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    if (counts.at(kind) <= most.at(kind)) continue;
    out << fmt::format("{} not shown as {}s: GitHub shows {} of a step\n",
                       Counted(counts.at(kind) - most.at(kind), "more finding"), kKinds.at(kind),
                       kAnnotations);
  }
  if (const std::uint64_t beyond = TotalsOf(report).not_reported; beyond != 0) {
    out << Counted(beyond, "finding") << " beyond --max-findings\n";
  }
  if (const std::string hidden = HiddenText(report.hidden); !hidden.empty()) {
    out << "values of fields are not shown; " << hidden << '\n';
  }
  if (const std::string text = NothingJudgedText(report); !text.empty()) {
    out << "::warning::" << text << '\n';
  }
  out << Outcome(report) << ": " << ResultText(report) << '\n';
}

}  // namespace abide::report
