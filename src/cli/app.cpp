#include "cli/app.h"

#include "cli/check_command.h"
#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/explain_command.h"
#include "cli/fmt_command.h"
#include "cli/output.h"
#include "cli/plan_command.h"
#include "cli/report_command.h"
#include "cli/schema_command.h"
#include "cli/sources_command.h"
#include "cli/terminal.h"
#include "cli/test_command.h"
#include "cli/verify_command.h"
#include "cli/version_command.h"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <string_view>

namespace abide::cli {
namespace {

using diagnostics::Diagnostic;

std::optional<ColourWish> ColourWishOf(std::string_view text) {
  if (text == "auto") return ColourWish::kAuto;
  if (text == "always") return ColourWish::kAlways;
  if (text == "never") return ColourWish::kNever;
  return std::nullopt;
}

// Never given back: the process ends. Known from here, so that no memory is taken for lost.
engine::Remains& RemainsOfAll() {
  static auto* const kRemains = new engine::Remains;
  return *kRemains;
}

ExitCode Run(const CommandLine& line, Terminal& terminal, Output& out) {
  const std::optional<ColourWish> wish = ColourWishOf(line.common.colour);
  if (!wish) {
    diagnostics::DiagnosticSink sink;
    terminal.Show(sink.Add(diagnostics::Code::kBadOptionValue,
                           {"--color", "`auto`, `always` or `never`", line.common.colour})
                      .WithHelp("leave it out, and a terminal has colours"));
    return ExitCode::kBadUsage;
  }
  terminal.wish = *wish;
  if (const auto* help = std::get_if<HelpText>(&line.verb)) {
    *(help->was_asked ? terminal.out : terminal.err) << help->text;
    return help->was_asked ? ExitCode::kOk : ExitCode::kBadUsage;
  }
  if (const auto* check = std::get_if<CheckArguments>(&line.verb)) {
    return RunCheck(*check, line.common, terminal, out, RemainsOfAll());
  }
  if (const auto* test = std::get_if<TestArguments>(&line.verb)) {
    return RunTests(*test, line.common, terminal, out);
  }
  if (const auto* fmt = std::get_if<FmtArguments>(&line.verb)) {
    return RunFmt(*fmt, line.common, terminal);
  }
  if (const auto* plan = std::get_if<PlanArguments>(&line.verb)) {
    return RunPlan(*plan, line.common, terminal);
  }
  if (const auto* schema = std::get_if<SchemaArguments>(&line.verb)) {
    return RunSchema(*schema, line.common, terminal);
  }
  if (const auto* sources = std::get_if<SourcesArguments>(&line.verb)) {
    return RunSources(*sources, line.common, terminal);
  }
  if (const auto* report = std::get_if<ReportArguments>(&line.verb)) {
    return RunReport(*report, line.common, terminal, out);
  }
  if (const auto* verify = std::get_if<VerifyArguments>(&line.verb)) {
    return RunVerify(*verify, line.common, terminal, out);
  }
  if (const auto* explain = std::get_if<ExplainArguments>(&line.verb)) {
    return RunExplain(*explain, terminal);
  }
  return RunVersion(line.common, terminal);
}

ExitCode RunWords(const std::vector<std::string>& words) {
  Output out(STDOUT_FILENO, "standard output");
  Output err(STDERR_FILENO, "standard error");
  err.stream() << std::unitbuf;
  const char* no_colour = std::getenv("NO_COLOR");
  Terminal terminal{.out = &out.stream(),
                    .err = &err.stream(),
                    .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                    .err_is_terminal = isatty(STDERR_FILENO) == 1,
                    .no_colour = no_colour != nullptr && *no_colour != '\0'};
  const auto line = ParseCommandLine(words);
  if (!line) {
    terminal.Show(line.error());
    return ExitCode::kBadUsage;
  }
  const ExitCode code = Run(*line, terminal, out);
  if (const std::optional<Diagnostic> failure = out.Finish()) {
    terminal.Show(*failure);
    return code == ExitCode::kBadRules ? code : ExitCode::kBadUsage;
  }
  return code;
}

}  // namespace

int Main(int argc, char** argv) {
  // Whoever reads the output may stop early (`abide check … | head`); writes then fail quietly.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return static_cast<int>(RunWords({argv + std::min(argc, 1), argv + argc}));
  } catch (const std::exception& error) {
    Output err(STDERR_FILENO, "standard error");
    err.stream() << "internal error: " << error.what() << '\n';
    return static_cast<int>(ExitCode::kInternal);
  }
}

}  // namespace abide::cli
