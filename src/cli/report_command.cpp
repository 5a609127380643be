#include "cli/report_command.h"

#include "cli/forms.h"
#include "cli/inputs.h"
#include "cli/saved_report.h"
#include "report/baseline.h"
#include "report/read_report.h"
#include "report/redaction.h"

#include <optional>
#include <string_view>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;

// The report, with the marks of the baseline if there is one.
std::optional<report::Report> Read(const ReportArguments& arguments, const Inputs& inputs,
                                   DiagnosticSink& sink) {
  auto report = ReadSaved(
      arguments.path, inputs.ReadOrStandardInput(arguments.path),
      [](std::string_view text) { return report::ReadReport(text); }, sink);
  if (arguments.baseline.empty()) return report;
  const auto baseline = ReadSaved(
      arguments.baseline, inputs.ReadOrStandardInput(arguments.baseline),
      [](std::string_view text) { return report::ReadBaseline(text); }, sink);
  if (!report || !baseline) return report;
  std::string fault = report::BaselineFault(*baseline, report->hidden);
  if (baseline->hidden.fields.empty() && !report->hidden.fields.empty()) {
    fault = "it hides nothing, and the report does";
  }
  if (fault.empty()) {
    report::ApplyBaseline(*baseline, *report);
    report->options.baseline = arguments.baseline;
  } else {
    sink.Add(Code::kReportUnreadable, std::vector{arguments.baseline, fault})
        .WithHelp("compare reports that hide the same fields with the same key file, or nothing");
  }
  return report;
}

// A saved report does not tell which of its texts are values of which field: a message, a note or
// the name of an artifact may repeat any. So nothing is hidden here, rather than almost everything.
void RefuseToHide(const ReportArguments& arguments, DiagnosticSink& sink) {
  for (const auto* names : {&arguments.redacted, &arguments.pseudonymised}) {
    for (const std::string& name : *names) {
      sink.Add(Code::kCannotHide,
               {name, "a saved report does not tell which texts are values of a field"});
    }
  }
}

// False, and said, if one could not be written whole.
bool WriteForms(const report::Report& report, const std::vector<FormWish>& forms,
                const ReportArguments& arguments, std::optional<report::Anchor> anchor,
                const Inputs& inputs, const CommonArguments& common, const Terminal& terminal,
                Output& out, DiagnosticSink& sink) {
  const auto input_at = [&](const FormWish& wish) { return inputs.At(wish.path); };
  const auto outputs = OpenOutputs(forms, out, input_at, sink);
  if (sink.has_errors()) return false;
  const FormSetting setting{.detail = DetailOf(arguments.details, common.quiet),
                            .step_summary = StepSummaryFile(),
                            .anchor = anchor};
  bool is_whole = true;
  for (const auto& form : outputs) {
    is_whole = WriteForm(report, form, setting, terminal) && is_whole;
  }
  return Finish(outputs, terminal) && is_whole;
}

}  // namespace

ExitCode RunReport(const ReportArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out) {
  DiagnosticSink sink;
  std::vector<FormWish> forms;
  for (const std::string& form : arguments.forms) AddForm(form, "report", forms, sink);
  if (arguments.forms.empty()) forms.push_back({Form::kText, "", "text"});
  const auto anchor = AnchorOf(arguments.anchor, "report", sink);
  RefuseToHide(arguments, sink);
  const Inputs inputs(terminal);
  std::optional<report::Report> report;
  if (HaveOneStandardInput({{"REPORT -", {arguments.path}}, {"--baseline -", {arguments.baseline}}},
                           sink)) {
    report = Read(arguments, inputs, sink);
  }
  const bool is_whole =
      report && !sink.has_errors() &&
      WriteForms(*report, forms, arguments, anchor, inputs, common, terminal, out, sink);
  terminal.Show(sink.all(), {});
  return is_whole ? ExitCode::kOk : ExitCode::kBadUsage;
}

}  // namespace abide::cli
