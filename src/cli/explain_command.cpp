#include "cli/explain_command.h"
#include "cli/inputs.h"
#include "cli/suggestions.h"

#include "diagnostics/catalogue.h"
#include "json/reader.h"
#include "report/read_report.h"
#include "report/story.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::CodeEntry;
using diagnostics::Colour;

// Headings stand out; all else is as written.
void WritePage(std::string_view page, Colour colour, std::ostream& out) {
  bool is_code = false;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size() - 1);
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(end + 1);
    if (line.substr(0, 3) == "```") is_code = !is_code;
    const bool is_heading = !is_code && line.substr(0, 1) == "#";
    if (is_heading && colour == Colour::kAnsi) {
      out << "\x1b[1m" << line << "\x1b[0m\n";
    } else {
      out << line << '\n';
    }
  }
}

void WriteList(std::ostream& out) {
  for (const CodeEntry& entry : diagnostics::AllCodes()) {
    out << fmt::format("{}  {:<7}  {}\n", entry.id, diagnostics::NameOf(entry.severity),
                       entry.message);
  }
}

ExitCode Refuse(Code code, std::vector<std::string> arguments, const Terminal& terminal) {
  diagnostics::DiagnosticSink sink;
  terminal.Show(sink.Add(code, std::move(arguments)));
  return ExitCode::kBadUsage;
}

// A word that is no file, or looks like a code, is taken for a code.
std::optional<Code> CodeNamed(std::string id) {
  for (char& c : id) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return diagnostics::CodeOfId(id);
}

ExitCode ExplainFinding(const std::string& path, const std::string& name,
                        const Terminal& terminal) {
  const auto text = Inputs(terminal).ReadOrStandardInput(path);
  if (!text) return Refuse(Code::kReportUnreadable, {path, text.error()}, terminal);
  // What `report` refuses is no report here, either.
  if (const auto read = report::ReadReport(*text); !read) {
    diagnostics::DiagnosticSink sink;
    auto& fault = sink.Add(Code::kReportUnreadable, {path, read.error().message});
    if (!read.error().help.empty()) fault.WithHelp(read.error().help);
    terminal.Show(fault);
    return ExitCode::kBadUsage;
  }
  const auto report = json::Read(*text);
  if (!report) return Refuse(Code::kReportUnreadable, {path, report.error().message}, terminal);
  if (name.empty()) {
    *terminal.out << report::ListOfFindings(*report);
    return ExitCode::kOk;
  }
  const std::vector<const json::Json*> found = report::FindingsNamed(*report, name);
  if (found.empty()) return Refuse(Code::kNoSuchFinding, {path, name}, terminal);
  for (const json::Json* finding : found) {
    if (finding != found.front()) *terminal.out << '\n';
    *terminal.out << report::Story(*report, *finding);
  }
  return ExitCode::kOk;
}

}  // namespace

ExitCode RunExplain(const ExplainArguments& arguments, const Terminal& terminal) {
  if (arguments.subject.empty()) {
    WriteList(*terminal.out);
    return ExitCode::kOk;
  }
  if (!arguments.finding.empty()) {
    return ExplainFinding(arguments.subject, arguments.finding, terminal);
  }
  if (const std::optional<Code> code = CodeNamed(arguments.subject)) {
    WritePage(diagnostics::Page(*code), terminal.OutColour(), *terminal.out);
    return ExitCode::kOk;
  }
  std::error_code error;
  if (std::filesystem::exists(arguments.subject, error)) {
    return ExplainFinding(arguments.subject, "", terminal);
  }
  // No code has a dot or a slash, or is nothing but a hyphen: a report was meant.
  if (arguments.subject == "-" || arguments.subject.find_first_of("./") != std::string::npos) {
    return ExplainFinding(arguments.subject, "", terminal);
  }
  diagnostics::DiagnosticSink sink;
  diagnostics::Diagnostic& unknown = sink.Add(Code::kUnknownCode, std::vector{arguments.subject});
  SuggestCode(arguments.subject, unknown);
  terminal.Show(unknown);
  return ExitCode::kBadUsage;
}

}  // namespace abide::cli
