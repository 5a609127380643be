// The forms of a report: their names on the command line, and who writes each. `check` and `report`
// have the same ones, and write the same bytes.
#pragma once

#include "cli/bundle_form.h"
#include "cli/form_outputs.h"
#include "report/anchor.h"
#include "report/report.h"
#include "report/text_report.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace abide::cli {

enum class Form {
  kText,
  kJson,
  kJsonLines,
  kSarif,
  kJunit,
  kGithub,
  kGitlab,
  kMarkdown,
  kCsv,
  kHtml,
  kBundle,
};

struct FormWish {
  Form form{};
  std::string path;  // empty: standard output
  std::string text;  // as given
  // What `--write-baseline` saves: only a report of logs takes its place, all of it or nothing.
  bool is_baseline = false;
};

// Every name, and what the form is for.
std::vector<std::pair<std::string_view, std::string_view>> FormNames();

// The same for `--help`.
std::string FormsInWords();

// The value of one `--format`. What is not understood, and a second form for one output, is an
// error in `sink`; `verb` is the one whose help is pointed at.
void AddForm(const std::string& text, const char* verb, std::vector<FormWish>& forms,
             diagnostics::DiagnosticSink& sink);

// `--details` and `--quiet`.
report::Detail DetailOf(bool details, bool quiet);

// `--anchor`; empty: none. What is no word of it is an error in `sink`.
std::optional<report::Anchor> AnchorOf(const std::string& text, const char* verb,
                                       diagnostics::DiagnosticSink& sink);

// What forms take from around them.
struct FormSetting {
  report::Detail detail{};   // of the text
  std::string step_summary;  // the file for the summary of a GitHub step; empty: none
  BundleInputs bundle = {};  // of a bundle
  std::optional<report::Anchor> anchor = {};
};

// $GITHUB_STEP_SUMMARY, where it is set.
std::string StepSummaryFile();

// Errors that are not of the output itself (the file of the step's summary) are shown; false then.
bool WriteForm(const report::Report& report, const FormOutput<FormWish>& form,
               const FormSetting& setting, const Terminal& terminal);

}  // namespace abide::cli
