#include "cli/forms.h"

#include "cli/options.h"
#include "diagnostics/suggestion.h"
#include "report/csv_report.h"
#include "report/github_report.h"
#include "report/gitlab_report.h"
#include "report/html_report.h"
#include "report/json_report.h"
#include "report/junit_report.h"
#include "report/markdown_report.h"
#include "report/sarif_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

namespace abide::cli {
namespace {

using diagnostics::Code;

struct FormEntry {
  std::string_view name;
  Form form;
  std::string_view says;  // to whom it speaks
};

constexpr std::array<FormEntry, 11> kForms = {{
    {"text", Form::kText, "for a terminal"},
    {"json", Form::kJson, "everything, and what `abide report` and `abide explain` read"},
    {"jsonl", Form::kJsonLines, "findings only, one a line"},
    {"sarif", Form::kSarif, "SARIF 2.1.0, for code scanning"},
    {"junit", Form::kJunit, "JUnit XML, a case a clause"},
    {"github", Form::kGithub, "annotations and the summary of a GitHub step"},
    {"gitlab", Form::kGitlab, "GitLab's code quality"},
    {"markdown", Form::kMarkdown, "for a job's summary or a ticket"},
    {"csv", Form::kCsv, "findings, a row each, for a spreadsheet"},
    {"html", Form::kHtml, "one page for people, which needs no network"},
    {"bundle", Form::kBundle,
     "a tar archive of the report, the rules and the records of its evidence, for `abide verify`; "
     "of check alone"},
}};

const FormEntry* FormNamed(std::string_view name) {
  const auto* found = std::find_if(kForms.begin(), kForms.end(),
                                   [name](const FormEntry& form) { return form.name == name; });
  return found == kForms.end() ? nullptr : found;
}

// "`text`, `json` … or `html`"
std::string NamesInWords() {
  std::string names;
  for (const FormEntry& form : kForms) {
    const bool is_last = &form == &kForms.back();
    names += fmt::format("{}`{}`", names.empty() ? "" : is_last ? " or " : ", ", form.name);
  }
  return names;
}

// What somebody means who writes `jsn`, `report.json` or `JSON=report`; empty if nobody can tell.
std::string MeantForm(const std::string& text) {
  const std::size_t equals = std::min(text.find('='), text.size());
  const std::string rest = text.substr(equals);
  if (rest == "=") return {};
  const std::string name = text.substr(0, equals);
  const std::filesystem::path path(name);
  if (rest.empty() && path.has_extension()) {
    const FormEntry* const form = FormNamed(path.extension().string().substr(1));
    return form == nullptr ? "" : fmt::format("{}={}", form->name, name);
  }
  std::vector<std::string> names;
  names.reserve(kForms.size());
  for (const FormEntry& form : kForms) names.emplace_back(form.name);
  const auto nearest = diagnostics::NearestName(name, names);
  return nearest ? *nearest + rest : std::string();
}

// Behind what the step has said so far: together they may not be longer than GitHub takes.
bool WriteStepSummary(const report::Report& report, const std::string& path,
                      const Terminal& terminal) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  const std::uint64_t used = error ? 0 : static_cast<std::uint64_t>(size);
  auto output = Output::Open(path, Output::Mode::kAppend);
  if (!output) {
    terminal.Show(output.error());
    return false;
  }
  const std::size_t most = report::kMarkdownBytes;
  report::WriteMarkdown(report, most - std::min<std::uint64_t>(used, most), (*output)->stream());
  const std::optional<diagnostics::Diagnostic> failure = (*output)->Finish();
  if (failure) terminal.Show(*failure);
  return !failure;
}

}  // namespace

std::string FormsInWords() {
  std::string words;
  for (const FormEntry& form : kForms) {
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", form.name, form.says);
  }
  return words +
         "; on standard output or in FILE; repeatable, each to its own file (default: text)";
}

std::vector<std::pair<std::string_view, std::string_view>> FormNames() {
  std::vector<std::pair<std::string_view, std::string_view>> names;
  names.reserve(kForms.size());
  for (const FormEntry& form : kForms) names.emplace_back(form.name, form.says);
  return names;
}

void AddForm(const std::string& text, const char* verb, std::vector<FormWish>& forms,
             diagnostics::DiagnosticSink& sink) {
  const std::size_t equals = text.find('=');
  const FormEntry* form = FormNamed(std::string_view(text).substr(0, equals));
  std::string path = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (form == nullptr || (equals != std::string::npos && path.empty())) {
    auto& wrong = sink.Add(Code::kBadOptionValue,
                           {"--format", NamesInWords() + ", each with `=FILE` or without", text});
    const std::string meant = MeantForm(text);
    wrong.WithHelp(meant.empty()
                       ? fmt::format("`abide {} --help` says what each option takes", verb)
                       : diagnostics::DidYouMean("--format " + meant));
    return;
  }
  if (form->form == Form::kBundle && std::string_view(verb) == "report") {
    sink.Add(Code::kBadOptionValue, {"--format", "a form that the report alone suffices for", text})
        .WithHelp("a bundle holds rules and records of logs: `abide check --format bundle=FILE`");
    return;
  }
  AddWish({form->form, std::move(path), text}, forms, sink);
}

report::Detail DetailOf(bool details, bool quiet) {
  if (details) return report::Detail::kAll;
  return quiet ? report::Detail::kFindings : report::Detail::kSome;
}

std::optional<report::Anchor> AnchorOf(const std::string& text, const char* verb,
                                       diagnostics::DiagnosticSink& sink) {
  if (text == "clause") return report::Anchor::kClause;
  if (text == "event") return report::Anchor::kEvent;
  if (text.empty()) return std::nullopt;
  auto& wrong = sink.Add(Code::kBadOptionValue, {"--anchor", FormOfValue("--anchor"), text});
  wrong.WithHelp(fmt::format("`abide {} --help` says what each option takes", verb));
  const auto nearest = diagnostics::NearestName(text, {"clause", "event"});
  if (nearest) wrong.WithHelp(diagnostics::DidYouMean(*nearest));
  return std::nullopt;
}

std::string StepSummaryFile() {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  return path == nullptr ? "" : path;
}

bool WriteForm(const report::Report& report, const FormOutput<FormWish>& form,
               const FormSetting& setting, const Terminal& terminal) {
  std::ostream& out = form.output->stream();
  switch (form.wish->form) {
    case Form::kText:
      report::WriteText(report, {.colour = ColourOf(form, terminal), .detail = setting.detail},
                        out);
      break;
    case Form::kJson:
      report::WriteJson(report, out);
      break;
    case Form::kJsonLines:
      report::WriteJsonLines(report, out);
      break;
    case Form::kSarif:
      report::WriteSarif(report, out, setting.anchor);
      break;
    case Form::kJunit:
      report::WriteJunit(report, out);
      break;
    case Form::kGithub:
      report::WriteGithub(report, out, setting.anchor);
      return setting.step_summary.empty() ||
             WriteStepSummary(report, setting.step_summary, terminal);
    case Form::kGitlab:
      report::WriteGitlab(report, out, setting.anchor);
      break;
    case Form::kMarkdown:
      report::WriteMarkdown(report, report::kMarkdownBytes, out);
      break;
    case Form::kCsv:
      report::WriteCsv(report, out);
      break;
    case Form::kHtml:
      report::WriteHtml(report, out);
      break;
    case Form::kBundle:
      return WriteBundle(report, setting.bundle, out, terminal);
  }
  return true;
}

}  // namespace abide::cli
