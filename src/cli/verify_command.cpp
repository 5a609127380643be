#include "cli/verify_command.h"

#include "check/check.h"
#include "cli/check_request.h"
#include "cli/diagnostics_document.h"
#include "cli/form_outputs.h"
#include "cli/inputs.h"
#include "cli/logs.h"
#include "cli/saved_report.h"
#include "cli/verify_forms.h"
#include "diagnostics/printable.h"
#include "report/bundle.h"
#include "report/story.h"
#include "verify/verifier.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;
using diagnostics::Expected;
using diagnostics::Unexpected;

enum class VerifyForm { kText, kJson };
struct VerifyFormWish {
  VerifyForm form{};
  std::string path;  // empty: standard output
  std::string text;  // as given
};

// The rule files of a bundle, by the paths that its report gives them.
class BundleFiles : public check::FileSystem {
 public:
  BundleFiles(const report::Bundle& bundle, const json::Json& report) {
    const json::Json& files = json::MemberOr(json::MemberOr(report, "ruleset"), "files");
    for (std::size_t i = 0; i < std::min(files.size(), bundle.files.size()); ++i) {
      const json::Json& path = json::MemberOr(files[i], "path");
      if (!files.is_array() || !path.is_string()) continue;
      files_[Canonical(path.get<std::string>())] = bundle.files[i];
      if (json::MemberOr(files[i], "kind") == "rules") rules_.push_back(path.get<std::string>());
    }
  }

  const std::vector<std::string>& rules() const { return rules_; }
  Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto found = files_.find(Canonical(path));
    if (found == files_.end()) return Unexpected{std::string("it is not in the bundle")};
    return found->second;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string& /*path*/) const override {
    return std::nullopt;
  }

 private:
  std::map<std::string, std::string> files_;
  std::vector<std::string> rules_;
};

// As ReadSaved wants a reader's fault.
struct TreeFault {
  std::string message;
  std::string help;
};

class VerifyRun {
 public:
  VerifyRun(VerifyArguments arguments, const CommonArguments& common, const Terminal& terminal,
            Output& standard)
      : arguments_(std::move(arguments)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        inputs_(terminal) {}

  ExitCode Run() {
    for (const std::string& form : arguments_.forms) AddForm(form);
    if (wishes_.empty()) wishes_.push_back({VerifyForm::kText, "", "text"});
    const bool is_one = HaveOneStandardInput({{"REPORT -", {arguments_.report}},
                                              {"--rules -", arguments_.rules},
                                              {"LOG -", arguments_.logs}},
                                             usage_);
    if (!is_one) return EndWithErrors();
    ReadReport();
    TakeLogsOfReport();
    LoadRules();
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    ReadLogs();
    OpenOutputs();
    if (usage_.has_errors()) return EndWithErrors();
    const verify::Outcome outcome = verify::Verifier(rules_, sources_, journal_).Verify(*report_);
    for (const FormOutput<VerifyFormWish>& form : outputs_) Write(outcome, form);
    if (!Finish(outputs_, terminal_)) return ExitCode::kBadUsage;
    return outcome.is_false() ? ExitCode::kBreaches : ExitCode::kOk;
  }

 private:
  void AddForm(const std::string& text) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    std::string path = equals == std::string::npos ? "" : text.substr(equals + 1);
    const bool is_form = name == "text" || name == "json";
    if (!is_form || (equals != std::string::npos && path.empty())) {
      usage_.Add(Code::kBadOptionValue,
                 {"--format", "`text` or `json`, with `=FILE` or without", text});
      return;
    }
    AddWish({name == "json" ? VerifyForm::kJson : VerifyForm::kText, std::move(path), text},
            wishes_, usage_);
  }

  void ReadReport() {
    auto text = inputs_.ReadOrStandardInput(arguments_.report);
    if (text && report::IsBundle(*text)) {
      auto bundle = report::ReadBundle(*text);
      if (!bundle) {
        usage_.Add(Code::kReportUnreadable, {arguments_.report, bundle.error()});
        return;
      }
      bundle_ = std::move(*bundle);
      text = bundle_->report;
    }
    report_ = ReadSaved(
        arguments_.report, text,
        [](std::string_view bytes) -> Expected<json::Json, TreeFault> {
          auto tree = json::Read(bytes);
          if (tree) return std::move(*tree);
          return Unexpected{TreeFault{tree.error().message, {}}};
        },
        usage_);
    if (report_ && !report::IsReport(*report_)) {
      usage_.Add(Code::kReportUnreadable, {arguments_.report, "it is no report of Abide's"});
    }
    if (report_ && json::MemberOr(*report_, "hidden").is_object()) {
      usage_
          .Add(Code::kReportUnreadable,
               {arguments_.report, "it hides fields, so it can't be held against rules and logs"})
          .WithHelp("verify the report that hides nothing, and hand out the other");
    }
  }

