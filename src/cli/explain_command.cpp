#include "cli/explain_command.h"

#include "diagnostics/catalogue.h"

#include <fmt/format.h>

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

}  // namespace

ExitCode RunExplain(const ExplainArguments& arguments, const Terminal& terminal) {
  if (arguments.codes.empty()) {
    WriteList(*terminal.out);
    return ExitCode::kOk;
  }
  std::string id = arguments.codes.front();
  for (char& c : id) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const std::optional<Code> code = diagnostics::CodeOfId(id);
  if (!code) {
    diagnostics::DiagnosticSink sink;
    terminal.Show(sink.Add(Code::kUnknownCode, std::vector{arguments.codes.front()}));
    return ExitCode::kBadUsage;
  }
  WritePage(diagnostics::Page(*code), terminal.OutColour(), *terminal.out);
  return ExitCode::kOk;
}

}  // namespace abide::cli
