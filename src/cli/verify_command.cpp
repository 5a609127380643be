#include "cli/verify_command.h"

#include "check/check.h"
#include "check/disk_files.h"
#include "cli/check_request.h"
#include "cli/form_outputs.h"
#include "cli/logs.h"
#include "cli/saved_report.h"
#include "verify/outcome_report.h"
#include "verify/verifier.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
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

Expected<json::Json, json::ReadError> ReadTree(std::string_view text) { return json::Read(text); }

// As ReadSaved wants a reader's fault.
struct TreeFault {
  std::string message;
  std::string help;
};

class VerifyRun {
 public:
  VerifyRun(const VerifyArguments& arguments, const CommonArguments& common,
            const Terminal& terminal, Output& standard)
      : arguments_(arguments), common_(common), terminal_(terminal), standard_(standard) {}

  ExitCode Run() {
    for (const std::string& form : arguments_.forms) AddForm(form);
    if (wishes_.empty()) wishes_.push_back({VerifyForm::kText, "", "text"});
    ReadReport();
    LoadRules();
    if (sink_.has_errors() || usage_.has_errors()) return EndWithErrors();
    ReadLogs();
    OpenOutputs();
    if (usage_.has_errors()) return EndWithErrors();
    const verify::Verifier verifier(rules_, sources_, journal_);
    const verify::Outcome outcome = verifier.Verify(*report_);
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
    if (path == "-") path.clear();
    for (const VerifyFormWish& other : wishes_) {
      if (other.path != path) continue;
      usage_.Add(Code::kOutputTaken,
                 {path.empty() ? "standard output" : '`' + path + '`', other.text, text});
      return;
    }
    wishes_.push_back(
        {name == "json" ? VerifyForm::kJson : VerifyForm::kText, std::move(path), text});
  }

  static Expected<std::string, std::string> TextOf(const std::string& path) {
    if (path != "-") return check::DiskFiles().Read(path);
    std::ostringstream text;
    text << std::cin.rdbuf();
    return std::move(text).str();
  }

  void ReadReport() {
    report_ = ReadSaved(
        arguments_.report, TextOf(arguments_.report),
        [](std::string_view text) -> Expected<json::Json, TreeFault> {
          auto tree = ReadTree(text);
          if (tree) return std::move(*tree);
          return Unexpected{TreeFault{tree.error().message, {}}};
        },
        usage_);
  }

  void LoadRules() {
    check::CheckOptions options;
    AddRules(arguments_.rules, arguments_.settings, options, usage_);
    if (usage_.has_errors()) return;
    rules_ = check::Check(options, check::DiskFiles(), sources_, sink_);
  }

  // Each by the source that the report names for the log of its place.
  void ReadLogs() {
    const auto files = OpenLogs(arguments_.logs, usage_);
    if (usage_.has_errors()) return;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto read = verify::AddLog(rules_, *files[i], SourceOf(i), journal_);
      if (!read) usage_.Add(read.error());
    }
    verify::Sort(journal_);
  }

  std::string SourceOf(std::size_t log) const {
    if (!report_->is_object() || !report_->contains("logs")) return {};
    const json::Json& logs = (*report_)["logs"];
    if (!logs.is_array() || log >= logs.size() || !logs[log].is_object()) return {};
    const auto source = logs[log].find("source");
    const bool is_named = source != logs[log].end() && source->is_string();
    return is_named ? source->get<std::string>() : std::string();
  }

  void OpenOutputs() {
    const auto input_at = [this](const std::string& path) {
      std::error_code error;
      const bool is_report = std::filesystem::is_regular_file(path, error) &&
                             std::filesystem::equivalent(path, arguments_.report, error);
      return is_report ? "it is read as `" + arguments_.report + '`' : std::string();
    };
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
    const verify::Subject subject{.report = arguments_.report};
    if (form.wish->form == VerifyForm::kJson) {
      return verify::WriteJson(subject, outcome, form.output->stream());
    }
    verify::WriteText(subject, outcome, !common_.quiet, form.output->stream());
  }

  const VerifyArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  diagnostics::SourceSet sources_;
  check::CheckedRules rules_;
  verify::Journal journal_;
  std::optional<json::Json> report_;
  std::vector<VerifyFormWish> wishes_;
  std::vector<FormOutput<VerifyFormWish>> outputs_;
};

}  // namespace

ExitCode RunVerify(const VerifyArguments& arguments, const CommonArguments& common,
                   const Terminal& terminal, Output& out) {
  return VerifyRun(arguments, common, terminal, out).Run();
}

}  // namespace abide::cli
