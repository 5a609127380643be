// What stands below the options in the help of each verb: examples, and what is not to be seen from
// the options.
#pragma once

namespace abide::cli {

inline constexpr const char* kMainFooter = R"(Examples
  abide check --rules rules log.ndjson     judge a log
  abide check --rules rules                only check the rules
  abide test rules                         run the tests in the rules
  abide fmt rules                          format the rules
  abide lint rules                         say what is odd in the rules
  abide explain E0101                      read about a diagnostic
  abide explain report.json 87ba           read a finding of a saved report as a story
  abide report report.json --format html=report.html   make a page of a saved report
  abide verify report.json --rules rules log.ndjson    check that a saved report is true

`abide VERB --help` says more. Data goes to standard output, all else to standard error.
)";

inline constexpr const char* kCheckFooter = R"(Examples
  abide check log.ndjson
      judges log.ndjson by the rules in the folder rules/
  abide check --rules terms.abide --format json=report.json --format text logs/
      judges every file in logs/; the report as JSON in a file and as text on the terminal
  abide check --rules rules 'logs/**/*.ndjson.gz' keys.csv
      judges all logs that match, and one more, together
  kubectl logs gateway | abide check --rules rules --fail-on high -
      judges what comes in; exits 1 only for breaches of severity high or critical
  abide check --rules rules --as-of 2024-03-31 --clause 'openai.*' log.ndjson
      judges by the clauses of one policy, as things stood on that day
  abide check --write-baseline known.json log.ndjson
  abide check --baseline known.json log.ndjson
      saves what is known today; later, fails for what is new alone
  abide check --rules rules --explain-event log.ndjson:17 log.ndjson
      why each clause did or did not fire at the event in line 17
  abide check --rules rules --anchor clause --format sarif=abide.sarif logs/
      for code scanning where the logs are not in the repository: findings stand at their clauses
  abide check --compare-rules old new --format markdown log.ndjson
      what new rules would find that the old ones did not, and the other way round

Without LOG only the rules are checked. A later LOG continues an earlier one: events are judged in
the order of their times, however the logs are arranged. A file that is named twice is read once.

Exit codes
   0  nothing at or above --fail-on was found
   1  breaches, or what else --fail-on names
   2  wrong usage, or a file that can't be read or written
   3  the rules have errors
   4  a log could not be read whole; findings are reported all the same
  70  an internal error
Where several apply, the first of 3, 2, 4, 1 is taken.
)";

inline constexpr const char* kTestFooter = R"(Examples
  abide test
      runs every test of the rule files in the folder rules/
  abide test --filter 'openai.*' --format junit=tests.xml --format text rules
      runs the tests of one policy's clauses; for a CI system and for the terminal
  abide test --coverage --coverage=lcov:rules.info rules
      shows which norms, exceptions and conditions the tests have never seen true, false or
      unknown, and writes the same as an lcov tracefile
  abide test --watch rules
      stays, and runs what a change touches as soon as a file is saved; Ctrl-C ends it, with the
      exit code of the last run

A test sees its own file and what that imports, nothing else. Of a test that fails each event that
is not as expected is shown: what was expected, what came, and why.

Exit codes
   0  every test passed
   1  a test failed
   2  wrong usage, a file that can't be read or written, or no test, or none that --filter matches
   3  the rules have errors; no test was run
  70  an internal error
)";

inline constexpr const char* kFmtFooter = R"(Examples
  abide fmt
      formats every rule file in the folder rules/, and prints the paths of those that changed
  abide fmt --check rules examples
      for CI: exits 1 if a file is not formatted, and lists it
  abide fmt --diff terms.abide | patch -p1
      shows what would change, in a form to look at or to apply
  abide fmt - < terms.abide
      for editors: the formatted text on standard output

There is one style and no option for it: section 15 of the language guide shows it. Comments and
empty lines stay where they are. A declaration with errors is left as it is, the others are
formatted. A file is written only if it changed, all of it or nothing, and only after its new text
was parsed and found to say the same.

