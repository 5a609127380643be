#include "cli/check_request.h"

#include "cli/memory.h"
#include "cli/suggestions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <system_error>
#include <thread>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;

constexpr const char* kDefaultRules = "rules";
constexpr std::size_t kMostJobs = 1024;

void BadValue(const char* option, const char* form, const std::string& got, DiagnosticSink& sink) {
  SuggestValue(sink.Add(Code::kBadOptionValue, {option, form, got})
                   .WithHelp("`abide check --help` says what each option takes"));
}

void BadValue(const char* option, const std::string& got, DiagnosticSink& sink) {
  BadValue(option, FormOfValue(option), got, sink);
}

std::optional<values::Instant> TimeOf(const char* option, const std::string& text,
                                      DiagnosticSink& sink) {
  if (text.empty()) return std::nullopt;
  const std::optional<values::Instant> time = values::ParseInstant(text);
  if (!time) BadValue(option, text, sink);
  return time;
}

// Of a text that is a number and nothing else.
std::optional<std::uint64_t> ParseNumber(const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

std::uint64_t NumberOf(const char* option, const std::string& text, DiagnosticSink& sink) {
  const std::optional<std::uint64_t> number = ParseNumber(text);
  if (!number) BadValue(option, text, sink);
  return number.value_or(0);
}

// As many as there are processors, if nothing is said.
std::size_t JobsOf(const std::string& text, DiagnosticSink& sink) {
  if (text.empty()) return std::max(1U, std::thread::hardware_concurrency());
  const std::optional<std::uint64_t> jobs = ParseNumber(text);
  if (jobs && *jobs >= 1 && *jobs <= kMostJobs) return static_cast<std::size_t>(*jobs);
  BadValue("--jobs", text, sink);
  return 1;
}

values::Duration LatenessOf(const std::string& text, DiagnosticSink& sink) {
  if (text.empty()) return {};
  const std::optional<values::Duration> lateness = values::ParseDuration(text);
  if (lateness && lateness->months >= 0 && lateness->nanos >= 0) return *lateness;
  BadValue("--lateness", text, sink);
  return {};
}

std::uint64_t SizeOf(const char* option, const std::string& text, DiagnosticSink& sink) {
  static constexpr struct {
    std::string_view name;
    std::uint64_t bytes;
  } kUnits[] = {{"B", 1},
                {"kB", 1'000},
                {"MB", 1'000'000},
                {"GB", 1'000'000'000},
                {"TB", 1'000'000'000'000},
                {"KiB", std::uint64_t{1} << 10},
                {"MiB", std::uint64_t{1} << 20},
                {"GiB", std::uint64_t{1} << 30},
                {"TiB", std::uint64_t{1} << 40}};
  std::uint64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view name(result.ptr, text.data() + text.size());
  for (const auto& unit : kUnits) {
    if (result.ec != std::errc() || name != unit.name) continue;
    if (number <= UINT64_MAX / unit.bytes) return number * unit.bytes;
  }
  BadValue(option, text, sink);
  return 0;
}

std::uint64_t MemoryOf(const std::string& text, DiagnosticSink& sink) {
  if (text.empty()) return MachineBytes() / 4 * 3;
  return SizeOf("--max-memory", text, sink);
}

void AddHidden(const std::vector<std::string>& names, report::Hide how,
               report::HiddenFields& hidden) {
  for (const std::string& name : names) hidden.fields.push_back({name, how});
}

report::FailOn FailOnOf(const std::string& text, DiagnosticSink& sink) {
  if (const auto fail_on = report::ParseFailOn(text)) return *fail_on;
  SuggestNearest(
      text,
      {"info", "low", "medium", "high", "critical", "pending", "undetermined", "nothing-judged"},
      sink.Add(Code::kBadOptionValue,
               {"--fail-on",
                "a severity (info, low, medium, high, critical), `pending`, `undetermined`, "
                "`nothing-judged`, several of them with commas, or `never`",
                text})
          .WithHelp("`abide check --help` says what each option takes"));
  return {};
}

// An option that asks for something else than a report of the rules at hand, and those that only
// such a report can take.
void RefuseTogether(const char* option, const CheckArguments& arguments, DiagnosticSink& sink) {
  const auto refuse = [&](const char* other, bool stands) {
    if (stands) sink.Add(Code::kNotTogether, {option, other});
  };
  refuse("--dump", !arguments.dump.empty());
  refuse("--baseline", !arguments.baseline.empty());
  refuse("--write-baseline", !arguments.write_baseline.empty());
  refuse("--redact", !arguments.redacted.empty());
  refuse("--pseudonymise", !arguments.pseudonymised.empty());
}

// These have forms of their own, with the names that reports have.
void CheckForms(const char* option, const char* names, std::initializer_list<Form> taken,
                const std::vector<FormWish>& forms, DiagnosticSink& sink) {
  for (const FormWish& wish : forms) {
    if (std::find(taken.begin(), taken.end(), wish.form) != taken.end()) continue;
    BadValue("--format", (std::string(names) + " with `" + option + '`').c_str(), wish.text, sink);
  }
}

void AddQuestions(const CheckArguments& arguments, CheckRequest& request, DiagnosticSink& sink) {
  request.explained_event = arguments.explained_event;
  request.compared_rules = arguments.compared_rules;
  if (!request.compared_rules.empty()) {
    RefuseTogether("--compare-rules", arguments, sink);
    CheckForms("--compare-rules", "`text`, `json` or `markdown`",
               {Form::kText, Form::kJson, Form::kMarkdown}, request.forms, sink);
    if (!arguments.rules.empty()) sink.Add(Code::kNotTogether, {"--compare-rules", "--rules"});
    if (request.compared_rules.size() != 2) {
      BadValue("--compare-rules", fmt::format("{}", fmt::join(request.compared_rules, " ")), sink);
    }
  }
  if (request.explained_event.empty()) return;
  RefuseTogether("--explain-event", arguments, sink);
  CheckForms("--explain-event", "`text` or `json`", {Form::kText, Form::kJson}, request.forms,
             sink);
  if (!request.compared_rules.empty()) {
    sink.Add(Code::kNotTogether, {"--explain-event", "--compare-rules"});
  }
}

// Whether SHA-256 is asked for; XXH3 there is in any case.
bool Sha256Of(const std::string& text, DiagnosticSink& sink) {
  if (!text.empty() && text != "sha256") BadValue("--hash", text, sink);
  return !text.empty();
}

std::optional<Stage> StageOf(const std::string& text, DiagnosticSink& sink) {
  if (text.empty()) return std::nullopt;
  if (text == "ast") return Stage::kAst;
  if (text == "checked") return Stage::kChecked;
  if (text == "plan") return Stage::kPlan;
  if (text == "events") return Stage::kEvents;
  if (text == "mfotl-log") return Stage::kMfotlLog;
  BadValue("--dump", text, sink);
  return std::nullopt;
}

}  // namespace

std::uint64_t ReadingWish::IndexBytes() const {
  static constexpr std::uint64_t kMost = std::uint64_t{1} << 30;
  return std::min(max_memory / 4, kMost);
}

bool NamesRules(std::vector<std::string>& paths) {
  if (!paths.empty()) return true;
  std::error_code error;
  if (!std::filesystem::is_directory(kDefaultRules, error)) return false;
  paths.emplace_back(kDefaultRules);
  return true;
}

void AddSetting(const std::string& text, std::map<std::string, std::string>& parameters,
                DiagnosticSink& sink) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    // The verbs that take it are several.
    SuggestValue(sink.Add(Code::kBadOptionValue, {"--set", FormOfValue("--set"), text}));
    return;
  }
  const std::string name = text.substr(0, equals);
  const bool is_new = parameters.emplace(name, text.substr(equals + 1)).second;
  if (!is_new) sink.Add(Code::kOptionTwice, std::vector{"--set " + name});
}

