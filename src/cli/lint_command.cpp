#include "cli/lint_command.h"

#include "cli/counted.h"
#include "cli/diagnostics_document.h"
#include "cli/form_outputs.h"
#include "cli/inputs.h"
#include "cli/lint_forms.h"
#include "cli/lint_request.h"
#include "cli/replace_file.h"
#include "cli/show_diff.h"
#include "cli/unified_diff.h"
#include "diagnostics/printable.h"
#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;
using diagnostics::Severity;

// Each round makes the fixes that do not overlap; what is left is made in the next.
constexpr int kMostRounds = 20;

// The disk, with the texts of some files as they will be.
class RepairedFiles : public Inputs {
 public:
  using Inputs::Inputs;
  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto text = texts_.find(path);
    if (text != texts_.end()) return text->second.after;
    return Inputs::Read(path);
  }
  struct Text {
    std::string before, after;
  };
  // By path. Those that are as they were are left out.
  const std::map<std::string, Text>& texts() const { return texts_; }
  void Repair(const std::string& path, std::string_view text, std::string repaired) {
    texts_.try_emplace(path, Text{std::string(text), {}}).first->second.after = std::move(repaired);
  }
  void Forget() { texts_.clear(); }

 private:
  std::map<std::string, Text> texts_;
};

// The rules as they are at one time, and what there is to say of them.
struct Look {
  diagnostics::SourceSet sources;
  std::vector<lint::RuleText> texts;
  std::vector<Diagnostic> remarks;
  bool has_errors = false;
};

class LintRun {
 public:
  LintRun(LintRequest request, const CommonArguments& common, const Terminal& terminal,
          Output& standard)
      : request_(std::move(request)),
        common_(common),
        terminal_(terminal),
        standard_(standard),
        files_(terminal) {
    files_.Serve(request_.rules.paths);
  }

  ExitCode Run() {
    auto look = LookAtRules();
    const bool has_errors = look->has_errors;
    if (request_.repairs && !has_errors) look = Repaired(std::move(look));
    outputs_ = OpenOutputs(
        request_.forms, standard_,
        [this](const LintFormWish& wish) { return files_.At(wish.path); }, usage_);
    if (usage_.has_errors()) {
      terminal_.Show(usage_.all(), look->sources);
      return ExitCode::kBadUsage;
    }
    if (is_broken_) return ExitCode::kInternal;
    if (!has_errors && !Deliver()) return ExitCode::kBadUsage;
    Write(*look);
    if (!Finish(outputs_, terminal_)) return ExitCode::kBadUsage;
    return CodeOf(*look);
  }

 private:
  ExitCode CodeOf(const Look& look) const {
    if (look.has_errors) {
      return HasBadRules(look.remarks) ? ExitCode::kBadRules : ExitCode::kBadUsage;
    }
    const bool has_more_than_notes =
        std::any_of(look.remarks.begin(), look.remarks.end(),
                    [](const Diagnostic& each) { return each.severity() != Severity::kNote; });
    const bool would_change = request_.repairs && !request_.writes && !files_.texts().empty();
    return has_more_than_notes || would_change ? ExitCode::kBreaches : ExitCode::kOk;
  }

  std::unique_ptr<Look> LookAtRules() {
    if (subjects_.empty()) subjects_ = check::NamedRuleFiles(request_.rules.paths, files_);
    auto look = std::make_unique<Look>();
    DiagnosticSink sink;
    const check::CheckedRules rules = check::Check(request_.rules, files_, look->sources, sink);
    look->has_errors = sink.has_errors();
    if (!look->has_errors) {
      static_cast<void>(plan::Compile(rules, {}, sink));  // says what is remembered for ever
      look->has_errors = sink.has_errors();
    }
    TakeKnown(sink, *look);
    if (look->has_errors) return look;
    std::set<std::string> wanted;
    for (const check::LoadedFile& file : rules.files) {
      if (subjects_.contains(files_.Canonical(file.path))) wanted.insert(file.path);
    }
    look->texts = lint::TextsOf(rules, look->sources, wanted);
    for (Diagnostic& each : lint::Lint(rules, look->texts, look->sources, request_.options)) {
      look->remarks.push_back(std::move(each));
    }
    SortAll(*look);
    return look;
  }

  // What the checker and the plan say, as the options want it.
  void TakeKnown(const DiagnosticSink& sink, Look& look) const {
    for (Diagnostic& each : sink.Sorted()) {
      if (request_.options.off.contains(each.code)) continue;
      const auto level = request_.options.levels.find(each.code);
      if (level != request_.options.levels.end()) each.level = level->second;
      if (each.code == Code::kRulesUnreadable && each.help.empty()) {
        each.WithHelp("name rule files or folders of them");
      }
      look.remarks.push_back(std::move(each));
    }
  }

