#include "report/markdown_report.h"

#include "report/markdown_text.h"
#include "report/names.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Verdict;

constexpr std::size_t kMarkdownFindings = 20;  // of a clause and verdict, or of another list
constexpr std::size_t kMarkdownMessageColumns = 600;
constexpr std::size_t kMarkdownSteps = 12;
constexpr std::size_t kMarkdownProblems = 100;
constexpr std::size_t kForLastLine = 200;

std::string Mark(engine::Status status) {
  switch (status) {
    case engine::Status::kBreached:
      return "❌ breached";
    case engine::Status::kPending:
      return "⏳ pending";
    case engine::Status::kUndetermined:
      return "❔ undetermined";
    case engine::Status::kKept:
      return "✅ kept";
    case engine::Status::kNotExercised:
      break;
  }
  return "➖ not exercised";
}

std::string RowOf(const ClauseReport& clause) {
  const engine::ClauseResult& result = clause.result;
  std::string row = fmt::format("| {} | {} | **{}**<br>{} | {} | {} |", Mark(result.status),
                                NameOf(clause.severity), MarkdownEscaped(Shown(clause.id)),
                                MarkdownEscaped(Shown(clause.title)),
                                MarkdownEscaped(SourceText(clause)), result.considered);
  for (const Verdict verdict : kVerdicts) row += fmt::format(" {} |", CountOf(result, verdict));
  return row + '\n';
}

std::string StepOf(const Report& report, const engine::EvidenceStep& step,
                   const std::string& label) {
  std::string text = fmt::format("  - {}: ", label);
  if (step.place) {
    text += fmt::format("{} {} ", values::ToString(step.time),
                        MarkdownEscaped(PlaceText(report, *step.place)));
  } else {
    text += LookedIn(step);
  }
  return text + MarkdownEscaped(WhatOf(step)) + '\n';
}

// A list item of its own.
std::string TextOf(const Report& report, const Finding& finding) {
  std::string text =
      fmt::format("- **{}** {}, {}: {}\n", NameOf(finding.verdict), values::ToString(finding.time),
                  MarkdownEscaped(PlaceText(report, finding.place)),
                  MarkdownEscaped(Shown(MessageOf(report, finding), kMarkdownMessageColumns)));
  const auto row = [&text](std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("  - {}: {}\n", label, MarkdownEscaped(value));
  };
  row("about", AboutText(finding));
  row("due", finding.due ? values::ToString(*finding.due) : "");
  std::size_t steps = 0;
  const std::vector<std::string> labels = LabelsOf(finding);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const engine::EvidenceStep& step = finding.evidence[i];
    if (step.role == engine::Role::kTrigger) continue;
    if (++steps <= kMarkdownSteps) text += StepOf(report, step, labels[i]);
  }
  if (steps > kMarkdownSteps)
    text += fmt::format("  - … {}\n", Counted(steps - kMarkdownSteps, "more step"));
  row("limit", LimitText(finding));
  for (const auto& window : finding.windows) row("window", WindowText(report, window));
  for (const auto& share : finding.shares) row("share", ShareText(share));
  for (const std::string& name : finding.missing) row("missing", Shown(name));
  row("excused by", Shown(finding.excused_by));
  row("waived by", WaiverText(report, finding));
  row("baseline", std::string(NameOf(finding.mark)));
  return text + fmt::format("  - finding `{}`\n", finding.fingerprint.substr(0, 12));
}

class MarkdownReport {
 public:
  MarkdownReport(const Report& report, Sheet& sheet)
      : report_(report), sheet_(sheet), by_clause_(FindingsByClause(report)) {
    clauses_ = WorstFirst(report);
  }

  // False if not even the head has room.
  bool Write() {
    const std::string result =
        Joined({TotalsText(TotalsOf(report_)), MarkdownEscaped(NotWholeText(report_))}, "; ");
    if (!sheet_.Add(fmt::format("# Abide: {}\n\n{}\n\n", Outcome(report_), result))) {
      return false;
    }
    if (const std::string text = NothingJudgedText(report_); !text.empty()) {
      sheet_.Add('N' + MarkdownEscaped(text.substr(1)) + ".\n\n");
    }
    if (const std::string hidden = HiddenText(report_.hidden); !hidden.empty()) {
      sheet_.Add("Values of fields are not shown; " + MarkdownEscaped(hidden) + "\n\n");
    }
    WriteClauses();
    WriteProblems();
    for (const ClauseReport* clause : clauses_) WriteFindings(*clause);
    WriteRemarks();
    return true;
  }