Exit codes
   0  all files are formatted now, or were before
   1  --check or --diff found a file that is not formatted
   2  wrong usage, or a file that can't be read or written
   3  the rules have errors; what has none was formatted
  70  an internal error: a file was left as it is
)";

inline constexpr const char* kLintFooter = R"(Examples
  abide lint
      what is odd in the rule files of the folder rules/
  abide lint --fix terms.abide
      repairs what can be repaired for certain, and shows the rest
  abide lint --diff rules
      shows what --fix would change
  abide lint --format sarif=lint.sarif --allow W0836 --deny W0840 rules
      for CI: clauses need no citation, but a test

Each remark has a code; `abide explain W0801` tells about it. Files that PATH names are looked at, and
what they import is looked into. Text shows notes with -v only. A comment above a declaration, above a
line or at its end switches remarks off, with a reason:

  # lint: allow W0838 because the committee decides in each case
  # lint: allow-file W0840 because the tests stand in another repository

The last stands above the first declaration of its file. A comment without a reason, and one that
switches nothing off, are remarks themselves. A file is written all of it or nothing, and only after
the repaired rules were checked.

Exit codes
   0  there is nothing to say, or there are only notes
   1  there is an error or a warning, or --diff shows a change
   2  wrong usage, or a file that can't be read or written
   3  the rules have errors
  70  an internal error: the files were left as they are
)";

inline constexpr const char* kPlanFooter = R"(Examples
  abide plan
      what the rules in the folder rules/ make the engine remember, and for how long
  abide plan --format json | jq '.clauses[] | {clause, splits}'
      by which fields of its events the work of each clause may be split among machines
  abide plan --rules terms.abide --format mfotl=monitor
      writes monitor/abide.sig and a formula of each clause, monitor/POLICY.CLAUSE.mfotl
  abide check --rules terms.abide --dump mfotl-log log.ndjson > monitor/log
  monpoly -verified -nonewlastts -nofilteremptytp -sig monitor/abide.sig \
          -formula monitor/POLICY.CLAUSE.mfotl -log monitor/log
      has a formally verified monitor find the breaches of a clause

A formula holds for the numbers of those events, counted from 0 in the order of their times, at which
its clause is breached. Clauses that use tables, shares, calendar periods or what else the monitors do
not have are left out with a warning. Formulas and log belong together: make both from the same
rules and settings.

Exit codes
   0  the plan was printed
   2  wrong usage, or a file that can't be read or written
   3  the rules have errors
)";

inline constexpr const char* kSourcesFooter = R"(Examples
  abide sources --rules rules/
      the sources that the rules have: what log each reads, and into which events
  abide sources --rules rules/ calls.ndjson
      which of them fits the log, how many of its first 1,000 records (16 MiB) each mapping takes,
      and which condition stops the others

Exit codes
   0  the list was printed, or a form was found for every log
   2  wrong usage, or a file that can't be read
   3  the rules have errors
   4  no source fits a log, or several do, or something in it can't be read
)";

inline constexpr const char* kSchemaFooter = R"(Examples
  abide schema calls.ndjson > calls.abide
      events and a source for records that nobody described; keep what your clauses ask for
  abide schema --all 'logs/**/*.json.gz'
      the same of every record, not of the first 10,000 (64 MiB) of each log

The logs of one call are taken to be of one kind. Each line says what it was seen from. What is
proposed is tried on the logs, and standard error says what it reads of them.

Exit codes
   0  declarations were printed
   2  wrong usage, or a file that can't be read
   4  something in the logs can't be read, or there are no records
)";

