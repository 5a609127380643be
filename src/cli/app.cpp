#include "cli/app.h"

#include "cli/check_command.h"
#include "cli/command_line.h"
#include "cli/completion.h"
#include "cli/exit_code.h"
#include "cli/explain_command.h"
#include "cli/fmt_command.h"
#include "cli/init_command.h"
#include "cli/lint_command.h"
#include "cli/lsp_command.h"
#include "cli/man_page.h"
#include "cli/output.h"
#include "cli/plan_command.h"
#include "cli/project_options.h"
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

// The verbs, each with what it needs of the world.
struct VerbRun {
  const CommonArguments& common;
  const Terminal& terminal;
  Output& out;

  ExitCode operator()(const HelpText& help) const {
    *(help.was_asked ? terminal.out : terminal.err) << help.text;
    return help.was_asked ? ExitCode::kOk : ExitCode::kBadUsage;
  }
  ExitCode operator()(const CheckArguments& check) const {
    return RunCheck(check, common, terminal, out, RemainsOfAll());
  }
  ExitCode operator()(const TestArguments& test) const {
    return RunTests(test, common, terminal, out);
  }
  ExitCode operator()(const FmtArguments& fmt) const { return RunFmt(fmt, common, terminal); }
  ExitCode operator()(const LintArguments& lint) const {
    return RunLint(lint, common, terminal, out);
  }
  ExitCode operator()(const PlanArguments& plan) const { return RunPlan(plan, common, terminal); }
  ExitCode operator()(const SchemaArguments& schema) const {
    return RunSchema(schema, common, terminal);
  }
  ExitCode operator()(const SourcesArguments& sources) const {
    return RunSources(sources, common, terminal);
  }
  ExitCode operator()(const ReportArguments& report) const {
    return RunReport(report, common, terminal, out);
  }
  ExitCode operator()(const VerifyArguments& verify) const {
    return RunVerify(verify, common, terminal, out);
  }
  ExitCode operator()(const ExplainArguments& explain) const {
    return RunExplain(explain, terminal);
  }
  ExitCode operator()(const InitArguments& init) const { return RunInit(init, common, terminal); }
  ExitCode operator()(const CompletionArguments& completion) const {
    return RunCompletion(completion, terminal);
  }
  ExitCode operator()(const LspArguments& lsp) const {
    return RunLsp(lsp, terminal, RemainsOfAll());
  }
  ExitCode operator()(const VersionArguments&) const { return RunVersion(common, terminal); }
};

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
  return std::visit(VerbRun{line.common, terminal, out}, line.verb);
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
  if (!words.empty() && words.front() == kCompleteWord) {
    Complete({words.begin() + 1, words.end()}, out.stream());
    return out.Finish() ? ExitCode::kBadUsage : ExitCode::kOk;
  }
  if (words == std::vector<std::string>{kManWord}) {
    WriteManPage(std::string(Version()), out.stream());
    return out.Finish() ? ExitCode::kBadUsage : ExitCode::kOk;
  }
  const auto line = ParseCommandLine(words);
  if (!line) {
    terminal.Show(line.error());
    return ExitCode::kBadUsage;
  }
  Origins origins;
  const std::optional<CommandLine> whole = WithProject(words, *line, terminal, origins);
  if (!whole) return ExitCode::kBadUsage;
  terminal.origins = &origins;
  const ExitCode code = Run(*whole, terminal, out);
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