  // What the report has and is not told here.
  std::uint64_t left_out() const { return left_out_; }
  std::uint64_t clauses_left_out() const { return clauses_left_out_; }

 private:
  void WriteClauses() {
    if (clauses_.empty()) return;
    if (!sheet_.Add(
            "| status | severity | clause | terms | considered | breaches | pending | "
            "undetermined | excused | waived |\n|---|---|---|---|--:|--:|--:|--:|--:|--:|\n")) {
      clauses_left_out_ = clauses_.size();
      return;
    }
    for (const ClauseReport* clause : clauses_) {
      if (clauses_left_out_ != 0 || !sheet_.Add(RowOf(*clause))) ++clauses_left_out_;
    }
  }

  void WriteProblems() {
    std::string text;
    std::size_t count = 0;
    for (const ProblemReport& problem : report_.problems) {
      if (++count > kMarkdownProblems) continue;
      text +=
          fmt::format("- {} {} {}{}\n", diagnostics::NameOf(problem.severity),
                      MarkdownEscaped(Shown(problem.code)), Counted(problem.count, "time"),
                      problem.log.empty() ? "" : " in " + MarkdownEscaped(LogText(problem.log)));
    }
    if (count > kMarkdownProblems)
      text += fmt::format("- … {}\n", Counted(count - kMarkdownProblems, "more kind"));
    if (!text.empty()) sheet_.Add("\n## Problems\n\n" + text);
  }

  void WriteFindings(const ClauseReport& clause) {
    const auto& findings = by_clause_[static_cast<std::size_t>(&clause - report_.clauses.data())];
    if (findings.empty()) return;
    bool is_full = !sheet_.Add(fmt::format("\n## {}\n\n{}\n\n", MarkdownEscaped(Shown(clause.id)),
                                           MarkdownEscaped(Shown(clause.title))));
    if (is_full) left_out_ += findings.size();
    if (is_full) return;
    for (const Verdict verdict : kVerdicts) {
      std::size_t told = 0;
      std::size_t dropped = 0;
      for (const Finding* finding : findings) {
        if (finding->verdict != verdict) continue;
        is_full = is_full || (told < kMarkdownFindings && !sheet_.Add(TextOf(report_, *finding)));
        if (is_full || told >= kMarkdownFindings) {
          ++dropped;
        } else {
          ++told;
        }
      }
      left_out_ += dropped;
      if (dropped != 0) sheet_.Add(fmt::format("- … {}\n", Counted(dropped, verdict, "more ")));
    }
    if (!clause.remedy.empty()) {
      sheet_.Add(fmt::format("\nRemedy: {}\n",
                             MarkdownEscaped(Shown(clause.remedy, kMarkdownMessageColumns))));
    }
  }

  void WriteRemarks() {
    for (Remark& remark : RemarksOf(report_)) {
      for (std::string& line : remark.lines) line = MarkdownEscaped(line);
      sheet_.Add(
          fmt::format("\n## {}\n\n{}", remark.title, LinesOf(remark, kMarkdownFindings, "- ")));
    }
  }

  const Report& report_;
  Sheet& sheet_;
  std::vector<std::vector<const Finding*>> by_clause_;
  std::vector<const ClauseReport*> clauses_;  // judged: by status, the gravest first
  std::uint64_t left_out_ = 0;
  std::uint64_t clauses_left_out_ = 0;
};

}  // namespace

void WriteMarkdown(const Report& report, std::size_t bytes, std::ostream& out) {
  if (bytes < kForLastLine) return;
  Sheet sheet(bytes - kForLastLine, out);
  MarkdownReport markdown(report, sheet);
  if (!markdown.Write()) return;
  std::string last;
  if (markdown.clauses_left_out() != 0) {
    last = Counted(markdown.clauses_left_out(), "clause") + " and ";
  }
  if (markdown.left_out() != 0 || !last.empty()) {
    out << fmt::format("\n{}{} left out here, for want of room; the JSON report has more\n", last,
                       Counted(markdown.left_out(), "finding"));
  }
  if (const std::uint64_t beyond = TotalsOf(report).not_reported; beyond != 0) {
    out << fmt::format("\n{} beyond \\-\\-max\\-findings\n", Counted(beyond, "finding"));
  }
}

}  // namespace abide::report
