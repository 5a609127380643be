#include "cli/command_line.h"

#include "cli/footers.h"
#include "cli/help.h"
#include "cli/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Expected;
using diagnostics::NearestName;
using diagnostics::Unexpected;

Diagnostic Wrong(Code code, std::vector<std::string> arguments) {
  return {.code = code,
          .where = {},
          .arguments = std::move(arguments),
          .labels = {},
          .fixes = {},
          .help = {}};
}

bool IsOption(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> VerbNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(verb->get_name());
  }
  return names;
}

Diagnostic Suggesting(Diagnostic diagnostic, const std::string& word,
                      const std::vector<std::string>& names) {
  const std::optional<std::string> nearest = NearestName(word, names);
  if (nearest) diagnostic.WithHelp("did you mean `" + *nearest + "`?");
  return diagnostic;
}

Diagnostic UnknownVerb(const CLI::App& app, const std::string& word) {
  return Suggesting(Wrong(Code::kUnknownVerb, {word}), word, VerbNames(app));
}

std::string CommandOf(const CLI::App* verb) {
  return verb == nullptr ? "abide" : "abide " + verb->get_name();
}

Diagnostic UnexpectedWord(const std::string& command, const std::string& word) {
  return Wrong(Code::kUnexpectedArgument, {command, word})
      .WithHelp("`" + command + " --help` shows how it is used");
}

// A word that nobody takes: neither the verb nor, if there is none, abide itself.
Diagnostic UnknownWord(const CLI::App& app, const CLI::App* verb) {
  if (!app.remaining().empty()) verb = nullptr;  // it stands in front of the verb
  const std::vector<std::string> words = app.remaining(true);
  std::string word = words.empty() ? "" : words.front();
  if (!IsOption(word) && verb == nullptr) return UnknownVerb(app, word);
  const std::string command = CommandOf(verb);
  if (!IsOption(word)) return UnexpectedWord(command, word);
  word.resize(std::min(word.find('='), word.size()));
  Diagnostic wrong = Wrong(Code::kUnknownOption, {command, word});
  wrong.WithHelp("`" + command + " --help` lists the options");
  return Suggesting(std::move(wrong), word, OptionNames(verb == nullptr ? app : *verb));
}

// An option that takes a value, and is followed by none or by another option. (The library would
// take the option for the value.)
std::optional<Diagnostic> ValueMissing(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size() && words[i + 1].substr(0, 2) != "--";
    const char* form = has_value ? nullptr : FindFormOfValue(words[i]);
    if (form != nullptr) return Wrong(Code::kOptionWithoutValue, {words[i], form});
  }
  return std::nullopt;
}

std::string WhatOptionsTake(const std::string& command) {
  return "`" + command + " --help` says what each option takes";
}

// An option of one value that stands more than once.
std::optional<Diagnostic> StandsTwice(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_items_expected_max() != 1 || option->count() < 2) continue;
    if (option->get_multi_option_policy() != CLI::MultiOptionPolicy::Throw) continue;
    return Wrong(Code::kOptionTwice, {"--" + option->get_lnames().front()});
  }
  return std::nullopt;
}

// What is left for the library to find wrong: a value of an option that takes none. It names the
// option at the start of its message, with or without dashes.
Diagnostic WrongValue(const std::string& what, const std::vector<std::string>& words) {
  const std::string name = what.substr(0, what.find_first_of(": "));
  const std::string option = "--" + name.substr(std::min(name.find_first_not_of('-'), name.size()));
  std::string given;
  for (const std::string& word : words) {
    if (word.substr(0, option.size() + 1) == option + '=') given = word.substr(option.size() + 1);
  }
  return Wrong(Code::kBadOptionValue, {option, "no value", given});
}

