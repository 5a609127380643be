#include "cli/sources_command.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "cli/check_request.h"
#include "cli/diagnostics_document.h"
#include "cli/inputs.h"
#include "cli/judging.h"
#include "cli/logs.h"
#include "cli/misspelt.h"
#include "cli/source_report.h"
#include "cli/suggestions.h"
#include "events/detect.h"

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

class SourcesRun {
 public:
  SourcesRun(const SourcesArguments& arguments, const CommonArguments& common,
             const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    if (arguments_.form != "text" && arguments_.form != "json") {
      SuggestValue(
          usage_.Add(Code::kBadOptionValue, {"--format", "`text` or `json`", arguments_.form}));
    }
    check::CheckOptions options;
    AddRules(arguments_.rules, {}, options, usage_);
    if (usage_.has_errors()) return EndWithErrors();
    const bool is_one =
        HaveOneStandardInput({{"--rules -", options.paths}, {"LOG -", arguments_.logs}}, usage_);
    if (!is_one) return EndWithErrors();
    Inputs inputs(terminal_);
    inputs.Serve(options.paths);
    rules_ = check::Check(options, inputs, files_, sink_);
    const auto logs = OpenLogs(arguments_.logs, usage_);
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    if (!common_.quiet) {
      terminal_.Show(sink_.Sorted(), files_);
      terminal_.Show(usage_.all(), files_);
    }
    if (arguments_.logs.empty()) return List();
    std::vector<FittedLog> fitted;
    fitted.reserve(logs.size());
    std::vector<events::Detection> choices;
    for (const auto& log : logs) {
      fitted.push_back({log->path(), Fit(*log)});
      choices.push_back(fitted.back().fit.choice);
    }
    events::AdoptSources(choices);
    for (std::size_t i = 0; i < choices.size(); ++i) {
      fitted[i].adopted =
          fitted[i].fit.choice.fault && !choices[i].fault && choices[i].of_form == nullptr;
      fitted[i].fit.choice = std::move(choices[i]);
    }
    return Show(fitted, PointersTo(logs));
  }

 private:
  bool AsJson() const { return arguments_.form == "json"; }

  ExitCode List() const {
    (AsJson() ? WriteSourceListJson : WriteSourceList)(rules_, files_, *terminal_.out);
    return ExitCode::kOk;
  }

  events::LogFit Fit(const events::LogFile& log) const {
    events::ReaderOptions options;
    options.schema = &rules_.schema;
    options.selection = events::FieldSelection::Everything(rules_.schema);
    for (const events::SourceMap& source : rules_.sources) options.sources.push_back(&source);
    return FitSources(log, options, arguments_.all ? events::Sample::Whole() : events::Sample());
  }

  void ShowMisspelt(const events::LogFile& log, const events::Detection& choice) const {
    const bool fits_none = choice.fault && choice.fault->code == Code::kNoSourceFits;
    if (choice.fault && !fits_none) return;
    events::Problems problems;
    AddMisspelt(log, {choice.source == nullptr ? "" : choice.source->name, fits_none}, rules_,
                problems);
    for (const auto& tally : problems.Tallies()) terminal_.Show(tally.examples, files_);
  }

  ExitCode Show(const std::vector<FittedLog>& logs,
                const std::vector<const events::LogFile*>& files) {
    if (AsJson()) {
      WriteFitsJson(logs, rules_, files_, *terminal_.out);
    } else {
      for (const FittedLog& log : logs) WriteFit(log, rules_, files_, *terminal_.out);
    }
    ExitCode code = ExitCode::kOk;
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const FittedLog& log = logs[i];
      if (!common_.quiet) ShowMisspelt(*files[i], log.fit.choice);
      const ExitCode of_log = CodeOf(log.fit);
      if (code == ExitCode::kOk || of_log == ExitCode::kBadUsage) code = of_log;
    }
    return code;
  }

  // Tells of what lets a log not be read at all.
  ExitCode CodeOf(const events::LogFit& fit) {
    if (fit.failure) {
      terminal_.Show(usage_.Add(*fit.failure));
      return ExitCode::kBadUsage;
    }
    const auto& fault = fit.choice.fault;
    if (fault) terminal_.Show(usage_.Add(fault->code, fault->place, fault->arguments));
    // A record of which a value can't be read is taken, and is bad all the same, as for a check.
    const bool is_bad =
        std::any_of(fit.sources.begin(), fit.sources.end(), [&fit](const events::SourceFit& each) {
          return each.source == fit.choice.source &&
                 (each.bad > 0 || each.problems.bad_records() > 0);
        });
    return fault || fit.unreadable > 0 || is_bad ? ExitCode::kBadLog : ExitCode::kOk;
  }

  ExitCode EndWithErrors() const {
    std::vector<Diagnostic> all = sink_.Sorted();
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, files_);
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  const SourcesArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  diagnostics::SourceSet files_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and the logs
  check::CheckedRules rules_;
};

}  // namespace

ExitCode RunSources(const SourcesArguments& arguments, const CommonArguments& common,
                    const Terminal& terminal) {
  return SourcesRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