void AddRules(const std::vector<std::string>& paths, const std::vector<std::string>& settings,
              check::CheckOptions& options, DiagnosticSink& sink, std::string_view words) {
  options.paths = paths;
  for (const std::string& setting : settings) AddSetting(setting, options.parameters, sink);
  if (NamesRules(options.paths)) return;
  diagnostics::Diagnostic& no_rules = sink.Add(Code::kNoRules);
  if (words != "--rules ") no_rules.WithHelp("name rule files or folders of them");
  SuggestRules({}, words, no_rules);
}

CheckRequest MakeRequest(const CheckArguments& arguments, const CommonArguments& common,
                         DiagnosticSink& sink) {
  CheckRequest request;
  request.rules.paths = arguments.rules;
  for (const std::string& setting : arguments.settings)
    AddSetting(setting, request.rules.parameters, sink);
  request.logs = arguments.logs;
  request.reading = {
      .jobs = JobsOf(arguments.jobs, sink),
      .lateness = LatenessOf(arguments.lateness, sink),
      .max_memory = MemoryOf(arguments.max_memory, sink),
      .max_memory_text = arguments.max_memory.empty()
                             ? "three quarters of the machine's"
                             : '`' + std::string("--max-memory ") + arguments.max_memory + '`'};
  for (const std::string& form : arguments.forms) AddForm(form, "check", request.forms, sink);
  if (!arguments.write_baseline.empty()) {
    // The text stays, where no form was named.
    if (request.forms.empty()) AddForm("text", "check", request.forms, sink);
    AddForm("json=" + arguments.write_baseline, "check", request.forms, sink);
    if (!sink.has_errors()) request.forms.back().is_baseline = true;
  }
  request.baseline = arguments.baseline;
  AddHidden(arguments.redacted, report::Hide::kMark, request.hidden);
  AddHidden(arguments.pseudonymised, report::Hide::kPseudonym, request.hidden);
  request.key_file = arguments.key_file;
  request.dump = StageOf(arguments.dump, sink);
  if (!arguments.dump.empty() && !arguments.forms.empty()) sink.Add(Code::kFormatOfDump);
  request.detail = DetailOf(arguments.details, common.quiet);
  request.anchor = AnchorOf(arguments.anchor, "check", sink);
  AddQuestions(arguments, request, sink);

  report::Options& options = request.options;
  options.as_of = TimeOf("--as-of", arguments.as_of, sink);
  options.since = TimeOf("--since", arguments.since, sink);
  options.until = TimeOf("--until", arguments.until, sink);
  if (options.since && options.until && *options.until <= *options.since) {
    sink.Add(Code::kNoTimeBetween, {'`' + arguments.since + '`', '`' + arguments.until + '`'});
  }
  options.rules = arguments.rules;
  options.baseline = arguments.baseline;
  options.clauses = arguments.clauses;
  options.source = arguments.source;
  options.sha256 = Sha256Of(arguments.hash, sink);
  options.strict = arguments.strict;
  options.allow_bad_lines = NumberOf("--allow-bad-lines", arguments.allow_bad_lines, sink);
  options.max_findings = NumberOf("--max-findings", arguments.max_findings, sink);
  options.fail_on = FailOnOf(arguments.fail_on, sink);
  return request;
}

}  // namespace abide::cli
