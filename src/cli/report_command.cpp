#include "cli/report_command.h"

#include "check/disk_files.h"
#include "cli/forms.h"
#include "report/baseline.h"
#include "report/read_report.h"

#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

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

// What a reader of reports makes of a file; nothing, and an error, if it can't.
template <typename Reader>
auto ReadFile(const std::string& path, const Reader& reader, DiagnosticSink& sink)
    -> std::optional<std::decay_t<decltype(reader("").value())>> {
  const auto text = TextOf(path);
  if (!text) {
    sink.Add(Code::kReportUnreadable, {path, text.error()});
    return std::nullopt;
  }
  auto result = reader(*text);
  if (result) return std::move(*result);
  auto& diagnostic = sink.Add(Code::kReportUnreadable, {path, result.error().message});
  if (!result.error().help.empty()) diagnostic.WithHelp(result.error().help);
  return std::nullopt;
}

// The report, with the marks of the baseline if there is one.
std::optional<report::Report> Read(const ReportArguments& arguments, DiagnosticSink& sink) {
  auto report = ReadFile(
      arguments.path, [](std::string_view text) { return report::ReadReport(text); }, sink);
  if (arguments.baseline.empty()) return report;
  const auto baseline = ReadFile(
      arguments.baseline, [](std::string_view text) { return report::ReadBaseline(text); }, sink);
  if (report && baseline) report::ApplyBaseline(*baseline, *report);
  return report;
}

// False, and said, if one could not be written whole.
bool WriteForms(const report::Report& report, const std::vector<FormWish>& forms,
                const ReportArguments& arguments, const CommonArguments& common,
                const Terminal& terminal, Output& out, DiagnosticSink& sink) {
  const auto outputs = OpenOutputs(forms, arguments.path, out, sink);
  if (sink.has_errors()) return false;
  const FormSetting setting{.detail = DetailOf(arguments.details, common.quiet),
                            .step_summary = StepSummaryFile()};
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
  const auto report = Read(arguments, sink);
  const bool is_whole = report && !sink.has_errors() &&
                        WriteForms(*report, forms, arguments, common, terminal, out, sink);
  terminal.Show(sink.all(), {});
  return is_whole ? ExitCode::kOk : ExitCode::kBadUsage;
}

}  // namespace abide::cli
