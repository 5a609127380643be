#include "cli/report_command.h"

#include "check/disk_files.h"
#include "cli/forms.h"
#include "report/read_report.h"

#include <filesystem>
#include <iostream>
#include <sstream>
#include <system_error>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::Expected;

Expected<std::string, std::string> TextOf(const std::string& path) {
  if (path != "-") return check::DiskFiles().Read(path);
  std::ostringstream text;
  text << std::cin.rdbuf();
  return std::move(text).str();
}

bool IsSameFile(const std::string& a, const std::string& b) {
  std::error_code error;
  return std::filesystem::is_regular_file(a, error) && std::filesystem::equivalent(a, b, error);
}

// The outputs of the forms; an error in `sink` for each that can't be had.
std::vector<FormOutput<FormWish>> OpenOutputs(const std::vector<FormWish>& forms,
                                              const std::string& input, Output& standard,
                                              DiagnosticSink& sink) {
  std::vector<FormOutput<FormWish>> outputs;
  for (const FormWish& wish : forms) {
    if (wish.path.empty()) {
      outputs.push_back({&wish, &standard, nullptr});
    } else if (IsSameFile(wish.path, input)) {
      sink.Add(Code::kCannotWrite, {wish.path, "it is read as `" + input + "`"});
    } else if (auto output = Output::Open(wish.path)) {
      Output* file = output->get();
      outputs.push_back({&wish, file, std::move(*output)});
    } else {
      sink.Add(output.error());
    }
  }
  return outputs;
}

}  // namespace

ExitCode RunReport(const ReportArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out) {
  DiagnosticSink sink;
  std::vector<FormWish> forms;
  for (const std::string& form : arguments.forms) AddForm(form, "report", forms, sink);
  if (arguments.forms.empty()) forms.push_back({Form::kText, "", "text"});
  const auto text = TextOf(arguments.path);
  if (!text) sink.Add(Code::kReportUnreadable, {arguments.path, text.error()});
  if (!sink.has_errors()) {
    const auto report = report::ReadReport(*text);
    if (report) {
      const auto outputs = OpenOutputs(forms, arguments.path, out, sink);
      const FormSetting setting{.detail = DetailOf(arguments.details, common.quiet),
                                .step_summary = StepSummaryFile()};
      bool is_whole = !sink.has_errors();
      for (const auto& form : outputs) {
        is_whole = is_whole && WriteForm(*report, form, setting, terminal);
      }
      is_whole = Finish(outputs, terminal) && is_whole;
      if (is_whole) return ExitCode::kOk;
    } else {
      auto& diagnostic =
          sink.Add(Code::kReportUnreadable, {arguments.path, report.error().message});
      if (!report.error().help.empty()) diagnostic.WithHelp(report.error().help);
    }
  }
  terminal.Show(sink.all(), {});
  return ExitCode::kBadUsage;
}

}  // namespace abide::cli
