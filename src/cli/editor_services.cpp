#include "cli/editor_services.h"

#include "cli/check_request.h"
#include "cli/counted.h"
#include "cli/judging.h"
#include "cli/lint_request.h"
#include "cli/logs.h"
#include "cli/project_options.h"
#include "cli/version_command.h"
#include "project/project.h"
#include "report/test_report.h"
#include "report/wording.h"
#include "trials/trials.h"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <system_error>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::DiagnosticSink;
using lsp::LogOutcome;
using lsp::RuleSettings;
using lsp::TestOutcome;

// Where the other verbs say what nobody reads here.
struct Muted {
  std::ostringstream out, err;
  Terminal terminal{.out = &out, .err = &err};
};

// As `abide lint` would take it in that folder.
lsp::Project ProjectOf(const std::string& folder) {
  const auto file = project::Find(folder);
  if (!file) return {};
  const std::vector<std::string> words = {"lint", "--project", *file};
  const auto line = ParseCommandLine(words);
  if (!line) return {};
  Muted muted;
  Origins origins;
  muted.terminal.origins = &origins;
  const auto whole = WithProject(words, *line, muted.terminal, origins);
  if (!whole) return {std::nullopt, muted.err.str()};
  const auto* const arguments = std::get_if<LintArguments>(&whole->verb);
  if (arguments == nullptr || arguments->paths.empty()) return {};
  DiagnosticSink sink;
  const LintRequest request = MakeLintRequest(*arguments, sink);
  if (sink.has_errors()) {
    muted.terminal.Show(sink.all(), {});
    return {std::nullopt, muted.err.str()};
  }
  return {RuleSettings{request.rules.paths, request.rules.parameters, request.options}, ""};
}

std::vector<TestOutcome::Fault> FaultsOf(const trials::Outcome& outcome,
                                         const report::TestCaseReport& told,
                                         const check::FileSystem& files,
                                         const diagnostics::SourceSet& sources) {
  std::vector<TestOutcome::Fault> faults;
  for (std::size_t i = 0; i < outcome.mismatches.size(); ++i) {
    const diagnostics::Span span = outcome.test.steps[outcome.mismatches[i].step].span;
    const report::MismatchReport& mismatch = told.mismatches[i];
    faults.push_back({files.Canonical(sources.File(span.file).path()), span.begin, span.end,
                      fmt::format("{}: expected {}, came {}", mismatch.clause,
                                  report::ExpectedText(mismatch), report::CameText(mismatch))});
  }
  return faults;
}

std::optional<std::vector<TestOutcome>> RunTestsOf(const RuleSettings& settings,
                                                   const check::FileSystem& files,
                                                   const std::string& path,
                                                   const std::string& title) {
  trials::Options options;
  options.paths = {path};
  options.parameters = settings.parameters;
  options.is_wanted = [&](const check::Test& test) { return title.empty() || test.title == title; };
  diagnostics::SourceSet sources;
  DiagnosticSink sink;
  const trials::Results results = trials::Run(options, files, sources, sink);
  if (sink.has_errors()) return std::nullopt;
  const report::TestReport told =
      report::MakeTestReport(results, sources, std::string(Version()), false);
  std::vector<TestOutcome> outcomes;
  for (std::size_t i = 0; i < results.outcomes.size(); ++i) {
    const trials::Outcome& outcome = results.outcomes[i];
    const report::TestCaseReport& test = told.tests[i];
    TestOutcome& next = outcomes.emplace_back();
    next.path = path;
    next.title = outcome.test.title;
    next.passed = outcome.passed();
    next.text = next.passed ? fmt::format("passed: {}", next.title)
                            : fmt::format("failed: {}\n{}", next.title,
                                          report::FailureText(test, diagnostics::Colour::kOff));
    while (next.text.ends_with('\n')) next.text.pop_back();
    next.faults = FaultsOf(outcome, test, files, sources);
  }
  return outcomes;
}

// "breached (3 breached, 1 undetermined)"
std::string StatusOf(const engine::ClauseResult& result) {
  std::string counts;
  const auto add = [&](std::uint64_t count, const char* what) {
    if (count != 0) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, what);
  };
  add(result.breached, "breached");
  add(result.pending, "pending");
  add(result.undetermined, "undetermined");
  add(result.excused, "excused");
  add(result.waived, "waived");
  return report::StatusText(result.status) + (counts.empty() ? "" : " (" + counts + ")");
}

class LogCheck {
 public:
  LogCheck(const RuleSettings& settings, const check::FileSystem& files, const std::string& log,
           engine::Remains& remains)
      : files_(files), remains_(remains) {
    CheckArguments arguments;
    arguments.rules = settings.paths;
    arguments.logs = {log};
    request_ = MakeRequest(arguments, CommonArguments{}, sink_);
    request_.rules.parameters = settings.parameters;
  }

  LogOutcome Run() {
    rules_ = check::Check(request_.rules, files_, sources_, sink_);
    if (sink_.has_errors()) return {"the rules have errors: no log was judged", "", {}};
    const plan::Plan plan = plan::Compile(rules_, {}, sink_);
    DiagnosticSink usage;
    const auto logs = OpenLogs(request_.logs, usage);
    if (usage.has_errors()) return {usage.all().front().Message(), "", {}};
    events::Turns turns(request_.reading.jobs);
    const Judging judging{request_, rules_, PointersTo(logs), muted_.terminal,
                          true,     turns,  remains_,         usage};
    report::Redaction nothing_hidden;
    events::EventStream stream = judging.OpenStream(plan.fields);
    const auto verdicts = judging.Judge(plan, stream, {}, nothing_hidden, nullptr);
    if (!verdicts) return {verdicts.error().Message(), "", {}};
    if (!stream.failures().empty()) return {stream.failures().front().Message(), "", {}};
    return OutcomeOf(*verdicts, stream.problems().bad_records());
  }

 private:
  LogOutcome OutcomeOf(const engine::Verdicts& verdicts, std::uint64_t bad_records) const {
    LogOutcome outcome;
    if (bad_records != 0) {
      outcome.note = Counted(bad_records, "record") + " could not be read and were not judged";
    }
    for (std::size_t i = 0; i < rules_.clauses.size(); ++i) {
      const engine::ClauseResult& result = verdicts.clauses[i];
      const std::string status = StatusOf(result);
      // Of several versions those that the log exercises.
      const auto [known, is_new] = outcome.clauses.emplace(rules_.clauses[i].id, status);
      if (is_new || result.status == engine::Status::kNotExercised) continue;
      const bool was_idle = known->second == report::StatusText(engine::Status::kNotExercised);
      known->second = was_idle ? status : known->second + "; " + status;
    }
    return outcome;
  }

  const check::FileSystem& files_;
  engine::Remains& remains_;
  CheckRequest request_;
  Muted muted_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;
  check::CheckedRules rules_;
};

}  // namespace

lsp::Services MakeEditorServices(engine::Remains& remains) {
  lsp::Services services;
  services.project = ProjectOf;
  services.run_tests = RunTestsOf;
  services.check_log = [&remains](const RuleSettings& settings, const check::FileSystem& files,
                                  const std::string& log) {
    // Standard input is the editor's, and a pipe would keep it waiting.
    std::error_code error;
    if (log == "-" || std::filesystem::is_other(log, error)) {
      return LogOutcome{"`" + log + "` is no file: name a log that stands on the disk", "", {}};
    }
    return LogCheck(settings, files, log, remains).Run();
  };
  return services;
}

}  // namespace abide::cli
