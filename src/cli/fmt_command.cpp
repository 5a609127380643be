#include "cli/fmt_command.h"

#include "check/disk_files.h"
#include "cli/check_request.h"
#include "cli/counted.h"
#include "cli/inputs.h"
#include "cli/replace_file.h"
#include "cli/show_diff.h"
#include "cli/suggestions.h"
#include "cli/unified_diff.h"
#include "diagnostics/printable.h"
#include "diagnostics/suggestion.h"
#include "format/format.h"

#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;

constexpr const char* kHelp = "name rule files or folders of them";

class FmtRun {
 public:
  FmtRun(const FmtArguments& arguments, const CommonArguments& common, const Terminal& terminal)
      : arguments_(arguments), common_(common), terminal_(terminal) {}

  ExitCode Run() {
    for (const std::string& path : Paths()) FormatAll(path);
    ShowDiagnostics();
    if (!common_.quiet) ShowSummary();
    if (faults_ != 0) return ExitCode::kInternal;
    if (sink_.has_errors()) return ExitCode::kBadRules;
    if (usage_.has_errors()) return ExitCode::kBadUsage;
    return changed_ != 0 && !Writes() ? ExitCode::kBreaches : ExitCode::kOk;
  }

 private:
  bool Writes() const { return !arguments_.check && !arguments_.diff; }

  std::vector<std::string> Paths() {
    std::vector<std::string> paths = arguments_.paths;
    if (NamesRules(paths)) return paths;
    SuggestRules({}, "abide fmt ", usage_.Add(Code::kNoRules).WithHelp(kHelp));
    return {};
  }

  void FormatAll(const std::string& path) {
    if (path == kStandardInput) {
      if (seen_.insert(path).second) {
        FormatText(path, {std::istreambuf_iterator<char>(std::cin), {}});
      }
      return;
    }
    const auto in_folder = files_.RuleFiles(path);
    if (!in_folder) return FormatFile(path);
    if (in_folder->empty()) usage_.Add(Code::kNoRuleFiles, std::vector{path});
    for (const std::string& file : *in_folder) FormatFile(file);
  }

  // A file of several names is formatted once.
  void FormatFile(const std::string& path) {
    if (!seen_.insert(files_.Canonical(path)).second) return;
    auto text = files_.Read(path);
    const std::string fault = text ? check::WhyNoRules(path, *text) : text.error();
    if (fault.empty()) return FormatText(path, *std::move(text));
    diagnostics::Diagnostic& unreadable = usage_.Add(Code::kRulesUnreadable, {path, fault});
    if (const auto nearest = files_.Nearest(path)) {
      unreadable.WithHelp(diagnostics::DidYouMean(*nearest));
    } else {
      unreadable.WithHelp(text ? std::string(check::kNoRulesHelp) : kHelp);
    }
  }

  void FormatText(const std::string& path, std::string text) {
    ++read_;
    const bool is_input = path == kStandardInput;
    const auto id = sources_.Add(is_input ? "standard input" : path, std::move(text));
    const format::Formatted formatted = format::Format(sources_, id, sink_);
    left_alone_ += formatted.left_alone;
    if (!formatted.fault.empty()) {
      ++faults_;
      *terminal_.err << fmt::format(
          "internal error: `{}` is left as it is: formatted, it would differ in {}\n",
          diagnostics::Printable(path), formatted.fault);
    }
    const std::string_view before = sources_.File(id).text();
    if (Writes() && is_input) *terminal_.out << formatted.text;
    if (formatted.text == before) return;
    if (Writes() && !is_input) {
      if (const auto failure = ReplaceFile(path, formatted.text)) {
        usage_.Add(*failure);
        return;
      }
    }
    ++changed_;
    if (arguments_.diff) {
      ShowDiff(UnifiedDiff(before, formatted.text, path), terminal_);
    } else if (arguments_.check || (!is_input && !common_.quiet)) {
      *terminal_.out << diagnostics::Printable(path) << '\n';
    }
  }

  void ShowDiagnostics() const {
    std::vector<Diagnostic> all = sink_.Sorted();
    all.insert(all.end(), usage_.all().begin(), usage_.all().end());
    terminal_.Show(all, sources_);
  }

  // What the paths on standard output don't tell.
  void ShowSummary() const {
    if (left_alone_ != 0) {
      *terminal_.err << fmt::format("\n{} with errors left as {}\n",
                                    Counted(left_alone_, "declaration"),
                                    left_alone_ == 1 ? "it is" : "they are");
    }
    if (common_.verbose) {
      *terminal_.err << fmt::format("{} of {} {}\n", changed_, Counted(read_, "file"),
                                    Writes() ? "changed" : "would change");
    }
  }

  const FmtArguments& arguments_;
  const CommonArguments& common_;
  const Terminal& terminal_;
  check::DiskFiles files_;
  diagnostics::SourceSet sources_;
  DiagnosticSink sink_;   // of the rules
  DiagnosticSink usage_;  // of the command line and its files
  std::set<std::string> seen_;
  std::size_t read_ = 0;
  std::size_t changed_ = 0;
  std::size_t left_alone_ = 0;
  std::size_t faults_ = 0;
};

}  // namespace

ExitCode RunFmt(const FmtArguments& arguments, const CommonArguments& common,
                const Terminal& terminal) {
  return FmtRun(arguments, common, terminal).Run();
}

}  // namespace abide::cli