inline constexpr const char* kReportFooter = R"(Examples
  abide report report.json
      the report as text, as `abide check` would have shown it
  abide report report.json --format html=report.html --format sarif=report.sarif
      for people, and for code scanning
  abide check --format json log.ndjson | abide report - --format csv
      findings for a spreadsheet; the saved report comes in
  abide report --compare old.json new.json --format markdown
      what is new since then, what was known, and what has vanished

Each form is byte for byte what `abide check` writes of the same run. `src/report/README.md` says
what stands in each, and what a form leaves out. Fields are hidden (--redact, --pseudonymise) where
logs are read, in `abide check`.

Exit codes
   0  the forms were written
   2  wrong usage, or a file that can't be read or written
  70  an internal error
)";

inline constexpr const char* kVerifyFooter = R"(Examples
  abide check --rules rules --format json=report.json log.ndjson
  abide verify report.json --rules rules log.ndjson
      judges the log once more, by other code and plain scans, and tells what in the report is not
      so, down to the line of a log that was changed

  abide check --rules rules --format bundle=evidence.tar log.ndjson
  abide verify evidence.tar
      checks what the records of the evidence alone can tell, where the logs are not at hand

Rules, settings and logs are those of the check, the logs in their order; where no log is named, those
that the report names. What nothing at hand can tell (which options were given, that a source was the right one) is listed as not confirmed; that
alone is no failure. `src/verify/README.md` says what is confirmed, and how. Logs are held in memory.

Exit codes
   0  nothing in the report is false
   1  something is
   2  wrong usage, or a file that can't be read or written
   3  the rules have errors
  70  an internal error
)";

inline constexpr const char* kExplainFooter = R"(Examples
  abide explain E0101       what the code means, with an example that fails and one repaired
  abide explain             all codes, with their messages
  abide explain report.json           the findings of a saved JSON report, a line each
  abide explain report.json 87ba      one of them, told in plain words

Exit codes
   0  the page or the story was printed
   2  there is no such code, report or finding
)";

inline constexpr const char* kInitFooter = R"(Examples
  abide init
      a project in this folder: a clause of one's own with its tests, a log, abide.toml, the shipped
      vocabulary, sources and tables, and a GitHub workflow
  abide init --for consumer compliance
      the same in the folder compliance, with the rules of those who sell the use of models

All files are copies, to be changed and kept in a repository. `abide version -v` says where they
come from; rules/library.md there says what each publisher's folder holds.

Exit codes
   0  the files were written
   2  one of them is there already, or can't be written: nothing is written over unless --force
)";

inline constexpr const char* kCompletionFooter = R"(Examples
  source <(abide completion bash)       in ~/.bashrc
  source <(abide completion zsh)        in ~/.zshrc, behind compinit
  abide completion fish | source        in ~/.config/fish/config.fish

Completed are verbs, options and what they take: clauses, sources and parameters of the rules that
the line names (rules/, if it names none), forms, severities, codes and files. Where Abide was
installed with its share folder, the shells find these scripts by themselves.

Exit codes
   0  the script was printed
   2  there is none for such a shell
)";

inline constexpr const char* kVersionFooter = R"(Examples
  abide version
      the version alone
  abide version -v
      also where the shipped rules are, the form of JSON reports and the compiler

Exit codes
   0  the version was printed
   2  wrong usage, or standard output can't be written
)";

inline constexpr const char* kHelpFooter = R"(Examples
  abide help check
      the options of `abide check`, as `abide check --help` shows them

Exit codes
   0  the help was printed
   2  there is no such verb, or standard output can't be written
)";

inline constexpr const char* kLspFooter =
    R"(The language server protocol 3.17 on standard input and output; editors start it. Set-ups for VS Code,
Neovim and Helix are in examples/editors, what it can do in rules/editor.md.

Settings, as initializationOptions or by workspace/didChangeConfiguration, alone or under `abide`:
  rules   rule files and folders that are checked along
  log     a log, against which each clause shows its status

Exit codes
   0  the editor said `shutdown` and `exit`
   1  it went without
)";

}  // namespace abide::cli