// The verbs as the library knows them, and where their words go.
class Verbs {
 public:
  Verbs() {
    app_.require_subcommand(0, 1);  // a second verb's name is an argument of the first
    DeclareCommon(app_, line_.common);
    AddFlag(app_, "--version", wants_version_, "General", "print the version; with -v, more");
    app_.footer(kMainFooter);
    check_verb_ = AddVerb("check", "Judge logs by rules, or check the rules.");
    DeclareCheck(*check_verb_, check_);
    test_verb_ = AddVerb("test", "Run the tests in rule files.");
    DeclareTest(*test_verb_, test_);
    fmt_verb_ = AddVerb("fmt", "Bring rule files into the one style.");
    DeclareFmt(*fmt_verb_, fmt_);
    plan_verb_ = AddVerb("plan", "Print what rules make the engine do, or as formulas.");
    DeclarePlan(*plan_verb_, plan_);
    sources_verb_ =
        AddVerb("sources", "List the sources of logs, or say which fits a log and why.");
    DeclareSources(*sources_verb_, sources_);
    schema_verb_ = AddVerb("schema", "Propose events and a source for logs that have none.");
    DeclareSchema(*schema_verb_, schema_);
    report_verb_ = AddVerb("report", "Write a saved report in another form.");
    DeclareReport(*report_verb_, report_);
    verify_verb_ = AddVerb("verify", "Check a saved report against its rules and logs.");
    DeclareVerify(*verify_verb_, verify_);
    explain_verb_ =
        AddVerb("explain", "Print the page of a diagnostic's code, or the story of a finding.");
    explain_verb_->footer(kExplainFooter);
    explain_verb_
        ->add_option("WORDS", explain_.words,
                     "a CODE, as printed in a diagnostic's square brackets: E0101; or a REPORT "
                     "that `check --format json=REPORT` wrote, and the beginning of a FINDING's "
                     "number in it")
        ->group("Arguments");
    version_verb_ = AddVerb("version", "Print the version; with -v, more.");
    help_verb_ = AddVerb("help", "Show the help of a verb.");
    help_verb_->add_option("VERB", topic_, "one of the verbs")->group("Arguments");
    for (CLI::App* verb :
         {check_verb_, test_verb_, fmt_verb_, plan_verb_, report_verb_, verify_verb_, sources_verb_,
          schema_verb_, explain_verb_, version_verb_, help_verb_}) {
      DeclareCommon(*verb, line_.common);
    }
  }

  // Words behind `--` are logs or paths, whatever they look like. (The library would take that mark
  // for the end of the verb.)
  Expected<CommandLine, Diagnostic> Parse(const std::vector<std::string>& all) {
    const auto mark = std::find(all.begin(), all.end(), "--");
    const std::vector<std::string> words(all.begin(), mark);
    const std::vector<std::string> rest(mark == all.end() ? mark : mark + 1, all.end());
    if (std::optional<Diagnostic> missing = ValueMissing(words)) {
      return Unexpected{missing->WithHelp(WhatOptionsTake(CommandOf(VerbAmong(words))))};
    }
    try {
      app_.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
      const std::vector<std::string> unknown = app_.remaining();
      if (Chosen() == nullptr && !unknown.empty()) return Unexpected{UnknownWord(app_, nullptr)};
      line_.verb = HelpText{.text = HelpFor(Chosen()), .was_asked = true};
      return line_;
    } catch (const CLI::ExtrasError&) {
      return Unexpected{UnknownWord(app_, Chosen())};
    } catch (const CLI::ParseError& error) {
      const CLI::App& app = Chosen() != nullptr ? *Chosen() : app_;
      if (const std::optional<Diagnostic> twice = StandsTwice(app)) return Unexpected{*twice};
      return Unexpected{
          WrongValue(error.what(), words).WithHelp(WhatOptionsTake(CommandOf(Chosen())))};
    }
    if (Chosen() == check_verb_) {
      check_.logs.insert(check_.logs.end(), rest.begin(), rest.end());
    } else if (Chosen() == verify_verb_) {
      verify_.logs.insert(verify_.logs.end(), rest.begin(), rest.end());
    } else if (Chosen() == test_verb_) {
      test_.paths.insert(test_.paths.end(), rest.begin(), rest.end());
    } else if (Chosen() == fmt_verb_) {
      fmt_.paths.insert(fmt_.paths.end(), rest.begin(), rest.end());
    } else if (Chosen() == sources_verb_) {
      sources_.logs.insert(sources_.logs.end(), rest.begin(), rest.end());
    } else if (Chosen() == schema_verb_) {
      schema_.logs.insert(schema_.logs.end(), rest.begin(), rest.end());
    } else if (Chosen() == sources_verb_) {
      sources_.logs.insert(sources_.logs.end(), rest.begin(), rest.end());
    } else if (!rest.empty()) {
      return Unexpected{UnexpectedWord(CommandOf(Chosen()), rest.front())};
    }
    return Taken();
  }

 private:
  CLI::App* AddVerb(const char* name, const char* purpose) {
    return app_.add_subcommand(name, purpose);
  }

  // The first word that is a verb, where nothing has been parsed; null if there is none.
  const CLI::App* VerbAmong(const std::vector<std::string>& words) const {
    const CLI::App& app = app_;
    for (const std::string& word : words) {
      const std::vector<const CLI::App*> verbs =
          app.get_subcommands([&word](const CLI::App* verb) { return verb->get_name() == word; });
      if (!verbs.empty()) return verbs.front();
    }
    return nullptr;
  }

  // Null if no verb was given.
  const CLI::App* Chosen() const {
    const std::vector<const CLI::App*> verbs =
        app_.get_subcommands([](const CLI::App* verb) { return verb->parsed(); });
    return verbs.empty() ? nullptr : verbs.front();
  }