  static void SortAll(Look& look) {
    DiagnosticSink all;
    for (Diagnostic& each : look.remarks) all.Add(std::move(each));
    look.remarks = all.Sorted();
  }

  // True if there was anything to repair.
  bool RepairOnce(const Look& look) {
    bool changed = false;
    for (const lint::RuleText& file : look.texts) {
      const std::string_view text = look.sources.File(file.id).text();
      std::string repaired = lint::FixAll(look.remarks, file.id, look.sources);
      if (!file.is_subject || repaired == text) continue;
      files_.Repair(file.path, text, std::move(repaired));
      changed = true;
    }
    return changed;
  }

  // The rules once all is repaired that can be. That they have no error then is made sure of
  // before a byte is written.
  std::unique_ptr<Look> Repaired(std::unique_ptr<Look> look) {
    for (int round = 0; round < kMostRounds && RepairOnce(*look); ++round) {
      look = LookAtRules();
      if (!look->has_errors) continue;
      *terminal_.err << "internal error: the files are left as they are: repaired, the rules would "
                        "have errors\n";
      terminal_.Show(look->remarks, look->sources);
      files_.Forget();
      is_broken_ = true;
      break;
    }
    return look;
  }

  // False, and said, if a file could not be written.
  bool Deliver() {
    bool is_whole = true;
    for (const auto& [path, text] : files_.texts()) {
      if (!request_.writes) {
        ShowDiff(UnifiedDiff(text.before, text.after, path), terminal_);
      } else if (const auto failure = ReplaceFile(path, text.after)) {
        terminal_.Show(*failure);
        is_whole = false;
      } else if (!common_.quiet) {
        *terminal_.err << fmt::format("repaired {}\n", diagnostics::Printable(path));
      }
    }
    return is_whole;
  }

  void Write(const Look& look) {
    bool is_told = false;
    for (const FormOutput<LintFormWish>& form : outputs_) {
      std::ostream& out = form.output->stream();
      switch (form.wish->form) {
        case LintForm::kText:
          WriteText(look, form);
          is_told = true;
          break;
        case LintForm::kJson:
          WriteDiagnosticsDocument(look.remarks, look.sources, out);
          break;
        case LintForm::kSarif:
          WriteLintSarif(look.remarks, look.sources, out);
          break;
        case LintForm::kGithub:
          WriteLintGithub(look.remarks, look.sources, out);
          break;
      }
    }
    // Errors are for people, whatever else is written.
    if (look.has_errors && !is_told) terminal_.Show(look.remarks, look.sources);
  }

  void WriteText(const Look& look, const FormOutput<LintFormWish>& form) const {
    std::ostream& out = form.output->stream();
    std::vector<Diagnostic> shown = look.remarks;
    if (!common_.verbose) {
      std::erase_if(shown,
                    [](const Diagnostic& each) { return each.severity() == Severity::kNote; });
    }
    out << diagnostics::RenderText(shown, look.sources, ColourOf(form, terminal_));
    if (common_.quiet) return;
    if (!shown.empty()) out << '\n';
    out << Summary(look) << '\n';
  }

  std::string Summary(const Look& look) const {
    std::size_t counts[3] = {};
    std::size_t repairable = 0;
    for (const Diagnostic& each : look.remarks) {
      ++counts[static_cast<std::size_t>(each.severity())];
      repairable += each.fixes.empty() ? 0 : 1;
    }
    std::string text =
        fmt::format("{}, {}, {} in {}", Counted(counts[0], "error"), Counted(counts[1], "warning"),
                    Counted(counts[2], "note"), Counted(subjects_.size(), "rule file"));
    if (look.has_errors) return text + "; rules with errors are not looked at further";
    if (counts[2] != 0 && !common_.verbose) text += "; -v shows the notes";
    if (repairable != 0) text += fmt::format("; --fix repairs {}", repairable);
    return text;
  }

  LintRequest request_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Output& standard_;
  RepairedFiles files_;
  std::set<std::string> subjects_;  // canonical paths
  DiagnosticSink usage_;            // of the command line and its files
  std::vector<FormOutput<LintFormWish>> outputs_;
  bool is_broken_ = false;
};

}  // namespace

ExitCode RunLint(const LintArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal, Output& out) {
  DiagnosticSink sink;
  LintRequest request = MakeLintRequest(arguments, sink);
  const std::vector<std::string>& paths = request.rules.paths;
  if (request.writes && std::find(paths.begin(), paths.end(), "-") != paths.end()) {
    sink.Add(Code::kNotTogether, {"--fix", "-"})
        .WithHelp("`--fix --diff` shows what would be changed");
  }
  if (sink.has_errors()) {
    terminal.Show(sink.all(), {});
    return ExitCode::kBadUsage;
  }
  return LintRun(std::move(request), common, terminal, out).Run();
}

}  // namespace abide::cli
