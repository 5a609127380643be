#include "cli/test_request.h"

#include "cli/check_request.h"
#include "cli/form_outputs.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;

constexpr std::string_view kLcov = "lcov:";

std::optional<TestForm> FormOf(std::string_view name) {
  if (name == "text") return TestForm::kText;
  if (name == "json") return TestForm::kJson;
  if (name == "junit") return TestForm::kJunit;
  return std::nullopt;
}

void AddForm(const std::string& text, TestRequest& request, DiagnosticSink& sink) {
  const std::size_t equals = text.find('=');
  const std::optional<TestForm> form = FormOf(std::string_view(text).substr(0, equals));
  std::string path = equals == std::string::npos ? "" : text.substr(equals + 1);
  if (!form || (equals != std::string::npos && path.empty())) {
    sink.Add(Code::kBadOptionValue,
             {"--format", "`text`, `json` or `junit`, each with `=FILE` or without", text});
    return;
  }
  AddWish({*form, std::move(path), text}, request.forms, sink);
}

// `text` is what stands behind `--coverage=`, "true" where nothing does.
void AddCoverage(const std::string& text, TestRequest& request, DiagnosticSink& sink) {
  request.options.coverage = true;
  if (text == "true") {
    request.shows_coverage = true;
  } else if (text.starts_with(kLcov) && text.size() > kLcov.size()) {
    AddWish({TestForm::kLcov, text.substr(kLcov.size()), "--coverage=" + text}, request.forms,
            sink);
  } else {
    sink.Add(Code::kBadOptionValue, {"--coverage", "nothing or `lcov:FILE`", text});
  }
}

}  // namespace

TestRequest MakeTestRequest(const TestArguments& arguments, DiagnosticSink& sink) {
  TestRequest request;
  request.options.paths = arguments.paths;
  request.options.filters = arguments.filters;
  for (const std::string& setting : arguments.settings)
    AddSetting(setting, request.options.parameters, sink);
  for (const std::string& form : arguments.forms) AddForm(form, request, sink);
  for (const std::string& coverage : arguments.coverage) AddCoverage(coverage, request, sink);
  if (arguments.watch && !arguments.coverage.empty()) {
    sink.Add(Code::kNotTogether, {"--watch", "--coverage"});
  }
  const std::vector<std::string>& paths = arguments.paths;
  if (arguments.watch && std::find(paths.begin(), paths.end(), "-") != paths.end()) {
    sink.Add(Code::kNotTogether, {"--watch", "-"});
  }
  for (const TestFormWish& wish : request.forms) {
    if (!arguments.watch || (wish.form == TestForm::kText && wish.path.empty())) continue;
    if (wish.form != TestForm::kLcov) {
      sink.Add(Code::kNotTogether, {"--watch", "--format " + wish.text})
          .WithHelp("each run is told as text on standard output");
    }
  }
  const bool names_form =
      std::any_of(request.forms.begin(), request.forms.end(),
                  [](const TestFormWish& wish) { return wish.form != TestForm::kLcov; });
  // A tracefile stands beside a report, not in its place.
  if (!names_form) AddWish({TestForm::kText, "", "text"}, request.forms, sink);
  return request;
}

}  // namespace abide::cli