  // Where none is named, the logs are those that the report names; a bundle needs none.
  void TakeLogsOfReport() {
    if (!report_ || bundle_ || !arguments_.logs.empty()) return;
    const json::Json& logs = json::MemberOr(*report_, "logs");
    if (!logs.is_array()) return;
    for (const json::Json& log : logs) {
      const json::Json& path = json::MemberOr(log, "path");
      if (path.is_string()) arguments_.logs.push_back(path.get<std::string>());
    }
    if (arguments_.logs.empty() || common_.quiet) return;
    *terminal_.err << "no log was named: read are those that the report names\n";
  }

  void LoadRules() {
    check::CheckOptions options;
    if (bundle_ && report_ && arguments_.rules.empty()) return LoadBundledRules();
    if (!NamesRules(arguments_.rules)) {
      usage_.Add(Code::kNoRules)
          .WithHelp("name the rules that judged with `--rules PATH`" + RulesOfReport());
      return;
    }
    AddRules(arguments_.rules, arguments_.settings, options, usage_);
    if (usage_.has_errors()) return;
    inputs_.Serve(options.paths);
    rules_ = check::Check(options, inputs_, sources_, sink_);
  }

  // What the report says of where they were; empty: nothing.
  std::string RulesOfReport() const {
    constexpr std::size_t kMostShown = 100;
    std::string names;
    const json::Json* options = report_ ? &json::MemberOr(*report_, "options") : nullptr;
    if (options == nullptr) return names;
    for (const json::Json& path : json::MemberOr(*options, "rules")) {
      if (!path.is_string()) continue;
      names += (names.empty() ? "" : " ") + path.get<std::string>();
    }
    if (names.empty()) return names;
    return "; by the report they were `" + diagnostics::Excerpt(names, kMostShown) + '`';
  }

  // With the values that the report gives parameters, unless others are set.
  void LoadBundledRules() {
    const BundleFiles files(*bundle_, *report_);
    check::CheckOptions options;
    const json::Json& parameters = json::MemberOr(*report_, "parameters");
    if (parameters.is_object()) {
      for (const auto& [name, value] : parameters.items()) {
        if (value.is_string()) options.parameters[name] = value.get<std::string>();
      }
    }
    options.paths = files.rules();
    if (!options.paths.empty()) rules_ = check::Check(options, files, sources_, sink_);
  }

  // Each by the source that the report names for the log of its place.
  void ReadLogs() {
    const auto files = OpenLogs(arguments_.logs, usage_, &inputs_);
    if (usage_.has_errors()) return;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto read = testimony::AddLog(rules_, *files[i], SaidOf(i), journal_);
      if (!read) usage_.Add(read.error());
    }
    testimony::Sort(journal_);
    if (!bundle_ || !files.empty()) return;
    std::vector<testimony::Record> records;
    for (report::BundleRecord& each : bundle_->records) {
      records.push_back({each.log, each.offset, std::move(each.bytes)});
    }
    testimony::AddRecords(rules_, *report_, std::move(records), journal_);
  }

  const json::Json& SaidOf(std::size_t log) const {
    static const json::Json kNothing;
    const json::Json& logs = json::MemberOr(*report_, "logs");
    return logs.is_array() && log < logs.size() ? logs[log] : kNothing;
  }

  void OpenOutputs() {
    const auto input_at = [this](const VerifyFormWish& wish) { return inputs_.At(wish.path); };
    outputs_ = cli::OpenOutputs(wishes_, standard_, input_at, usage_);
  }

  ExitCode EndWithErrors() {
    std::vector<Diagnostic> all = sink_.Sorted();
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, sources_);
    *terminal_.err << "\nnothing was verified\n";
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  void Write(const verify::Outcome& outcome, const FormOutput<VerifyFormWish>& form) const {
    const Verified subject{.report = arguments_.report,
                           .is_bundle = bundle_.has_value(),
                           .has_logs = !bundle_ || !arguments_.logs.empty()};
    if (form.wish->form == VerifyForm::kJson) {
      return WriteVerificationJson(subject, outcome, form.output->stream());
    }
    WriteVerification(subject, outcome, !common_.quiet, form.output->stream());
  }

  VerifyArguments arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  Inputs inputs_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  diagnostics::SourceSet sources_;
  check::CheckedRules rules_;
  testimony::Journal journal_;
  std::optional<json::Json> report_;
  std::optional<report::Bundle> bundle_;
  std::vector<VerifyFormWish> wishes_;
  std::vector<FormOutput<VerifyFormWish>> outputs_;
};

}  // namespace

ExitCode RunVerify(const VerifyArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out) {
  return VerifyRun(arguments, common, terminal, out).Run();
}

}  // namespace abide::cli