  std::string HelpFor(const CLI::App* verb) const {
    if (verb == check_verb_) return HelpOf(*verb, "abide check [--rules PATH]… [OPTION]… [LOG]…");
    if (verb == test_verb_) return HelpOf(*verb, "abide test [OPTION]… [PATH]…");
    if (verb == fmt_verb_) return HelpOf(*verb, "abide fmt [OPTION]… [PATH]…");
    if (verb == plan_verb_) return HelpOf(*verb, "abide plan [--rules PATH]… [OPTION]…");
    if (verb == sources_verb_) {
      return HelpOf(*verb, "abide sources [--rules PATH]… [OPTION]… [LOG]…");
    }
    if (verb == schema_verb_) return HelpOf(*verb, "abide schema [OPTION]… LOG…");
    if (verb == report_verb_) return HelpOf(*verb, "abide report REPORT [OPTION]…");
    if (verb == verify_verb_) {
      return HelpOf(*verb, "abide verify REPORT [--rules PATH]… [OPTION]… [LOG]…");
    }
    if (verb == explain_verb_) return HelpOf(*verb, "abide explain [CODE | REPORT [FINDING]]");
    if (verb == version_verb_) return HelpOf(*verb, "abide version [-v]");
    if (verb == help_verb_) return HelpOf(*verb, "abide help [VERB]");
    return HelpOf(app_, "abide VERB [OPTION]… [ARGUMENT]…");
  }

  Expected<CommandLine, Diagnostic> Taken() {
    const CLI::App* verb = Chosen();
    if (verb == help_verb_) return TakenHelp();
    if (wants_version_ || verb == version_verb_) {
      line_.verb = VersionArguments{};
    } else if (verb == check_verb_) {
      line_.verb = check_;
    } else if (verb == test_verb_) {
      line_.verb = test_;
    } else if (verb == fmt_verb_) {
      line_.verb = fmt_;
    } else if (verb == plan_verb_) {
      line_.verb = plan_;
    } else if (verb == sources_verb_) {
      line_.verb = sources_;
    } else if (verb == schema_verb_) {
      if (schema_.logs.empty()) {
        line_.verb = HelpText{.text = HelpFor(verb), .was_asked = false};
        return line_;
      }
      line_.verb = schema_;
    } else if (verb == report_verb_) {
      if (report_.path.empty()) {
        line_.verb = HelpText{.text = HelpFor(verb), .was_asked = false};
        return line_;
      }
      line_.verb = report_;
    } else if (verb == verify_verb_) {
      if (verify_.report.empty()) {
        line_.verb = HelpText{.text = HelpFor(verb), .was_asked = false};
        return line_;
      }
      line_.verb = verify_;
    } else if (verb == explain_verb_) {
      if (explain_.words.size() > 2) {
        return Unexpected{UnexpectedWord(CommandOf(verb), explain_.words[2])};
      }
      line_.verb = explain_;
    } else {
      line_.verb = HelpText{.text = HelpFor(nullptr), .was_asked = false};
    }
    return line_;
  }

  Expected<CommandLine, Diagnostic> TakenHelp() {
    const CLI::App& app = app_;
    const std::vector<const CLI::App*> topics =
        app.get_subcommands([this](const CLI::App* verb) { return verb->get_name() == topic_; });
    if (!topic_.empty() && topics.empty()) return Unexpected{UnknownVerb(app_, topic_)};
    line_.verb =
        HelpText{.text = HelpFor(topics.empty() ? nullptr : topics.front()), .was_asked = true};
    return line_;
  }

  CommandLine line_;
  CheckArguments check_;
  TestArguments test_;
  FmtArguments fmt_;
  PlanArguments plan_;
  SourcesArguments sources_;
  SchemaArguments schema_;
  ReportArguments report_;
  VerifyArguments verify_;
  ExplainArguments explain_;
  std::string topic_;
  bool wants_version_ = false;
  CLI::App app_{"Abide judges event logs by usage-policy clauses written as rules.", "abide"};
  CLI::App* check_verb_ = nullptr;
  CLI::App* test_verb_ = nullptr;
  CLI::App* fmt_verb_ = nullptr;
  CLI::App* plan_verb_ = nullptr;
  CLI::App* sources_verb_ = nullptr;
  CLI::App* schema_verb_ = nullptr;
  CLI::App* report_verb_ = nullptr;
  CLI::App* verify_verb_ = nullptr;
  CLI::App* explain_verb_ = nullptr;
  CLI::App* version_verb_ = nullptr;
  CLI::App* help_verb_ = nullptr;
};

}  // namespace

Expected<CommandLine, Diagnostic> ParseCommandLine(const std::vector<std::string>& words) {
  return Verbs().Parse(words);
}

}  // namespace abide::cli
