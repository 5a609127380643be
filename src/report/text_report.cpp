#include "report/text_report.h"

#include "diagnostics/printable.h"
#include "report/names.h"
#include "report/text_clauses.h"
#include "report/text_finding.h"
#include "report/text_look.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace abide::report {
namespace {

using engine::Finding;
using engine::Status;
using engine::Verdict;

// Shown of each clause unless all are wanted.
constexpr std::size_t kFindingsOfVerdict = 3;
constexpr std::size_t kTextVanished = 10;
// Examples of a problem.
constexpr std::size_t kExamples = 3;
// Parameters are told one by one up to that many.
constexpr std::size_t kParameters = 8;
constexpr std::size_t kParameterColumns = 90;

// Without an example there is nothing to fill the holes of a message with.
std::string MessageWithoutExample(const ProblemReport& problem) {
  const std::optional<diagnostics::Code> code = diagnostics::CodeOfId(problem.code);
  if (!code) return {};
  const std::string_view message = diagnostics::Entry(*code).message;
  const bool has_holes = message.find("{}") != std::string_view::npos;
  return has_holes ? std::string() : std::string(": ").append(message);
}

// "error[L0101] 2 times in log.ndjson"
std::string ProblemTitle(const ProblemReport& problem, diagnostics::Colour colour) {
  const bool is_error = problem.severity == diagnostics::Severity::kError;
  const std::string name =
      fmt::format("{}[{}]", diagnostics::NameOf(problem.severity), Shown(problem.code));
  std::string title = Painted(name, is_error ? Ink::kBad : Ink::kOpen, colour) + ' ' +
                      Counted(problem.count, "time");
  if (!problem.log.empty()) title += " in " + LogText(problem.log);
  return problem.examples.empty() ? title + MessageWithoutExample(problem) : title;
}

// "log.ndjson:9 (byte 821)"; empty if it stands at no line.
std::string ExamplePlace(const ProblemExample& example) {
  if (example.line == 0) return {};
  // Where a report hides fields it tells no bytes.
  if (example.offset == 0 && example.line > 1)
    return fmt::format("{}:{}", LogText(example.log), example.line);
  return fmt::format("{}:{} (byte {})", LogText(example.log), example.line, example.offset);
}

class TextReport {
 public:
  TextReport(const Report& report, const TextOptions& options, std::ostream& out)
      : report_(report), options_(options), out_(out), by_clause_(FindingsByClause(report)) {
    clauses_ = WorstFirst(report);
  }

  void Write() {
    const bool shows_order = options_.detail != Detail::kFindings;
    if (shows_order) WriteClauses();
    WriteFindings();
    WriteVanished();
    WriteWaivers();
    WriteProblems();
    if (shows_order) WriteInputs();
    WriteEnd();
  }

 private:
  std::string Paint(std::string_view text, Ink ink) const {
    return Painted(text, ink, options_.colour);
  }

  // Sections stand apart by an empty line.
  void Section(std::string_view title) {
    out_ << (wrote_ ? "\n" : "") << Paint(title, Ink::kStrong) << "\n\n";
    wrote_ = true;
  }

  void WriteClauses() {
    if (clauses_.empty()) return;
    Section("Clauses");
    WriteClauseList(clauses_, options_, out_);
  }

  void WriteFindings() {
    bool has_title = false;
    const bool folds = FoldsUndetermined(clauses_, options_.detail);
    for (const ClauseReport* clause : clauses_) {
      if (folds && clause->result.status == Status::kUndetermined) continue;
      const auto& findings = by_clause_[static_cast<std::size_t>(clause - report_.clauses.data())];
      if (findings.empty()) continue;
      if (!has_title) Section("Findings");
      out_ << (has_title ? "\n" : "") << Paint(Shown(clause->id), Ink::kStrong)
           << VersionText(*clause) << ": " << Shown(clause->title) << '\n';
      has_title = true;
      for (const Verdict verdict : kVerdicts) WriteFindingsOf(findings, verdict);
    }
    std::uint64_t dropped = 0;
    for (const ClauseReport& clause : report_.clauses) dropped += clause.result.findings_dropped;
    if (dropped == 0) return;
    if (!has_title) Section("Findings");
    out_ << fmt::format("{}… and {} beyond --max-findings\n", has_title ? "\n" : "",
                        Counted(dropped, "finding"));
  }

