// The command line as it was written: which verb, with which words. Whether the words make sense is
// the verb's to say.
#pragma once

#include "cli/terminal.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/expected.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace abide::cli {

// The arguments of each verb. One with `is_whole` is shown its help where that says no.

// Options of every verb.
struct CommonArguments {
  std::string colour = "auto";
  std::string project;  // empty: the nearest
  bool no_project = false;
  bool quiet = false;
  bool verbose = false;
};

struct CheckArguments {
  std::vector<std::string> rules, logs, settings, clauses, forms;
  std::string as_of, since, until, source, dump;
  std::string fail_on = "info";
  std::string max_findings = "1000000";
  std::string allow_bad_lines = "0";
  std::string hash;
  std::string anchor;  // empty: none
  std::string baseline, write_baseline;
  std::vector<std::string> redacted, pseudonymised;  // fields
  std::string key_file;                              // empty: none
  std::string jobs;                                  // empty: as many as there are processors
  std::string lateness;                              // empty: none
  std::string max_memory;                            // empty: three quarters of the machine's
  std::string explained_event;                       // LOG:LINE; empty: none
  std::vector<std::string> compared_rules;           // OLD NEW
  bool strict = false;
  bool details = false;
};

struct TestArguments {
  std::vector<std::string> paths, settings, filters, forms;
  std::vector<std::string> coverage;  // "true" where no value stands
  bool watch = false;
};

struct FmtArguments {
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
};

struct LintArguments {
  std::vector<std::string> paths, settings, forms;
  std::vector<std::string> allowed, denied;  // codes
  bool fix = false;
  bool diff = false;
};

struct PlanArguments {
  std::vector<std::string> rules, settings, clauses;
  std::string form = "text";
};

struct SourcesArguments {
  std::vector<std::string> rules, logs;
  std::string form = "text";
  bool all = false;
};

struct SchemaArguments {
  std::vector<std::string> logs;
  bool all = false;

  bool is_whole() const { return !logs.empty(); }
};

struct ExplainArguments {
  std::string subject;  // a code or the path of a report; empty: all codes are listed
  std::string finding;  // the beginning of a fingerprint in the report; empty: all findings
};

struct ReportArguments {
  std::string path;  // "-": standard input
  std::vector<std::string> forms;
  std::string anchor;                                // empty: none
  std::string baseline;                              // empty: none
  std::vector<std::string> redacted, pseudonymised;  // refused: see RunReport
  bool details = false;

  bool is_whole() const { return !path.empty(); }
};

struct VerifyArguments {
  std::string report;  // "-": standard input
  std::vector<std::string> logs, rules, settings, forms;

  bool is_whole() const { return !report.empty(); }
};

struct InitArguments {
  std::string folder;  // empty: the working one
  std::string whom;    // empty: no publisher's rules
  bool force = false;
};

struct CompletionArguments {
  std::string shell;

  bool is_whole() const { return !shell.empty(); }
};

struct LspArguments {
  bool stdio = false;  // said by many editors; there is nothing else
};

struct VersionArguments {};

// A text that was asked for (`--help`), or is shown because no verb was given.
struct HelpText {
  std::string text;
  bool was_asked = true;
};

struct CommandLine {
  CommonArguments common;
  std::string verb_name;  // empty: none
  // The options that stand in it, by their long names without dashes, and `logs` and `rules` for
  // words that are those.
  std::vector<std::string> given;
  std::vector<std::string> rule_paths;
  std::variant<HelpText, VersionArguments, CheckArguments, TestArguments, FmtArguments,
               LintArguments, PlanArguments, ReportArguments, VerifyArguments, SourcesArguments,
               SchemaArguments, ExplainArguments, InitArguments, CompletionArguments, LspArguments>
      verb;
};

// What the value of an option has to be, in words: "a whole number". The option is one that takes a
// value.
const char* FormOfValue(std::string_view option);

// `words` without the program's name. Wrong usage is an error with a code of C01xx.
diagnostics::Expected<CommandLine, diagnostics::Diagnostic> ParseCommandLine(
    const std::vector<std::string>& words);

}  // namespace abide::cli
