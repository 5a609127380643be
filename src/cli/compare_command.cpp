#include "cli/compare_command.h"

#include "check/disk_files.h"
#include "cli/counted.h"
#include "cli/diagnostics_document.h"
#include "cli/forms.h"
#include "cli/inputs.h"
#include "cli/judging.h"
#include "cli/logs.h"
#include "cli/suggestions.h"
#include "report/impact.h"
#include "report/markdown_report.h"
#include "report/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

// One of the two rule sets, and what came of the logs by it.
struct Side {
  CheckRequest request;
  diagnostics::SourceSet sources;
  DiagnosticSink sink;
  check::CheckedRules rules;
  std::optional<plan::Plan> plan;
  std::optional<report::Report> report;
};

class CompareRun {
 public:
  CompareRun(CheckRequest request, const CommonArguments& common, const Terminal& terminal,
             Output& standard, engine::Remains& remains)
      : request_(std::move(request)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        remains_(remains),
        inputs_(terminal),
        turns_(request_.reading.jobs) {}

  ExitCode Run() {
    if (!IsInOrder()) return ExitCode::kBadUsage;
    inputs_.Serve(request_.compared_rules);
    const bool is_one = HaveOneStandardInput({{"OLD -", {request_.compared_rules[0]}},
                                              {"NEW -", {request_.compared_rules[1]}},
                                              {"LOG -", request_.logs}},
                                             usage_);
    if (!is_one) return EndWithErrors();
    for (std::size_t i = 0; i < sides_.size(); ++i) Load(request_.compared_rules[i], sides_[i]);
    CheckNames();
    logs_ = OpenLogs(request_.logs, usage_, &inputs_);
    OpenOutputs();
    const bool has_bad_rules = std::any_of(sides_.begin(), sides_.end(),
                                           [](const Side& side) { return side.sink.has_errors(); });
    if (has_bad_rules || usage_.has_errors()) return EndWithErrors();
    ExitCode code = ExitCode::kOk;
    for (Side& side : sides_) {
      if (!common_.quiet) terminal_.Show(side.sink.Sorted(), side.sources);
      const std::optional<ExitCode> of_logs = Judge(side);
      if (!of_logs) return ExitCode::kBadUsage;
      if (*of_logs != ExitCode::kOk) code = *of_logs;
    }
    const report::Impact impact = report::ImpactOf(*sides_[0].report, *sides_[1].report);
    for (const FormOutput<FormWish>& form : outputs_) Write(impact, form);
    if (!Finish(outputs_, terminal_)) return ExitCode::kBadUsage;
    if (code != ExitCode::kOk) return code;
    return impact.failing == 0 ? ExitCode::kOk : ExitCode::kBreaches;
  }

 private:
  // False, and said once, if a log stands where rules do or the other way round: read as what they
  // are not, they would be at fault line by line.
  bool IsInOrder() {
    std::vector<std::string> rules, logs;
    std::string wrong;
    const auto sort = [&](const std::string& path, bool is_wanted_as_rules) {
      const bool is_rules = is_wanted_as_rules ? !IsPlainlyLog(path) : IsPlainlyRules(path);
      (is_rules ? rules : logs).push_back(path);
      if (is_rules != is_wanted_as_rules && wrong.empty()) {
        wrong = fmt::format("`{}` is {}", path, is_rules ? "rules" : "a log");
      }
    };
    for (const std::string& path : request_.compared_rules) sort(path, true);
    for (const std::string& path : request_.logs) sort(path, false);
    if (wrong.empty()) return true;
    Diagnostic& misordered = usage_.Add(
        Code::kBadOptionValue,
        {"--compare-rules", "two rule files or folders, and logs stand behind them: " + wrong,
         fmt::format("{}", fmt::join(request_.compared_rules, " "))});
    misordered.WithHelp(rules.size() == 2 && !logs.empty()
                            ? fmt::format("write `--compare-rules {} {}`", fmt::join(rules, " "),
                                          fmt::join(logs, " "))
                            : "write `--compare-rules OLD NEW LOG…`");
    terminal_.Show(usage_.all(), {});
    return false;
  }

  static bool IsPlainlyLog(const std::string& path) {
    if (IsRuleFile(path)) return false;
    const auto text = check::DiskFiles().Read(path);
    return text && !check::WhyNoRules(path, *text).empty();
  }

  static bool IsPlainlyRules(const std::string& path) {
    const auto in_folder = check::DiskFiles().RuleFiles(path);
    return IsRuleFile(path) || (in_folder && !in_folder->empty());
  }

  void Load(const std::string& path, Side& side) {
    side.request = request_;
    side.request.rules.paths = {path};
    side.request.options.rules = {path};
    DiagnosticSink all;
    side.rules = check::Check(side.request.rules, inputs_, side.sources, all);
    // A parameter may be one of the other rules.
    for (const Diagnostic& each : all.all()) {
      (each.code == Code::kUnknownParameter ? unknown_ : side.sink).Add(each);
    }
    if (side.sink.has_errors()) return;
    side.plan = plan::Compile(side.rules, {.clauses = request_.options.clauses}, side.sink);
    CheckSource(request_.options.source, side.rules, usage_);
  }

  // What neither of the rules has.
  void CheckNames() {
    std::vector<Diagnostic> seen;
    for (const Diagnostic& each : unknown_.all()) {
      const auto is_same = [&each](const Diagnostic& other) {
        return other.arguments == each.arguments;
      };
      if (std::any_of(seen.begin(), seen.end(), is_same)) usage_.Add(each);
      seen.push_back(each);
    }
    const bool are_in_order = std::all_of(sides_.begin(), sides_.end(),
                                          [](const Side& side) { return side.plan.has_value(); });
    if (!are_in_order) return;
    CheckClauseGlobs(request_.options.clauses, {&sides_[0].rules, &sides_[1].rules}, usage_,
                     sides_[1].sink);
  }

  void OpenOutputs() {
    static const FormWish kText;
    const auto input_at = [this](const FormWish& wish) { return inputs_.At(wish.path); };
    outputs_ = cli::OpenOutputs(request_.forms, standard_, input_at, usage_);
    if (request_.forms.empty()) outputs_.push_back({&kText, &standard_, nullptr});
  }

  ExitCode EndWithErrors() {
    bool has_bad_rules = false;
    std::size_t errors = usage_.error_count();
    bool is_written = false;
    for (const Side& side : sides_) {
      terminal_.Show(side.sink.Sorted(), side.sources);
      has_bad_rules = has_bad_rules || HasBadRules(side.sink);
      errors += side.sink.error_count();
      if (side.sink.has_errors() && !std::exchange(is_written, true)) WriteDiagnostics(side);
    }
    terminal_.Show(usage_.all(), {});
    *terminal_.err << fmt::format("\n{}; nothing was judged\n", Counted(errors, "error"));
    FinishBegun(outputs_, terminal_);
    return has_bad_rules ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  // In place of the JSON that was asked for; of the first rules that have errors.
  void WriteDiagnostics(const Side& side) const {
    for (const FormOutput<FormWish>& form : outputs_) {
      if (form.wish->form != Form::kJson) continue;
      WriteDiagnosticsDocument(side.sink.Sorted(), side.sources, form.output->stream());
    }
  }

  // How well the logs could be read; nothing, and said, if they could not be judged.
  std::optional<ExitCode> Judge(Side& side) {
    const Judging judging{side.request,  side.rules, PointersTo(logs_), terminal_,
                          common_.quiet, turns_,     remains_,          usage_};
    report::Redaction nothing_hidden;
    events::EventStream stream = judging.OpenStream(side.plan->fields);
    const report::Options& options = request_.options;
    auto verdicts =
        judging.Judge(*side.plan, stream, {options.since, options.until}, nothing_hidden, nullptr);
    if (!verdicts) {
      terminal_.Show(verdicts.error());
      *terminal_.err << "\nnothing was compared\n";
      return std::nullopt;
    }
    // What was judged is a part of the logs, and how large a part nobody can tell.
    if (!stream.failures().empty()) {
      terminal_.Show(stream.failures(), side.sources);
      *terminal_.err << "\nnothing was compared: the logs were not read to their end\n";
      return std::nullopt;
    }
    auto made = report::MakeReport(
        judging.InputsOf(side.sources, *side.plan, stream, std::move(*verdicts)));
    if (!made) {
      terminal_.Show(made.error());
      return std::nullopt;
    }
    side.report = std::move(*made);
    if (&side == &sides_.back()) TellOfReading(stream, *side.report);
    return report::IsReadWhole(*side.report) ? ExitCode::kOk : ExitCode::kBadLog;
  }

  // Both read the same logs: what the new rules make of them is told.
  void TellOfReading(const events::EventStream& stream, const report::Report& report) const {
    if (common_.quiet) return;
    SayHowLogsWereRead(stream.summaries(), *terminal_.err);
    report::WriteProblemLines(report.problems, terminal_.ErrColour(), *terminal_.err);
    if (report.logs.empty()) {
      *terminal_.err << "note: no log was given, so nothing was judged\n";
    } else if (const std::string text = report::NothingJudgedText(report); !text.empty()) {
      *terminal_.err << "note: " << text << '\n';
    }
  }

  void Write(const report::Impact& impact, const FormOutput<FormWish>& form) const {
    std::ostream& out = form.output->stream();
    if (form.wish->form == Form::kJson) return report::WriteImpactJson(impact, out);
    if (form.wish->form == Form::kMarkdown) {
      return report::WriteImpactMarkdown(impact, report::kMarkdownBytes, out);
    }
    const bool all = request_.detail == report::Detail::kAll;
    report::WriteImpactText(impact, all, ColourOf(form, terminal_), out);
  }

  CheckRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  engine::Remains& remains_;
  Inputs inputs_;
  events::Turns turns_;
  DiagnosticSink usage_;    // of the command line and its files
  DiagnosticSink unknown_;  // parameters that one of the rules does not have
  std::array<Side, 2> sides_;
  std::vector<std::unique_ptr<events::LogFile>> logs_;
  std::vector<FormOutput<FormWish>> outputs_;
};

}  // namespace

ExitCode RunCompare(CheckRequest request, const CommonArguments& common, const Terminal& terminal,
                    Output& out, engine::Remains& remains) {
  return CompareRun(std::move(request), common, terminal, out, remains).Run();
}

}  // namespace abide::cli
