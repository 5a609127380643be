#include "cli/command_line.h"

#include "cli/command_table.h"
#include "cli/footers.h"
#include "cli/forms.h"
#include "cli/help.h"
#include "cli/options.h"
#include "diagnostics/suggestion.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <memory>
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
  if (nearest) diagnostic.WithHelp(diagnostics::DidYouMean(*nearest));
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

// How a verb is told what another verb, or another program, has an option for; empty if there is
// nothing to tell.
std::string OtherWay(const std::string& verb, const std::string& word,
                     const std::vector<std::string>& options) {
  const auto has = [&options](const char* name) {
    return std::find(options.begin(), options.end(), name) != options.end();
  };
  if (word == "--rules" && (verb == "lint" || verb == "test" || verb == "fmt")) {
    return "rules stand without an option: `abide " + verb + " PATH…`";
  }
  if (word == "--rules" && verb == "schema") {
    return "a schema is proposed from logs alone; `abide sources --rules PATH LOG` tells how rules "
           "read them";
  }
  if (!has("--format")) return {};
  if (word == "-o" || word == "--output" || word == "--out") {
    return "name the file with its form: `--format json=FILE`";
  }
  // Other verbs have some of these forms.
  const bool writes_reports = verb == "check" || verb == "report";
  for (const auto& [form, says] : FormNames()) {
    if (!writes_reports && (form != "json" || verb == "plan")) continue;
    if (word == fmt::format("--{}", form))
      return diagnostics::DidYouMean(fmt::format("--format {}", form));
  }
  return {};
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
  const std::vector<std::string> names = OptionNames(verb == nullptr ? app : *verb);
  const std::string other_way = verb == nullptr ? "" : OtherWay(verb->get_name(), word, names);
  if (!other_way.empty()) return wrong.WithHelp(other_way);
  wrong.WithHelp("`" + command + " --help` lists the options");
  return Suggesting(std::move(wrong), word, names);
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

constexpr const char* kMainUsage = "VERB [OPTION]… [ARGUMENT]…";

// What help shows of it, and no more.
VerbEntry EntryOf(const CLI::App& app, const char* usage) {
  VerbEntry entry{.name = app.get_name(),
                  .usage = usage,
                  .purpose = app.get_description(),
                  .options = {},
                  .footer = app.get_footer()};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    OptionEntry& added = entry.options.emplace_back();
    for (const std::string& name : option->get_snames()) added.names.push_back('-' + name);
    for (const std::string& name : option->get_lnames()) added.names.push_back("--" + name);
    added.value = option->nonpositional() ? option->get_option_text() : option->get_single_name();
    added.text = option->get_description();
    added.group = option->get_group();
    added.repeats = option->get_items_expected_max() > 1 ||
                    option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  }
  return entry;
}

using VerbArguments = decltype(CommandLine::verb);

// A verb as the library knows it, and what becomes of its words.
struct Verb {
  CLI::App* app = nullptr;
  const char* usage = "";
  std::vector<std::string>* rest = nullptr;  // where words behind `--` go; null: it takes none
  std::function<VerbArguments()> taken;      // empty: it is `help`
  std::function<bool()> is_whole;            // false: its help is shown instead
};

