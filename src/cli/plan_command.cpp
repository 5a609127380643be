#include "cli/plan_command.h"

#include "cli/check_request.h"
#include "cli/diagnostics_document.h"
#include "cli/form_outputs.h"
#include "cli/inputs.h"
#include "cli/output.h"
#include "cli/plan_document.h"
#include "cli/suggestions.h"
#include "mfotl/translate.h"
#include "plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <system_error>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

struct NamedFile {
  std::string name;
  std::string text;
};

// The signature, and a formula for each clause that is wanted and has one.
std::vector<NamedFile> FilesOf(const mfotl::Translation& translation, const plan::Plan& wanted) {
  std::vector<NamedFile> files = {{"abide.sig", mfotl::SignatureText(translation.facts)}};
  std::set<std::string> taken;
  for (const mfotl::ClauseFormula& formula : translation.formulas) {
    const bool is_wanted = std::any_of(
        wanted.judgements.begin(), wanted.judgements.end(),
        [&](const plan::Judgement& judgement) { return judgement.clause == formula.clause; });
    std::string stem = formula.id;
    std::replace(stem.begin(), stem.end(), '/', '.');
    // Versions of a policy may each have a clause of that id.
    std::string name = stem + ".mfotl";
    for (int number = 2; !taken.insert(name).second; ++number) {
      name = fmt::format("{}.{}.mfotl", stem, number);
    }
    if (is_wanted) files.push_back({name, formula.text});
  }
  return files;
}

class PlanRun {
 public:
  PlanRun(const PlanArguments& arguments, const CommonArguments& common, const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal), inputs_(terminal) {}

  ExitCode Run() {
    const std::size_t equals = arguments_.form.find('=');
    const std::string form = arguments_.form.substr(0, equals);
    const std::string folder =
        equals == std::string::npos ? "" : arguments_.form.substr(equals + 1);
    const bool as_text = form == "text" && equals == std::string::npos;
    const bool as_json = form == "json" && equals == std::string::npos;
    const bool as_mfotl = form == "mfotl" && (equals == std::string::npos || !folder.empty());
    if (!as_text && !as_json && !as_mfotl) {
      usage_.Add(Code::kBadOptionValue,
                 {"--format", "`text`, `json`, `mfotl` or `mfotl=FOLDER`", arguments_.form});
    }
    check::CheckOptions options;
    AddRules(arguments_.rules, arguments_.settings, options, usage_);
    if (usage_.has_errors()) return EndWithErrors();
    inputs_.Serve(options.paths);
    const check::CheckedRules rules = check::Check(options, inputs_, sources_, sink_);
    if (sink_.has_errors()) return EndWithErrors();
    DiagnosticSink not_executed;
    const plan::Plan plan = plan::Compile(rules, {.clauses = arguments_.clauses}, not_executed);
    CheckClauseGlobs(arguments_.clauses, {&rules}, usage_, sink_);
    if (usage_.has_errors()) return EndWithErrors();
    if (as_mfotl) return RunMfotl(rules, plan, folder);
    return RunPrint(plan, not_executed, as_json);
  }

 private:
  ExitCode RunPrint(const plan::Plan& plan, const DiagnosticSink& not_executed, bool as_json) {
    for (const Diagnostic& diagnostic : not_executed.all()) sink_.Add(diagnostic);
    if (sink_.has_errors()) return EndWithErrors();
    ShowWarnings();
    if (as_json) {
      WritePlanDocument(plan, *terminal_.out);
    } else {
      *terminal_.out << plan::Dump(plan);
    }
    return ExitCode::kOk;
  }

  ExitCode RunMfotl(const check::CheckedRules& rules, const plan::Plan& plan,
                    const std::string& folder) {
    const mfotl::Translation translation = mfotl::Translate(rules, sources_, sink_);
    ShowWarnings();
    const std::vector<NamedFile> files = FilesOf(translation, plan);
    if (folder.empty()) {
      for (const NamedFile& file : files) {
        *terminal_.out << "# file: " << file.name << '\n' << file.text << '\n';
      }
      return ExitCode::kOk;
    }
    return WriteFiles(folder, files) ? ExitCode::kOk : ExitCode::kBadUsage;
  }

  // All or, where one of them can't be had, none.
  bool WriteFiles(const std::string& folder, const std::vector<NamedFile>& files) const {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto path_of = [&folder](const NamedFile& file) {
      return (std::filesystem::path(folder) / file.name).string();
    };
    // One after the other: there may be more of them than files that can be open at a time.
    const bool can_be_had = std::all_of(files.begin(), files.end(), [&](const NamedFile& file) {
      return Open(path_of(file)) != nullptr;
    });
    return can_be_had && std::all_of(files.begin(), files.end(), [&](const NamedFile& file) {
             return Write(path_of(file), file.text);
           });
  }

  bool Write(const std::string& path, const std::string& text) const {
    const std::unique_ptr<Output> output = Open(path);
    if (output == nullptr) return false;
    output->stream() << text;
    const std::optional<Diagnostic> failure = output->Finish();
    if (failure) terminal_.Show(*failure);
    return !failure;
  }

  // Null, and said, if it can't be had.
  std::unique_ptr<Output> Open(const std::string& path) const {
    if (const std::string input = inputs_.At(path); !input.empty()) {
      terminal_.Show(CannotWrite(path, input).WithHelp(kNameAnother));
      return nullptr;
    }
    auto output = Output::Open(path);
    if (output) return std::move(*output);
    terminal_.Show(output.error());
    return nullptr;
  }

  void ShowWarnings() const {
    if (!common_.quiet) terminal_.Show(sink_.Sorted(), sources_);
  }

  ExitCode EndWithErrors() const {
    std::vector<Diagnostic> all = sink_.Sorted();
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, sources_);
    return HasBadRules(sink_) ? ExitCode::kBadRules : ExitCode::kBadUsage;
  }

  const PlanArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  Inputs inputs_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line
};

}  // namespace

ExitCode RunPlan(const PlanArguments& arguments, const CommonArguments& common,
                 const Terminal& terminal) {
  return PlanRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
