#include "cli/lint_request.h"

#include "cli/check_request.h"
#include "cli/form_outputs.h"
#include "cli/suggestions.h"

#include <optional>
#include <string_view>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::Severity;

std::optional<LintForm> FormOf(std::string_view name) {
  if (name == "text") return LintForm::kText;
  if (name == "json") return LintForm::kJson;
  if (name == "sarif") return LintForm::kSarif;
  if (name == "github") return LintForm::kGithub;
  return std::nullopt;
}

void AddLintForm(const std::string& text, LintRequest& request, DiagnosticSink& sink) {
  const std::size_t equals = text.find('=');
  const std::optional<LintForm> form = FormOf(std::string_view(text).substr(0, equals));
  std::string path = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (!form || (equals != std::string::npos && path.empty())) {
    sink.Add(
        Code::kBadOptionValue,
        {"--format", "`text`, `json`, `sarif` or `github`, each with `=FILE` or without", text});
    return;
  }
  AddWish({*form, std::move(path), text}, request.forms, sink);
}

// A code that no run can do without is none of these: errors are said always.
std::optional<Code> RemarkNamed(const char* option, const std::string& id, DiagnosticSink& sink) {
  const std::optional<Code> code = diagnostics::CodeOfId(id);
  if (!code) {
    SuggestCode(id, sink.Add(Code::kUnknownCode, std::vector{id}));
    return std::nullopt;
  }
  if (diagnostics::Entry(*code).severity != Severity::kError) return code;
  sink.Add(Code::kBadOptionValue, {option, "the code of a warning or note, such as `W0836`", id});
  return std::nullopt;
}

}  // namespace

LintRequest MakeLintRequest(const LintArguments& arguments, DiagnosticSink& sink) {
  LintRequest request;
  AddRules(arguments.paths, arguments.settings, request.rules, sink, "abide lint ");
  for (const std::string& id : arguments.allowed) {
    if (const auto code = RemarkNamed("--allow", id, sink)) request.options.off.insert(*code);
  }
  for (const std::string& id : arguments.denied) {
    if (const auto code = RemarkNamed("--deny", id, sink)) {
      request.options.levels[*code] = Severity::kError;
    }
  }
  request.repairs = arguments.fix || arguments.diff;
  request.writes = arguments.fix && !arguments.diff;
  for (const std::string& form : arguments.forms) AddLintForm(form, request, sink);
  // A diff stands alone on standard output.
  if (request.forms.empty() && !arguments.diff)
    AddWish({LintForm::kText, "", "text"}, request.forms, sink);
  return request;
}

}  // namespace abide::cli