class Verbs {
 public:
  Verbs() {
    app_.require_subcommand(0, 1);  // a second verb's name is an argument of the first
    DeclareCommon(app_, line_.common);
    AddFlag(app_, "--version", wants_version_, "General", "print the version; with -v, more");
    app_.footer(kMainFooter);
    AddVerbs();
    for (const Verb& verb : verbs_) DeclareCommon(*verb.app, line_.common);
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
      return Help(Chosen(), true);
    } catch (const CLI::ExtrasError&) {
      return Unexpected{UnknownWord(app_, AppOf(Chosen()))};
    } catch (const CLI::ParseError& error) {
      const CLI::App& app = Chosen() != nullptr ? *Chosen()->app : app_;
      if (const std::optional<Diagnostic> twice = StandsTwice(app)) return Unexpected{*twice};
      return Unexpected{
          WrongValue(error.what(), words).WithHelp(WhatOptionsTake(CommandOf(AppOf(Chosen()))))};
    }
    return Taken(rest);
  }

  std::vector<VerbEntry> Table() const {
    std::vector<VerbEntry> table = {EntryOf(app_, kMainUsage)};
    table.front().name.clear();
    for (const Verb& verb : verbs_) table.push_back(EntryOf(*verb.app, verb.usage));
    return table;
  }

 private:
  void AddVerbs() {
    AddVerb("check", "Judge logs by rules, or check the rules.",
            "check [--rules PATH]… [OPTION]… [LOG]…", DeclareCheck, &CheckArguments::logs);
    AddVerb("test", "Run the tests in rule files.", "test [OPTION]… [PATH]…", DeclareTest,
            &TestArguments::paths);
    AddVerb("fmt", "Bring rule files into the one style.", "fmt [OPTION]… [PATH]…", DeclareFmt,
            &FmtArguments::paths);
    AddVerb("lint", "Say what is odd in rules that have no error, and repair it.",
            "lint [OPTION]… [PATH]…", DeclareLint, &LintArguments::paths);
    AddVerb("plan", "Print what rules make the engine do, or as formulas.",
            "plan [--rules PATH]… [OPTION]…", DeclarePlan);
    AddVerb("sources", "List the sources of logs, or say which fits a log and why.",
            "sources [--rules PATH]… [OPTION]… [LOG]…", DeclareSources, &SourcesArguments::logs);
    AddVerb("schema", "Propose events and a source for logs that have none.",
            "schema [OPTION]… LOG…", DeclareSchema, &SchemaArguments::logs);
    AddVerb("report", "Write a saved report in another form.", "report REPORT [OPTION]…",
            DeclareReport);
    AddVerb("verify", "Check a saved report against its rules and logs.",
            "verify REPORT [--rules PATH]… [OPTION]… [LOG]…", DeclareVerify,
            &VerifyArguments::logs);
    AddVerb("explain", "Print the page of a diagnostic's code, or the story of a finding.",
            "explain [CODE | REPORT [FINDING]]", DeclareExplain);
    AddVerb("init", "Begin a project: rules with tests, a log, and a job that checks them.",
            "init [FOLDER] [--for WHOM]", DeclareInit);
    AddVerb("completion", "Print a shell's script that completes the command line.",
            "completion bash|zsh|fish", DeclareCompletion);
    AddVerb("lsp", "Serve an editor: faults as one types, completion, renaming and more.", "lsp",
            DeclareLsp);
    AddVerb<VersionArguments>("version", "Print the version; with -v, more.", "version [-v]",
                              [](CLI::App& app, VersionArguments&) { app.footer(kVersionFooter); });
    Verb& help = verbs_.emplace_back();
    help.app = app_.add_subcommand("help", "Show the help of a verb.");
    help.usage = "help [VERB]";
    help.app->footer(kHelpFooter);
    help.app->add_option("VERB", topic_, "one of the verbs")->group("Arguments");
  }

  // A verb whose words go into Arguments, those behind `--` to its member `rest`.
  template <class Arguments>
  void AddVerb(const char* name, const char* purpose, const char* usage,
               void (*declare)(CLI::App&, Arguments&),
               std::vector<std::string> Arguments::*rest = nullptr) {
    const auto arguments = std::make_shared<Arguments>();
    Verb& verb = verbs_.emplace_back();
    verb.app = app_.add_subcommand(name, purpose);
    verb.usage = usage;
    declare(*verb.app, *arguments);
    if (rest != nullptr) verb.rest = &((*arguments).*rest);
    verb.taken = [arguments] { return VerbArguments(*arguments); };
    verb.is_whole = [arguments] {
      if constexpr (requires { arguments->is_whole(); }) return arguments->is_whole();
      return true;
    };
  }

  // The first word that is a verb, where nothing has been parsed; null if there is none.
  const CLI::App* VerbAmong(const std::vector<std::string>& words) const {
    for (const std::string& word : words) {
      if (const Verb* verb = Named(word)) return verb->app;
    }
    return nullptr;
  }

  const Verb* Named(const std::string& name) const {
    const auto found = std::find_if(verbs_.begin(), verbs_.end(), [&name](const Verb& verb) {
      return verb.app->get_name() == name;
    });
    return found == verbs_.end() ? nullptr : &*found;
  }

  // Null if no verb was given.
  const Verb* Chosen() const {
    const auto found = std::find_if(verbs_.begin(), verbs_.end(),
                                    [](const Verb& verb) { return verb.app->parsed(); });
    return found == verbs_.end() ? nullptr : &*found;
  }

  static const CLI::App* AppOf(const Verb* verb) { return verb == nullptr ? nullptr : verb->app; }

  CommandLine Help(const Verb* verb, bool was_asked) {
    const std::string text = verb != nullptr
                                 ? HelpOf(*verb->app, std::string("abide ") + verb->usage)
                                 : HelpOf(app_, std::string("abide ") + kMainUsage);
    line_.verb = HelpText{.text = text, .was_asked = was_asked};
    return line_;
  }

  Expected<CommandLine, Diagnostic> Taken(const std::vector<std::string>& rest) {
    const Verb* verb = Chosen();
    if (!rest.empty()) {
      if (verb == nullptr || verb->rest == nullptr) {
        return Unexpected{UnexpectedWord(CommandOf(AppOf(verb)), rest.front())};
      }
      verb->rest->insert(verb->rest->end(), rest.begin(), rest.end());
    }
    if (verb != nullptr && !verb->taken) return TakenHelp();
    if (wants_version_) {
      line_.verb = VersionArguments{};
      return line_;
    }
    if (verb == nullptr || !verb->is_whole()) return Help(verb, false);
    line_.verb = verb->taken();
    line_.verb_name = verb->app->get_name();
    NoteGiven(*verb->app, rest);
    return line_;
  }

  void NoteGiven(const CLI::App& app, const std::vector<std::string>& rest) {
    for (const CLI::Option* option : app.get_options()) {
      std::vector<std::string> values = option->results();
      const bool is_word = !option->nonpositional();
      if (is_word) values.insert(values.end(), rest.begin(), rest.end());
      if (option->count() == 0 && (!is_word || values.empty())) continue;
      const std::string name = is_word ? option->get_single_name() : option->get_lnames().front();
      const bool is_rules = name == "rules" || name == "PATH";
      line_.given.push_back(is_rules ? "rules" : name == "LOG" ? "logs" : name);
      if (is_rules) line_.rule_paths.insert(line_.rule_paths.end(), values.begin(), values.end());
    }
  }

  Expected<CommandLine, Diagnostic> TakenHelp() {
    if (topic_.empty()) return Help(nullptr, true);
    const Verb* topic = Named(topic_);
    if (topic == nullptr) return Unexpected{UnknownVerb(app_, topic_)};
    return Help(topic, true);
  }

  CommandLine line_;
  std::string topic_;
  bool wants_version_ = false;
  CLI::App app_{"Abide judges event logs by usage-policy clauses written as rules.", "abide"};
  std::vector<Verb> verbs_;
};

}  // namespace

Expected<CommandLine, Diagnostic> ParseCommandLine(const std::vector<std::string>& words) {
  return Verbs().Parse(words);
}

std::vector<VerbEntry> CommandTable() { return Verbs().Table(); }

}  // namespace abide::cli