  // " (2024-01)": only where the report has several versions of the clause.
  std::string VersionText(const ClauseReport& clause) const {
    if (clause.version.empty()) return {};
    const auto versions =
        std::count_if(clauses_.begin(), clauses_.end(),
                      [&clause](const ClauseReport* other) { return other->id == clause.id; });
    return versions > 1 ? fmt::format(" ({})", Shown(clause.version)) : std::string();
  }

  void WriteFindingsOf(const std::vector<const Finding*>& findings, Verdict verdict) {
    const std::size_t wanted =
        options_.detail == Detail::kAll ? findings.size() : kFindingsOfVerdict;
    std::uint64_t held = 0;
    for (const Finding* finding : findings) {
      if (finding->verdict != verdict || ++held > wanted) continue;
      out_ << '\n' << FindingText(report_, *finding, options_);
    }
    if (held <= wanted) return;
    out_ << fmt::format("\n  … and {} (--details shows all)\n",
                        Counted(held - wanted, verdict, "more "));
  }

  void WriteVanished() {
    if (report_.vanished == nullptr || report_.vanished->empty()) return;
    Section("Vanished since the baseline");
    std::size_t count = 0;
    for (const json::Json& finding : *report_.vanished) {
      if (++count > kTextVanished && options_.detail != Detail::kAll) continue;
      out_ << "  " << VanishedText(finding) << '\n';
    }
    if (count <= kTextVanished || options_.detail == Detail::kAll) return;
    out_ << fmt::format("  … and {} more (--details shows all)\n", Grouped(count - kTextVanished));
  }

  void WriteWaivers() {
    bool has_title = false;
    for (const WaiverReport& waiver : report_.waivers) {
      const std::string state = StateOf(waiver);
      if (state.empty()) continue;
      if (!has_title) Section("Waivers");
      has_title = true;
      out_ << fmt::format("  {}  {}\n", Paint(state, Ink::kOpen), PaperworkText(waiver));
    }
  }

  void WriteProblems() {
    if (report_.problems.empty()) return;
    Section("Problems");
    for (const ProblemReport& problem : report_.problems) WriteProblem(problem);
  }

  void WriteProblem(const ProblemReport& problem) {
    out_ << "  " << ProblemTitle(problem, options_.colour) << '\n';
    const bool shows_all = options_.detail == Detail::kAll || IsEachAnother(problem);
    const std::size_t wanted = shows_all ? problem.examples.size() : kExamples;
    for (std::size_t i = 0; i < std::min(wanted, problem.examples.size()); ++i) {
      WriteExample(problem.examples[i]);
    }
    if (!problem.help.empty()) {
      out_ << "    " << Paint(Shown(problem.help, 400), Ink::kFaint) << '\n';
    }
  }

  void WriteExample(const ProblemExample& example) {
    const std::string place = ExamplePlace(example);
    out_ << "    " << place << (place.empty() ? "" : "  ") << Shown(example.message) << '\n';
  }

  void WriteInputs() {
    Section("Read");
    out_ << "  rules  " << FilesText()
         << Paint(fmt::format(", SHA-256 {}", report_.ruleset.sha256.substr(0, 16)), Ink::kFaint)
         << '\n';
    WriteParameters();
    for (const events::LogSummary& log : report_.logs) WriteLog(log);
    if (const std::string hidden = HiddenText(report_.hidden); !hidden.empty()) {
      out_ << "  values " << hidden << '\n';
    }
    if (report_.as_of) out_ << "  as of  " << values::ToString(*report_.as_of) << '\n';
  }

