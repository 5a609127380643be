#include "cli/options.h"

#include "cli/footers.h"
#include "cli/forms.h"
#include "diagnostics/assert.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace abide::cli {
namespace {

// Which values an option takes, for the one who left them out.
struct ValueForm {
  const char* option;
  const char* form;
};
constexpr ValueForm kValueForms[] = {
    {"--rules", "the path of a rule file or folder"},
    {"--as-of", "a time, such as `2024-03-31` or `2024-03-31T18:00Z`"},
    {"--since", "a time, such as `2024-03-31` or `2024-03-31T18:00Z`"},
    {"--until", "a time, such as `2024-03-31` or `2024-03-31T18:00Z`"},
    {"--set", "NAME=VALUE"},
    {"--clause", "a clause's id, in which `*` stands for any characters"},
    {"--source", "the name of a source"},
    {"--anchor", "`clause` or `event`"},
    {"--hash", "`sha256`"},
    {"--allow-bad-lines", "a whole number"},
    {"--max-findings", "a whole number"},
    {"--baseline", "the path of a JSON report"},
    {"--compare", "the path of a JSON report"},
    {"--write-baseline", "the path of a file"},
    {"--explain-event", "a log and a line of it, `LOG:LINE`"},
    {"--compare-rules", "two paths of rules, `OLD NEW`"},
    {"--redact", "a field of events, as rules name it"},
    {"--pseudonymise", "a field of events, as rules name it"},
    {"--pseudonym-key-file", "the path of a file"},
    {"--jobs", "a number of threads, from 1 to 1024"},
    {"--lateness", "a duration, such as `5 minutes`"},
    {"--max-memory", "a size, such as `500MB` or `2GiB`"},
    {"--format", "a form of report, with `=FILE` or without"},
    {"--filter", "part of a test's title or of a clause's id, or a glob with `*`"},
    {"--allow", "the code of a remark, such as `W0836`"},
    {"--deny", "the code of a remark, such as `W0836`"},
    {"--fail-on", "a severity, `pending`, `undetermined`, `nothing-judged` or `never`"},
    {"--for", "`consumer`, `provider` or `auditor`"},
    {"--project", "the path of a project file"},
    {"--color", "`auto`, `always` or `never`"},
    {"--dump", "`ast`, `checked`, `plan`, `events` or `mfotl-log`"},
};

constexpr const char* kAnchorText =
    "where sarif, github and gitlab put a finding: clause, at its clause in the rules, or event, "
    "at "
    "its event in the log; either tells the other place, too (default: the event alone)";

// One value, once.
void AddValue(CLI::App& app, const char* name, std::string& target, const char* form,
              const char* group, const char* text) {
  app.add_option(name, target, text)
      ->option_text(form)
      ->group(group)
      ->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

// One value each time it stands; all count.
void AddValues(CLI::App& app, const char* name, std::vector<std::string>& target, const char* form,
               const char* group, const std::string& text) {
  app.add_option(name, target, text)
      ->option_text(form)
      ->group(group)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// What `check` reports, and where.
void DeclareReport(CLI::App& app, CheckArguments& check) {
  AddValues(app, "--format", check.forms, "FORM[=FILE]", "Report", FormsInWords());
  AddValue(app, "--anchor", check.anchor, "PLACE", "Report", kAnchorText);
  AddFlag(app, "--details", check.details, "Report",
          "show all findings in the text, not a few of each clause");
  AddValue(app, "--max-findings", check.max_findings, "N", "Report",
           "findings kept; further ones are counted (default: 1000000)");
  AddValue(app, "--baseline", check.baseline, "FILE", "Report",
           "an earlier JSON report: what was found then is marked as known and does not fail");
  AddValue(app, "--write-baseline", check.write_baseline, "FILE", "Report",
           "save the JSON report in FILE, beside the forms, as the baseline of later runs");
  AddValues(app, "--redact", check.redacted, "FIELD", "Report",
            "show [redacted] for each value of this field of events, as `user` or `call.user`, "
            "wherever the report repeats it; repeatable");
  AddValues(app, "--pseudonymise", check.pseudonymised, "FIELD", "Report",
            "show a pseudonym for each value of this field, the same one for the same value; "
            "repeatable");
  AddValue(app, "--pseudonym-key-file", check.key_file, "FILE", "Report",
           "the secret key of pseudonyms and fingerprints: with it they are the same in every "
           "report (default: a new key for each report, whose bytes then differ each time)");
  AddValue(app, "--fail-on", check.fail_on, "LEVEL", "Report",
           "exit 1 from this severity on: info, low, medium, high, critical; with pending or "
           "undetermined for those too, as high,pending; with nothing-judged where no clause was "
           "exercised, as by the wrong log; or never (default: info)");
  AddValue(app, "--dump", check.dump, "STAGE", "Report",
           "print what a stage makes instead of judging: ast, checked, plan, events, or the log "
           "for the formulas of `abide plan`, mfotl-log");
}

// What else `check` tells.
void DeclareQuestions(CLI::App& app, CheckArguments& check) {
  AddValue(app, "--explain-event", check.explained_event, "LOG:LINE", "Questions",
           "tell of the event at this line why each clause did or did not fire there, condition by "
           "condition, as text or json");
  app.add_option("--compare-rules", check.compared_rules,
                 "judge by two rule files or folders, and tell which findings the new rules add, "
                 "remove and alter, as text, json or markdown; exit 1 for what fails by --fail-on "
                 "and did not before")
      ->option_text("OLD NEW")
      ->group("Questions")
      ->expected(1, 2)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace

void AddFlag(CLI::App& app, const char* name, bool& target, const char* group, const char* text) {
  app.add_flag(name, target, text)->group(group)->disable_flag_override();
}

void DeclareCommon(CLI::App& app, CommonArguments& common) {
  AddFlag(app, "-q,--quiet", common.quiet, "General",
          "say nothing but errors on standard error, and leave what is in order out of the text");
  AddFlag(app, "-v,--verbose", common.verbose, "General",
          "say on standard error what is being done");
  AddValue(app, "--color", common.colour, "WHEN", "General",
           "auto (on a terminal, unless NO_COLOR is set), always or never");
  AddValue(
      app, "--project", common.project, "FILE", "General",
      "the project file (default: the nearest abide.toml in the folder of the rules or above)");
  AddFlag(app, "--no-project", common.no_project, "General", "take no project file");
  app.set_help_flag("-h,--help", "show this help")->group("General");
}

void DeclareCheck(CLI::App& app, CheckArguments& check) {
  app.footer(kCheckFooter);
  app.add_option(
         "LOG", check.logs,
         "event logs: files, folders (every file in them that is not hidden, sorted), patterns as "
         "'logs/**/*.gz', or - for standard input; JSON lines, lists and documents or CSV, "
         "plain or packed by gzip or zstd, as their content says")
      ->group("Arguments");
  AddValues(
      app, "--rules", check.rules, "PATH", "Rules",
      "rule file, folder of *.abide files, or - for standard input; repeatable (default: rules/)");
  AddValues(app, "--set", check.settings, "NAME=VALUE", "Rules",
            "give a parameter of the rules a value; repeatable");
  AddValues(app, "--clause", check.clauses, "GLOB", "Rules",
            "judge only clauses whose full id matches, as 'openai.*/no-*'; repeatable");
  AddValue(app, "--as-of", check.as_of, "TIME", "Time",
           "the present: later events are not read, deadlines before it have passed (default: the "
           "last event's time)");
  AddValue(app, "--since", check.since, "TIME", "Time",
           "report findings from this time on; earlier events still count as evidence");
  AddValue(app, "--until", check.until, "TIME", "Time", "report findings before this time");
  AddValue(app, "--source", check.source, "NAME", "Log",
           "the source by which every log is read, or canonical (default: found out for each log)");
  AddFlag(app, "--strict", check.strict, "Log",
          "check the JSON of every line whole, not only in the fields that are read");
  AddValue(
      app, "--hash", check.hash, "sha256", "Log",
      "hash the bytes of every log by SHA-256, too, as `sha256sum` does; XXH3 is there anyway");
  AddValue(app, "--allow-bad-lines", check.allow_bad_lines, "N", "Log",
           "bad lines that are permitted before the exit code is 4 (default: 0); a log of which "
           "nothing can be read is never permitted");
  AddValue(
      app, "--jobs", check.jobs, "N", "Log",
      "threads that read and judge logs; the report is the same for any number (default: one for "
      "each processor)");
  AddValue(app, "--lateness", check.lateness, "DURATION", "Log",
           "sort events that stand up to so much too late in a log while it is read, as "
           "'5 minutes'; a log of more disorder is read once more, the report is the same "
           "(default: '0 seconds')");
  AddValue(app, "--max-memory", check.max_memory, "SIZE", "Log",
           "memory for reading and judging, as 500MB or 2GiB: where clauses have to remember more, "
           "abide stops and exits 2; a quarter of it, at most 1GiB, is for sorting, what is more "
           "goes to a temporary file (default: three quarters of the machine's)");
  DeclareReport(app, check);
  DeclareQuestions(app, check);
}

void DeclarePlan(CLI::App& app, PlanArguments& plan) {
  app.footer(kPlanFooter);
  AddValues(
      app, "--rules", plan.rules, "PATH", "Rules",
      "rule file, folder of *.abide files, or - for standard input; repeatable (default: rules/)");
  AddValues(app, "--set", plan.settings, "NAME=VALUE", "Rules",
            "give a parameter of the rules a value; repeatable");
  AddValues(app, "--clause", plan.clauses, "GLOB", "Rules",
            "only clauses whose full id matches, as 'openai.*/no-*'; repeatable");
  AddValue(
      app, "--format", plan.form, "FORM", "Plan",
      "text: what is remembered, and by which fields the work may be split; json: the same for "
      "programs; mfotl: formulas for MonPoly and VeriMon with their signature, or mfotl=FOLDER "
      "to write them there, one a file (default: text)");
}

void DeclareSources(CLI::App& app, SourcesArguments& sources) {
  app.footer(kSourcesFooter);
  app.add_option("LOG", sources.logs, "logs, and folders of them; - is standard input")
      ->group("Arguments");
  AddValues(
      app, "--rules", sources.rules, "PATH", "Rules",
      "rule file, folder of *.abide files, or - for standard input; repeatable (default: rules/)");
  AddFlag(app, "--all", sources.all, "Log", "read the whole log, not its first records only");
  AddValue(app, "--format", sources.form, "FORM", "Report", "text or json (default: text)");
}

void DeclareSchema(CLI::App& app, SchemaArguments& schema) {
  app.footer(kSchemaFooter);
  app.add_option("LOG", schema.logs, "logs, and folders of them; - is standard input")
      ->group("Arguments");
  AddFlag(app, "--all", schema.all, "Log", "look at the whole log, not at its first records only");
}

void DeclareTest(CLI::App& app, TestArguments& test) {
  app.footer(kTestFooter);
  app.add_option(
         "PATH", test.paths,
         "rule files and folders of *.abide files (default: rules/), or - for standard input")
      ->group("Arguments");
  AddValues(app, "--filter", test.filters, "TEXT|GLOB", "Tests",
            "run only tests with this in their title or their clause's full id; with a * it has to "
            "match the whole of either; repeatable");
  AddValues(app, "--set", test.settings, "NAME=VALUE", "Tests",
            "give a parameter of the rules a value, where a test gives none; repeatable");
  AddValues(app, "--format", test.forms, "FORM[=FILE]", "Report",
            "text, json or junit, on standard output or in FILE; repeatable, each to its own file "
            "(default: text)");
  AddFlag(app, "--watch", test.watch, "Tests",
          "stay, and run what a change of the rule files touches as soon as they are saved, until "
          "Ctrl-C");
  app.add_flag("--coverage", test.coverage,
               "show in the text what the tests have never seen; with =lcov:FILE write it there as "
               "an lcov tracefile")
      ->option_text("[=lcov:FILE]")
      ->group("Report")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void DeclareFmt(CLI::App& app, FmtArguments& fmt) {
  app.footer(kFmtFooter);
  app.add_option("PATH", fmt.paths,
                 "rule files and folders of *.abide files (default: rules/), or - to format "
                 "standard input to standard output")
      ->group("Arguments");
  AddFlag(app, "--check", fmt.check, "Style",
          "write nothing: list the files that would change, and exit 1 if there are any");
  AddFlag(app, "--diff", fmt.diff, "Style",
          "write nothing: show what would change as a unified diff, and exit 1 if there is one");
}

void DeclareLint(CLI::App& app, LintArguments& lint) {
  app.footer(kLintFooter);
  app.add_option(
         "PATH", lint.paths,
         "rule files and folders of *.abide files (default: rules/), or - for standard input")
      ->group("Arguments");
  AddFlag(app, "--fix", lint.fix, "Repair",
          "write what is certain into the files: remarks are shown of what is left");
  AddFlag(app, "--diff", lint.diff, "Repair",
          "write nothing: show what --fix would change as a unified diff");
  AddValues(app, "--allow", lint.allowed, "CODE", "Remarks",
            "leave out the remarks of this code; repeatable");
  AddValues(app, "--deny", lint.denied, "CODE", "Remarks",
            "make the remarks of this code errors; repeatable");
  AddValues(app, "--set", lint.settings, "NAME=VALUE", "Rules",
            "give a parameter of the rules a value; repeatable");
  AddValues(app, "--format", lint.forms, "FORM[=FILE]", "Report",
            "text, json, sarif or github, on standard output or in FILE; repeatable, each to its "
            "own file (default: text)");
}

void DeclareReport(CLI::App& app, ReportArguments& report) {
  app.footer(kReportFooter);
  app.add_option("REPORT", report.path,
                 "a report that `abide check --format json=REPORT` wrote, or - for standard input")
      ->group("Arguments");
  AddValues(app, "--format", report.forms, "FORM[=FILE]", "Report", FormsInWords());
  AddValue(app, "--anchor", report.anchor, "PLACE", "Report", kAnchorText);
  AddValue(app, "--compare,--baseline", report.baseline, "FILE", "Report",
           "compare with an earlier JSON report: tell what is new, known and vanished");
  AddValues(app, "--redact", report.redacted, "FIELD", "",
            "is refused: a report does not tell which text is whose value");
  AddValues(app, "--pseudonymise", report.pseudonymised, "FIELD", "",
            "is refused: a report does not tell which text is whose value");
  AddFlag(app, "--details", report.details, "Report",
          "show all findings in the text, not a few of each clause");
}

void DeclareVerify(CLI::App& app, VerifyArguments& verify) {
  app.footer(kVerifyFooter);
  app.add_option(
         "REPORT", verify.report,
         "a report that `abide check --format json=REPORT` wrote, a bundle of --format bundle, or "
         "- for standard input")
      ->group("Arguments");
  app.add_option("LOG", verify.logs, "the logs that were judged, in the order in which they were")
      ->group("Arguments");
  AddValues(
      app, "--rules", verify.rules, "PATH", "Rules",
      "rule file, folder of *.abide files, or - for standard input; repeatable (default: rules/)");
  AddValues(app, "--set", verify.settings, "NAME=VALUE", "Rules",
            "give a parameter of the rules a value; repeatable");
  AddValues(app, "--format", verify.forms, "FORM[=FILE]", "Report",
            "text or json, on standard output or in FILE; repeatable, each to its own file "
            "(default: text)");
}

void DeclareExplain(CLI::App& app, ExplainArguments& explain) {
  app.footer(kExplainFooter);
  app.add_option("CODE|REPORT", explain.subject,
                 "a code, as printed in a diagnostic's square brackets: E0101; or a report that "
                 "`check --format json=REPORT` wrote")
      ->group("Arguments");
  app.add_option("FINDING", explain.finding, "the beginning of a finding's number in the report")
      ->group("Arguments");
}

void DeclareInit(CLI::App& app, InitArguments& init) {
  app.footer(kInitFooter);
  app.add_option("FOLDER", init.folder, "where (default: here); it is made if it is not there")
      ->group("Arguments");
  AddValue(app, "--for", init.whom, "WHOM", "Project",
           "whose rules to begin with: consumer (one who buys the use of models: providers' terms, "
           "law of the EU), provider (one who makes models or hands them out: licences, law) or "
           "auditor (all)");
  AddFlag(app, "--force", init.force, "Project", "write over files that are there");
}

void DeclareCompletion(CLI::App& app, CompletionArguments& completion) {
  app.footer(kCompletionFooter);
  app.add_option("SHELL", completion.shell, "bash, zsh or fish")->group("Arguments");
}

void DeclareLsp(CLI::App& app, LspArguments& lsp) {
  app.footer(kLspFooter);
  AddFlag(app, "--stdio", lsp.stdio, "Editor", "as it is anyway: by standard input and output");
}

const char* FindFormOfValue(std::string_view option) {
  const auto* found =
      std::find_if(std::begin(kValueForms), std::end(kValueForms),
                   [option](const ValueForm& value) { return value.option == option; });
  return found == std::end(kValueForms) ? nullptr : found->form;
}

const char* FormOfValue(std::string_view option) {
  const char* form = FindFormOfValue(option);
  ABIDE_ASSERT(form != nullptr, "the option takes a value");
  return form;
}

}  // namespace abide::cli
