#include "cli/explain_event_command.h"

#include "cli/diagnostics_document.h"
#include "cli/forms.h"
#include "cli/inputs.h"
#include "cli/judging.h"
#include "cli/log_line.h"
#include "cli/logs.h"
#include "cli/suggestions.h"
#include "cli/version_command.h"
#include "reasons/reasons.h"
#include "report/reasons_report.h"
#include "report/text_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

class ExplainEventRun {
 public:
  ExplainEventRun(CheckRequest request, const CommonArguments& common, const Terminal& terminal,
                  Output& standard, engine::Remains& remains)
      : request_(std::move(request)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        remains_(remains),
        inputs_(terminal),
        turns_(request_.reading.jobs) {}

  ExitCode Run() {
    if (!NamesRules(request_.rules.paths)) {
      terminal_.Show(usage_.Add(Code::kNoRules));
      return ExitCode::kBadUsage;
    }
    inputs_.Serve(request_.rules.paths);
    const bool is_one = HaveOneStandardInput(
        {{"--rules -", request_.rules.paths}, {"LOG -", request_.logs}}, usage_);
    if (!is_one) return EndWithErrors();
    rules_ = check::Check(request_.rules, inputs_, sources_, sink_);
    if (!sink_.has_errors()) Compile();
    logs_ = OpenLogs(request_.logs, usage_, &inputs_);
    OpenOutputs();
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    const auto line = FindLogLine(request_.explained_event, PointersTo(logs_));
    if (!line) return Refuse(line.error());
    reasons::Explainer explainer(plan_, sources_);
    if (const auto faults = AskFor(*line, explainer); !faults.empty()) return Refuse(faults);
    return Explain(explainer);
  }

 private:
  void Compile() {
    plan_ = plan::Compile(rules_, {.clauses = request_.options.clauses}, sink_);
    CheckSource(request_.options.source, rules_, usage_);
    if (!sink_.has_errors()) CheckClauseGlobs(request_.options.clauses, {&rules_}, usage_, sink_);
  }

  void OpenOutputs() {
    static const FormWish kText;
    const auto input_at = [this](const FormWish& wish) { return inputs_.At(wish.path); };
    outputs_ = cli::OpenOutputs(request_.forms, standard_, input_at, usage_);
    if (request_.forms.empty()) outputs_.push_back({&kText, &standard_, nullptr});
  }

  ExitCode EndWithErrors() {
    std::vector<Diagnostic> all = sink_.Sorted();
    for (const FormOutput<FormWish>& form : outputs_) {
      if (!sink_.has_errors() || form.wish->form != Form::kJson) continue;
      WriteDiagnosticsDocument(all, sources_, form.output->stream());
    }
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, sources_);
    FinishBegun(outputs_, terminal_);
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  ExitCode Refuse(const Diagnostic& fault) const { return Refuse(std::vector{fault}); }
  ExitCode Refuse(const std::vector<Diagnostic>& faults) const {
    terminal_.Show(faults, sources_);
    return ExitCode::kBadUsage;
  }

  Judging MakeJudging() {
    return {request_,      rules_, PointersTo(logs_), terminal_,
            common_.quiet, turns_, remains_,          usage_};
  }

  // Looks for the events of the line, with all their fields and whatever the present is. Why not,
  // if there is none.
  std::vector<Diagnostic> AskFor(const LogLine& line, reasons::Explainer& explainer) {
    const std::optional<values::Instant> as_of = std::exchange(request_.options.as_of, {});
    events::EventStream stream =
        MakeJudging().OpenStream(events::FieldSelection::Everything(rules_.schema));
    request_.options.as_of = as_of;
    for (bool is_first = true; is_first || stream.Restarted(); is_first = false) {
      first_.reset();
      explainer.Forget();
      while (const events::Event* event = stream.Next()) {
        if (event->place.log != line.log || event->place.line != line.line) continue;
        first_ = first_ ? std::min(*first_, event->time) : event->time;
        last_ = std::max(last_, event->time);
        explainer.Ask(*event);
      }
    }
    // Of a part of the log nobody can tell what it has at the line.
    if (!stream.failures().empty()) return stream.failures();
    DiagnosticSink fault;
    if (!first_) {
      events::ReaderOptions options;
      options.schema = &rules_.schema;
      options.selection = events::FieldSelection::Everything(rules_.schema);
      for (const events::SourceMap& source : rules_.sources) options.sources.push_back(&source);
      options.strict = request_.options.strict;
      return {fault.Add(Code::kNoEventThere, {line.text, WhyNoEvent(line, *logs_[line.log], stream,
                                                                    std::move(options))})};
    }
    if (!as_of || *first_ <= *as_of) return {};
    return {fault.Add(Code::kNoEventThere,
                      {line.text, fmt::format("its time, {}, is later than `--as-of`",
                                              values::ToString(*first_))})};
  }

  ExitCode Explain(reasons::Explainer& explainer) {
    if (!common_.quiet) terminal_.Show(sink_.Sorted(), sources_);
    events::EventStream stream = MakeJudging().OpenStream(plan_.fields);
    report::Redaction nothing_hidden;
    // Findings of the event alone are made; every event is judged.
    const Judging::Range range{.since = first_, .until = values::Instant{last_.nanos + 1}};
    const auto verdicts = MakeJudging().Judge(plan_, stream, range, nothing_hidden, &explainer);
    if (!verdicts) return Refuse(verdicts.error());
    if (!stream.failures().empty()) return Refuse(stream.failures());
    const std::vector<reasons::EventReasons> events = explainer.Take(*verdicts);
    TellRange();
    report::ReasonsInputs inputs{
        .rules = &rules_, .sources = &sources_, .logs = {}, .version = std::string(Version())};
    for (const auto& log : logs_) inputs.logs.push_back(log->path());
    for (const FormOutput<FormWish>& form : outputs_) {
      if (form.wish->form == Form::kJson) {
        report::WriteReasonsJson(events, inputs, form.output->stream());
      } else {
        const report::ReasonsDetail detail = request_.detail == report::Detail::kAll
                                                 ? report::ReasonsDetail::kAll
                                                 : report::ReasonsDetail::kTouched;
        report::WriteReasonsText(events, inputs, detail, ColourOf(form, terminal_),
                                 form.output->stream());
      }
    }
    return Finish(outputs_, terminal_) ? CodeOf(stream) : ExitCode::kBadUsage;
  }

  // What could not be read may have changed what stands at the event.
  ExitCode CodeOf(const events::EventStream& stream) {
    if (stream.problems().bad_records() <= request_.options.allow_bad_lines) return ExitCode::kOk;
    if (!common_.quiet) {
      report::WriteProblemLines(report::ProblemsOf(MakeJudging().ProblemsOf(stream).Tallies()),
                                terminal_.ErrColour(), *terminal_.err);
    }
    return ExitCode::kBadLog;
  }

  // What is told is what stands at the event, whether or not a report would hold it.
  void TellRange() const {
    const auto& [since, until] = std::pair(request_.options.since, request_.options.until);
    const bool is_reported = (!since || *since <= *first_) && (!until || *first_ < *until);
    if (is_reported || common_.quiet) return;
    *terminal_.err << "note: the event lies outside of `--since` and `--until`: a report has no "
                      "finding at it\n";
  }

  CheckRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  engine::Remains& remains_;
  Inputs inputs_;
  events::Turns turns_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  check::CheckedRules rules_;
  plan::Plan plan_;
  std::vector<std::unique_ptr<events::LogFile>> logs_;
  std::vector<FormOutput<FormWish>> outputs_;
  std::optional<values::Instant> first_;  // of the events that are asked for
  values::Instant last_ = values::Instant::Min();
};

}  // namespace

ExitCode RunExplainEvent(CheckRequest request, const CommonArguments& common,
                         const Terminal& terminal, Output& out, engine::Remains& remains) {
  return ExplainEventRun(std::move(request), common, terminal, out, remains).Run();
}

}  // namespace abide::cli