  // One a line; many of them as many a line as have room.
  void WriteParameters() {
    const std::size_t columns = report_.parameters.size() > kParameters ? kParameterColumns : 0;
    std::size_t width = 0;
    for (const auto& [name, value] : report_.parameters) {
      const std::string text = Shown(name) + " = " + Shown(value);
      const bool has_room = width > 0 && width + 2 + text.size() <= columns;
      out_ << (has_room ? ", " : width == 0 ? "  parameter " : "\n  parameter ") << text;
      width = has_room ? width + 2 + text.size() : text.size();
    }
    if (width > 0) out_ << '\n';
  }

  // "terms.abide", "2 files, 1 table"
  std::string FilesText() const {
    const std::vector<check::LoadedFile>& files = report_.ruleset.files;
    if (files.size() == 1) return Shown(files.front().path);
    const auto tables = static_cast<std::uint64_t>(
        std::count_if(files.begin(), files.end(), [](const auto& file) { return file.is_table; }));
    return Joined(
        {Counted(files.size() - tables, "file"), tables == 0 ? "" : Counted(tables, "table")},
        ", ");
  }

  void WriteLog(const events::LogSummary& log) {
    out_ << "  log    " << LogText(log.path) << ": " << Counted(log.events, "event");
    if (!log.container.empty()) out_ << " from " << Shown(log.container);
    if (!log.source.empty()) out_ << " by source " << Shown(log.source);
    if (log.first && log.last) {
      out_ << ", " << values::ToString(*log.first) << " to " << values::ToString(*log.last);
    }
    const auto say = [this](std::uint64_t count, std::string_view what) {
      if (count != 0) out_ << ", " << Counted(count, "record") << ' ' << what;
    };
    say(log.unknown_events, "of kinds that the rules do not declare");
    say(log.skipped, "that the source does not take");
    say(log.later_than_present, "later than --as-of");
    if (log.ended_early) out_ << ", " << Paint("ended early", Ink::kBad);
    out_ << '\n';
  }

  void WriteEnd() {
    const std::string_view word = Outcome(report_);
    out_ << (wrote_ ? "\n" : "") << Paint(word, word == "passed" ? Ink::kGood : Ink::kBad) << ": "
         << ResultText(report_) << '\n';
    WriteNothingJudged();
  }

  // Silence is no compliance: that nothing was found says nothing then.
  void WriteNothingJudged() {
    const std::string text = NothingJudgedText(report_);
    if (text.empty()) return;
    out_ << Paint(text, Ink::kOpen);
    FailOn fail_on = report_.options.fail_on;
    if (fail_on.breaches && !fail_on.nothing_judged) {
      const bool is_usual = fail_on == FailOn{};
      fail_on.nothing_judged = true;
      out_ << fmt::format("; `--fail-on {}` lets that fail",
                          is_usual ? "nothing-judged" : ToString(fail_on));
    }
    out_ << '\n';
  }

  const Report& report_;
  const TextOptions& options_;
  std::ostream& out_;
  std::vector<std::vector<const Finding*>> by_clause_;
  std::vector<const ClauseReport*> clauses_;  // that were judged: by status, the gravest first
  bool wrote_ = false;
};

}  // namespace

void WriteProblemLines(const std::vector<ProblemReport>& problems, diagnostics::Colour colour,
                       std::ostream& out) {
  for (const ProblemReport& problem : problems) {
    out << ProblemTitle(problem, colour);
    std::string_view before = ", as at ";
    for (const ProblemExample& example : problem.examples) {
      const std::string place = ExamplePlace(example);
      out << (place.empty() ? "" : before) << place << ": " << Shown(example.message);
      if (!IsEachAnother(problem)) break;
      before = "\n  at ";
    }
    out << '\n';
  }
}

void WriteText(const Report& report, const TextOptions& options, std::ostream& out) {
  TextReport(report, options, out).Write();
}

}  // namespace abide::report
