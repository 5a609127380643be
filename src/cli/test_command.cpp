#include "cli/test_command.h"

#include "cli/check_request.h"
#include "cli/counted.h"
#include "cli/diagnostics_document.h"
#include "cli/form_outputs.h"
#include "cli/inputs.h"
#include "cli/suggestions.h"
#include "cli/test_request.h"
#include "cli/test_watch.h"
#include "cli/version_command.h"
#include "diagnostics/printable.h"
#include "report/test_report.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

class TestRun {
 public:
  TestRun(TestRequest request, const CommonArguments& common, const Terminal& terminal,
          Output& standard)
      : request_(std::move(request)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        inputs_(terminal) {}

  ExitCode Run() {
    if (!FindRules()) return ExitCode::kBadUsage;
    inputs_.Serve(request_.options.paths);
    const trials::Results results = trials::Run(request_.options, inputs_, sources_, sink_);
    OpenOutputs();
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    if (!common_.quiet) terminal_.Show(sink_.Sorted(), sources_);
    if (results.outcomes.empty() && results.left_out != 0) return EndWithoutMatch();
    const report::TestReport report = report::MakeTestReport(
        results, sources_, std::string(Version()), request_.options.coverage);
    if (common_.verbose) TellEach(report);
    for (const FormOutput<TestFormWish>& form : outputs_) Write(report, form);
    const bool is_whole = Finish(outputs_, terminal_);
    if (results.outcomes.empty()) SayThereAreNone(results.files);
    if (!common_.quiet) SayWhatCheckRefuses(results.disagreements);
    if (!is_whole || results.outcomes.empty()) return ExitCode::kBadUsage;
    return report.failed == 0 ? ExitCode::kOk : ExitCode::kBreaches;
  }

 private:
  // False, and said, if no rules are named and there are none by default.
  bool FindRules() {
    if (NamesRules(request_.options.paths)) return true;
    Diagnostic& no_rules = usage_.Add(Code::kNoRules);
    no_rules.WithHelp("name rule files or folders of them");
    SuggestRules({}, "abide test ", no_rules);
    terminal_.Show(no_rules);
    return false;
  }

  // Each file was tested with what it imports; a check takes all of them together.
  void SayWhatCheckRefuses(const std::vector<Diagnostic>& disagreements) const {
    if (disagreements.empty()) return;
    terminal_.Show({disagreements.data(), 1}, sources_);
    *terminal_.err << fmt::format(
        "\nnote: each file was tested with what it imports; `abide check` takes them together, and "
        "refuses them for {}\n",
        disagreements.size() == 1
            ? "this error"
            : Counted(disagreements.size(), "error") + ", of which this is the first");
  }

  void OpenOutputs() {
    const auto input_at = [this](const TestFormWish& wish) { return inputs_.At(wish.path); };
    outputs_ = cli::OpenOutputs(request_.forms, standard_, input_at, usage_);
  }

  // Errors on standard error as text and, where JSON was asked for, those of the rules in its
  // place as data.
  ExitCode EndWithErrors() {
    std::vector<Diagnostic> all = sink_.Sorted();
    for (const FormOutput<TestFormWish>& form : outputs_) {
      if (!sink_.has_errors() || form.wish->form != TestForm::kJson) continue;
      WriteDiagnosticsDocument(all, sources_, form.output->stream());
    }
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    std::size_t errors = 0;
    for (Diagnostic& each : all) {
      errors += each.severity() == diagnostics::Severity::kError ? 1 : 0;
      // Here they are named without `--rules`.
      if (each.code == Code::kRulesUnreadable && each.help.empty()) {
        each.WithHelp("name rule files or folders of them");
      }
    }
    terminal_.Show(all, sources_);
    *terminal_.err << fmt::format("\n{} error{}; no test was run\n", errors,
                                  errors == 1 ? "" : "s");
    FinishBegun(outputs_, terminal_);
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  // A filter that nothing matches is a slip.
  ExitCode EndWithoutMatch() {
    terminal_.Show(
        usage_.Add(Code::kNoSuchTest,
                   std::vector{fmt::format("{}", fmt::join(request_.options.filters, "`, `"))}));
    FinishBegun(outputs_, terminal_);
    return ExitCode::kBadUsage;
  }

  // What was asked for is written all the same: that nothing is covered is worth knowing.
  void SayThereAreNone(std::size_t files) {
    terminal_.Show(usage_.Add(Code::kNoTests, std::vector{Counted(files, "rule file")}));
  }

  void TellEach(const report::TestReport& report) const {
    for (const report::TestCaseReport& test : report.tests) {
      *terminal_.err << fmt::format("{}: {} ({}:{})\n", test.passed() ? "passed" : "failed",
                                    diagnostics::Printable(test.title),
                                    diagnostics::Printable(test.place.file), test.place.line);
    }
  }

  void Write(const report::TestReport& report, const FormOutput<TestFormWish>& form) const {
    std::ostream& out = form.output->stream();
    switch (form.wish->form) {
      case TestForm::kText: {
        const diagnostics::Colour colour = ColourOf(form, terminal_);
        report::WriteTestText(report, {.colour = colour, .shows_coverage = request_.shows_coverage},
                              out);
        break;
      }
      case TestForm::kJson:
        report::WriteTestJson(report, out);
        break;
      case TestForm::kJunit:
        report::WriteTestJunit(report, out);
        break;
      case TestForm::kLcov:
        report::WriteCoverageLcov(report, out);
        break;
    }
  }

  TestRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  Inputs inputs_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  std::vector<FormOutput<TestFormWish>> outputs_;
};

}  // namespace

ExitCode RunTests(const TestArguments& arguments, const CommonArguments& common,
                  const Terminal& terminal, Output& out) {
  DiagnosticSink sink;
  TestRequest request = MakeTestRequest(arguments, sink);
  if (sink.has_errors()) {
    terminal.Show(sink.all(), {});
    return ExitCode::kBadUsage;
  }
  if (arguments.watch) {
    if (!NamesRules(request.options.paths)) {
      terminal.Show(sink.Add(Code::kNoRules).WithHelp("name rule files or folders of them"));
      return ExitCode::kBadUsage;
    }
    return WatchTests(std::move(request), common, terminal);
  }
  return TestRun(std::move(request), common, terminal, out).Run();
}

}  // namespace abide::cli
