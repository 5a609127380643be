#include "cli/check_command.h"

#include "cli/check_request.h"
#include "cli/compare_command.h"
#include "cli/counted.h"
#include "cli/diagnostics_document.h"
#include "cli/dump.h"
#include "cli/explain_event_command.h"
#include "cli/forms.h"
#include "cli/inputs.h"
#include "cli/judging.h"
#include "cli/logs.h"
#include "cli/replace_file.h"
#include "cli/saved_report.h"
#include "cli/suggestions.h"
#include "diagnostics/printable.h"
#include "mfotl/translate.h"
#include "plan/plan.h"
#include "report/baseline.h"
#include "report/json_report.h"
#include "report/redaction.h"
#include "report/wording.h"

#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

class CheckRun {
 public:
  CheckRun(CheckRequest request, const CommonArguments& common, const Terminal& terminal,
           Output& standard, engine::Remains& remains)
      : request_(std::move(request)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        remains_(remains),
        inputs_(terminal),
        baseline_file_(terminal),
        turns_(request_.reading.jobs),
        log_("abide", std::make_shared<spdlog::sinks::ostream_sink_st>(*terminal.err)) {
    log_.set_pattern("%H:%M:%S.%e %v");
    log_.set_level(common.verbose ? spdlog::level::info : spdlog::level::off);
  }

  ExitCode Run() {
    if (!FindRules()) return ExitCode::kBadUsage;
    if (request_.dump == Stage::kAst) return RunDumpAst();
    Load();
    // These two show rules that cannot be executed, too.
    const bool is_shown = request_.dump == Stage::kChecked || request_.dump == Stage::kMfotlLog;
    if (!sink_.has_errors() && !is_shown) Compile();
    HideFields();
    OpenLogFiles();
    ReadBaseline();
    OpenOutputs();
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    ShowWarnings();
    if (request_.dump) return RunDump();
    if (request_.logs.empty() && request_.forms.empty()) return EndWithoutLog();
    return Judge();
  }

 private:
  // False, and said, if no rules are named and there are none by default, or standard input is to
  // be several things.
  bool FindRules() {
    if (NamesRules(request_.rules.paths)) {
      request_.options.rules = request_.rules.paths;
      inputs_.Serve(request_.rules.paths);
      const bool is_one = HaveOneStandardInput({{"--rules -", request_.rules.paths},
                                                {"--baseline -", {request_.baseline}},
                                                {"LOG -", request_.logs}},
                                               usage_);
      if (is_one) return true;
    } else {
      SuggestRules(request_.logs, "--rules ", usage_.Add(Code::kNoRules));
    }
    terminal_.Show(usage_.all(), sources_);
    return false;
  }

  void Load() {
    rules_ = check::Check(request_.rules, inputs_, sources_, sink_);
    log_.info("rules: {} in {}", Counted(rules_.clauses.size(), "clause"),
              Counted(rules_.files.size(), "file"));
  }

  void Compile() {
    plan_ = plan::Compile(rules_, {.clauses = request_.options.clauses}, sink_);
    if (!sink_.has_errors()) CheckClauseGlobs(request_.options.clauses, {&rules_}, usage_, sink_);
    CheckSource(request_.options.source, rules_, usage_);
  }

  void OpenLogFiles() {
    logs_ = OpenLogs(request_.logs, usage_, &inputs_);
    for (const auto& log : logs_) {
      if (log->comes_in()) {
        log_.info("log: {}, as it comes in", log->path());
      } else {
        log_.info("log: {}, {} bytes", log->path(), log->size());
      }
    }
  }

  void ReadBaseline() {
    const std::string& path = request_.baseline;
    if (path.empty()) return;
    baseline_ = ReadSaved(
        path, baseline_file_.ReadOrStandardInput(path),
        [](std::string_view text) { return report::ReadBaseline(text); }, usage_);
    if (!baseline_) return;
    const std::string fault = report::BaselineFault(*baseline_, redaction_.hidden());
    if (fault.empty()) return;
    usage_.Add(Code::kReportUnreadable, std::vector{path, fault})
        .WithHelp("give a baseline that hides nothing, or the same fields with the same key file");
  }

  // Which fields the report does not show, and the key.
  void HideFields() {
    report::HiddenFields& asked = request_.hidden;
    std::string key = ReadKey();
    if (asked.fields.empty() || sink_.has_errors()) return;
    std::vector<report::HiddenField> fields;
    for (const report::HiddenFields::Field& field : asked.fields) {
      const auto found = report::FieldsNamed(field.name, field.how, rules_.schema);
      if (found.empty()) RefuseField(field.name);
      fields.insert(fields.end(), found.begin(), found.end());
    }
    if (request_.dump) {
      usage_.Add(Code::kCannotHide,
                 {asked.fields.front().name, "`--dump` shows events and rules as they are"});
    }
    const bool has_bundle =
        std::any_of(request_.forms.begin(), request_.forms.end(),
                    [](const FormWish& wish) { return wish.form == Form::kBundle; });
    if (has_bundle) {
      usage_.Add(Code::kCannotHide,
                 {asked.fields.front().name, "a bundle holds records of logs as they are"});
    }
    if (!usage_.has_errors()) redaction_ = report::Redaction(asked, fields, std::move(key));
  }

  void RefuseField(const std::string& name) {
    if (name == "time" || name.ends_with(".time")) {
      usage_.Add(Code::kCannotHide, {name, "findings are in the order of their times"})
          .WithHelp("leave it out, and hide the fields that tell whose time it is");
      return;
    }
    SuggestNearest(name, report::NamesOfFields(rules_.schema),
                   usage_.Add(Code::kNoSuchField, std::vector{name}));
  }

  // Of `--pseudonym-key-file`, without the line's end; empty: none.
  std::string ReadKey() {
    const std::string& path = request_.key_file;
    if (path.empty()) return {};
    const auto text = inputs_.Read(path);
    if (!text) {
      usage_.Add(Code::kKeyFileUnusable, {path, text.error()});
      return {};
    }
    std::string key = text->substr(0, text->find_last_not_of("\r\n") + 1);
    if (key.size() >= report::kLeastKey) return key;
    usage_.Add(Code::kKeyFileUnusable,
               {path, fmt::format("it holds {}, and a key has at least {}",
                                  Counted(key.size(), "byte"), report::kLeastKey)});
    return {};
  }

  void OpenOutputs() {
    static const FormWish kText;
    outputs_ = cli::OpenOutputs(
        request_.forms, standard_,
        [this](const FormWish& wish) {
          const std::string input = inputs_.At(wish.path);
          const bool is_lost = input.empty() && wish.form != Form::kJson;
          return is_lost ? baseline_file_.At(wish.path) : input;
        },
        usage_);
    if (request_.forms.empty()) outputs_.push_back({&kText, &standard_, nullptr});
  }

  ExitCode RunDumpAst() {
    DumpAst(request_.rules.paths, sources_, sink_, *terminal_.out);
    terminal_.Show(sink_.Sorted(), sources_);
    if (!sink_.has_errors()) return ExitCode::kOk;
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  // Errors on standard error as text and, where a JSON report was asked for, those of the rules in
  // its place as data.
  ExitCode EndWithErrors() {
    std::vector<Diagnostic> all = sink_.Sorted();
    if (sink_.has_errors()) WriteDiagnostics(all);
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, sources_);
    *terminal_.err << fmt::format("\n{}; nothing was judged\n",
                                  Counted(sink_.error_count() + usage_.error_count(), "error"));
    FinishBegun(outputs_, terminal_);
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  void WriteDiagnostics(const std::vector<Diagnostic>& sorted) const {
    for (const FormOutput<FormWish>& form : outputs_) {
      // A baseline gives way to a report alone.
      const bool is_baseline =
          form.wish->is_baseline || !baseline_file_.At(form.wish->path).empty();
      if (form.wish->form != Form::kJson || is_baseline) continue;
      WriteDiagnosticsDocument(sorted, sources_, form.output->stream());
    }
  }

  void ShowWarnings() {
    if (!common_.quiet) terminal_.Show(sink_.Sorted(), sources_);
  }

  ExitCode EndWithoutLog() const {
    if (!common_.quiet) {
      *terminal_.err << fmt::format(
          "the rules are in order: {} in {}; no log was given, so nothing "
          "was judged\n",
          Counted(rules_.clauses.size(), "clause"), Counted(rules_.files.size(), "file"));
    }
    return ExitCode::kOk;
  }

  ExitCode RunDump() {
    if (request_.dump == Stage::kChecked) {
      *terminal_.out << check::Dump(rules_);
    } else if (request_.dump == Stage::kPlan) {
      *terminal_.out << plan::Dump(*plan_);
    } else if (request_.dump == Stage::kMfotlLog) {
      // Its own warnings belong to the formulas.
      DiagnosticSink left_out;
      const mfotl::Translation translation = mfotl::Translate(rules_, sources_, left_out);
      events::EventStream stream =
          MakeJudging().OpenStream(events::FieldSelection::Everything(rules_.schema));
      DumpMfotlLog(translation.facts, stream, request_.options.as_of, *terminal_.out);
      return CodeOf(stream);
    } else {
      events::EventStream stream =
          MakeJudging().OpenStream(events::FieldSelection::Everything(rules_.schema));
      DumpEvents(rules_.schema, stream, *terminal_.out);
      if (!common_.quiet) SayHowLogsWereRead(stream.summaries(), *terminal_.err);
      ShowProblems(report::ProblemsOf(MakeJudging().ProblemsOf(stream).Tallies()));
      return CodeOf(stream);
    }
    return ExitCode::kOk;
  }

  Judging MakeJudging() {
    return {request_,      rules_, PointersTo(logs_), terminal_,
            common_.quiet, turns_, remains_,          usage_};
  }

  // Where no text that says so is in sight.
  void ShowProblems(const std::vector<report::ProblemReport>& problems) const {
    if (!common_.quiet) report::WriteProblemLines(problems, terminal_.ErrColour(), *terminal_.err);
  }

  void SayNothingJudged(const report::Report& report) const {
    if (rules_.clauses.empty()) return;  // that was said
    const std::string text = report::NothingJudgedText(report);
    if (!text.empty()) *terminal_.err << "note: " << text << '\n';
  }

  ExitCode Judge() {
    if (rules_.clauses.empty() && !common_.quiet) terminal_.Show(usage_.Add(Code::kNoClauses));
    events::FieldSelection fields = plan_->fields;
    redaction_.AddTo(fields);
    events::EventStream stream = MakeJudging().OpenStream(std::move(fields));
    const report::Options& options = request_.options;
    auto verdicts =
        MakeJudging().Judge(*plan_, stream, {options.since, options.until}, redaction_, nullptr);
    if (!verdicts) {
      usage_.Add(verdicts.error());
      terminal_.Show(verdicts.error());
      *terminal_.err << "\nnothing was judged\n";
      WriteDiagnostics(usage_.all());
      FinishBegun(outputs_, terminal_);
      return ExitCode::kBadUsage;
    }
    if (!common_.quiet) SayHowLogsWereRead(stream.summaries(), *terminal_.err);
    if (!stream.failures().empty()) return RefusePart(stream);
    log_.info("judged: {}", Counted(verdicts->findings.size(), "finding"));
    auto made = MakeReport(stream, std::move(*verdicts));
    if (!made) {
      terminal_.Show(made.error());
      return ExitCode::kBadUsage;
    }
    // Findings are compared as they are, or as both hide them.
    const bool is_plain = baseline_ && baseline_->hidden.fields.empty();
    if (is_plain) report::ApplyBaseline(*baseline_, *made);
    redaction_.Apply(rules_, *made);
    if (baseline_ && !is_plain) report::ApplyBaseline(*baseline_, *made);
    const auto report = std::make_shared<const report::Report>(std::move(*made));
    remains_.push_back(report);
    bool is_whole = WriteForms(*report);
    const bool shows_text =
        std::any_of(outputs_.begin(), outputs_.end(), [this](const FormOutput<FormWish>& form) {
          return form.wish->form == Form::kText && form.output == &standard_;
        });
    if (!shows_text) ShowProblems(report->problems);
    if (!shows_text && !common_.quiet) SayNothingJudged(*report);
    const ExitCode of_verdicts = report::Fails(*report) ? ExitCode::kBreaches : ExitCode::kOk;
    const ExitCode code = report::IsReadWhole(*report) ? of_verdicts : ExitCode::kBadLog;
    is_whole = Finish(outputs_, terminal_) && is_whole;
    return is_whole ? code : ExitCode::kBadUsage;
  }

  bool WriteForms(const report::Report& report) {
    const FormSetting setting{
        .detail = request_.detail,
        .step_summary = StepSummaryFile(),
        .bundle = {.rules = &rules_, .files = &inputs_, .logs = PointersTo(logs_)},
        .anchor = request_.anchor};
    bool is_whole = true;
    for (const FormOutput<FormWish>& form : outputs_) {
      const bool is_written = IsReplaced(form) ? WriteBaseline(report, form.wish->path)
                                               : WriteForm(report, form, setting, terminal_);
      is_whole = is_written && is_whole;
    }
    std::erase_if(outputs_, IsReplaced);
    return is_whole;
  }

  // A device or a pipe has nothing that could be lost.
  static bool IsReplaced(const FormOutput<FormWish>& form) {
    std::error_code error;
    return form.wish->is_baseline && std::filesystem::is_regular_file(form.wish->path, error);
  }

  bool WriteBaseline(const report::Report& report, const std::string& path) const {
    if (request_.logs.empty()) {
      *terminal_.err << fmt::format("note: no log was given, so `{}` is left as it was\n",
                                    diagnostics::Printable(path));
      return true;
    }
    std::ostringstream text;
    report::WriteJson(report, text);
    const std::optional<Diagnostic> failure = ReplaceFile(path, text.view());
    if (failure) terminal_.Show(*failure);
    return !failure;
  }

  // What was judged is a part of the logs, and how large a part nobody can tell.
  ExitCode RefusePart(const events::EventStream& stream) {
    terminal_.Show(stream.failures(), sources_);
    *terminal_.err << "\nno report is written: the logs were not read to their end\n";
    for (const Diagnostic& failure : stream.failures()) usage_.Add(failure);
    WriteDiagnostics(usage_.all());
    FinishBegun(outputs_, terminal_);
    return ExitCode::kBadUsage;
  }

  diagnostics::Expected<report::Report, Diagnostic> MakeReport(const events::EventStream& stream,
                                                               engine::Verdicts verdicts) {
    report::Inputs inputs = MakeJudging().InputsOf(sources_, *plan_, stream, std::move(verdicts));
    redaction_.HideLogTexts(rules_, inputs.problems);
    const bool shows_digests = std::any_of(
        outputs_.begin(), outputs_.end(),
        [](const FormOutput<FormWish>& form) { return form.wish->form != Form::kText; });
    if (shows_digests && !redaction_.hides()) inputs.files = PointersTo(logs_);
    return report::MakeReport(std::move(inputs));
  }

  ExitCode CodeOf(const events::EventStream& stream) const {
    terminal_.Show(stream.failures(), sources_);
    if (!stream.failures().empty()) return ExitCode::kBadUsage;
    const bool is_whole =
        report::IsReadWhole(stream.summaries(), report::ProblemsOf(stream.problems().Tallies()),
                            stream.problems().bad_records(), request_.options.allow_bad_lines);
    return is_whole ? ExitCode::kOk : ExitCode::kBadLog;
  }

  CheckRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  engine::Remains& remains_;
  Inputs inputs_;         // all but
  Inputs baseline_file_;  // this one: it is read whole before the next one is written in its place
  events::Turns turns_;
  spdlog::logger log_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  check::CheckedRules rules_;
  report::Redaction redaction_;
  std::optional<plan::Plan> plan_;
  std::vector<std::unique_ptr<events::LogFile>> logs_;
  std::vector<FormOutput<FormWish>> outputs_;
  std::optional<report::Baseline> baseline_;
};

}  // namespace

ExitCode RunCheck(const CheckArguments& arguments, const CommonArguments& common,
                  const Terminal& terminal, Output& out, engine::Remains& remains) {
  DiagnosticSink sink;
  CheckRequest request = MakeRequest(arguments, common, sink);
  if (sink.has_errors()) {
    terminal.Show(sink.all(), {});
    return ExitCode::kBadUsage;
  }
  if (!request.compared_rules.empty()) {
    return RunCompare(std::move(request), common, terminal, out, remains);
  }
  if (!request.explained_event.empty()) {
    return RunExplainEvent(std::move(request), common, terminal, out, remains);
  }
  return CheckRun(std::move(request), common, terminal, out, remains).Run();
}

}  // namespace abide::cli
