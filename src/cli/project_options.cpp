#include "cli/project_options.h"

#include "check/disk_files.h"
#include "cli/check_request.h"
#include "cli/command_table.h"
#include "cli/lint_request.h"
#include "cli/test_request.h"
#include "diagnostics/printable.h"
#include "diagnostics/suggestion.h"
#include "project/project.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace abide::cli {
namespace {

namespace fs = std::filesystem;
using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::NearestName;
using project::Setting;
using project::Word;

constexpr std::array kVerbsWithout = {"completion", "explain", "help", "init", "lsp", "version"};

// What belongs to one run.
constexpr std::array kOfOneRun = {"help",          "version",       "project", "no-project",
                                  "fix",           "diff",          "watch",   "dump",
                                  "explain-event", "compare-rules", "check"};

// To hide one field more shows no other.
constexpr std::array kAdded = {"redact", "pseudonymise"};

template <typename List>
bool IsAmong(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Options by their long names, and the words that stand for themselves: logs and paths of rules.
std::string KeyOf(const OptionEntry& option) {
  if (option.names.empty()) {
    return option.value == "LOG" ? "logs" : option.value == "PATH" ? "rules" : "";
  }
  const std::string& name = option.names.back();
  return name.starts_with("--") ? name.substr(2) : "";
}

const OptionEntry* OptionOf(const VerbEntry& verb, const std::string& key) {
  const auto found =
      std::find_if(verb.options.begin(), verb.options.end(),
                   [&key](const OptionEntry& option) { return KeyOf(option) == key; });
  return key.empty() || found == verb.options.end() ? nullptr : &*found;
}

bool Holds(const std::string& text, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const char* part) { return text.find(part) != std::string::npos; });
}

class ProjectOptions {
 public:
  ProjectOptions(const CommandLine& line, std::string path, Origins& origins, DiagnosticSink& sink)
      : line_(line),
        folder_(fs::path(path).parent_path()),
        path_(std::move(path)),
        origins_(origins),
        sink_(sink) {}

  // The options and, behind them, the words that stand for themselves.
  struct Added {
    std::vector<std::string> options, words;
  };
  Added Read() {
    auto text = check::DiskFiles().Read(path_);
    if (!text) {
      sink_.Add(Code::kProjectUnreadable, {path_, text.error()});
      return {};
    }
    const auto file = origins_.sources.Add(path_, *std::move(text));
    const std::vector<Setting> settings = project::Read(origins_.sources, file, sink_);
    for (const Setting& setting : settings) CheckName(setting);
    // What a verb says of itself goes before what is said of all.
    for (const bool of_verb : {true, false}) {
      for (const Setting& setting : settings) {
        if (setting.verb.empty() != of_verb) Apply(setting);
      }
    }
    return std::move(added_);
  }

 private:
  const VerbEntry* VerbNamed(const std::string& name) const {
    const auto found = std::find_if(table_.begin(), table_.end(),
                                    [&name](const VerbEntry& verb) { return verb.name == name; });
    return found == table_.end() ? nullptr : &*found;
  }

  void CheckName(const Setting& setting) {
    const VerbEntry* verb = VerbNamed(setting.verb);
    if (verb == nullptr || (!setting.verb.empty() && IsAmong(kVerbsWithout, setting.verb))) {
      std::vector<std::string> verbs;
      for (const VerbEntry& each : table_) {
        if (!each.name.empty() && !IsAmong(kVerbsWithout, each.name)) verbs.push_back(each.name);
      }
      if (!unknown_verbs_.insert(setting.verb).second) return;
      return AddUnknown(setting.verb_where, setting.verb, "verb with options of a project", verbs);
    }
    if (setting.name.empty()) return;
    if (IsAmong(kOfOneRun, setting.name)) {
      sink_.Add(Code::kProjectRefused, setting.where, {setting.name, "it belongs to one run"});
      return;
    }
    std::vector<std::string> names;
    for (const VerbEntry& each : table_) {
      if (!setting.verb.empty() && &each != verb) continue;
      if (OptionOf(each, setting.name) != nullptr) return;
      for (const OptionEntry& option : each.options) names.push_back(KeyOf(option));
    }
    AddUnknown(
        setting.where, setting.name,
        setting.verb.empty() ? "option of any verb" : "option of `abide " + setting.verb + '`',
        names);
  }

  void AddUnknown(diagnostics::Span where, const std::string& name, const std::string& what,
                  const std::vector<std::string>& names) {
    diagnostics::Diagnostic& unknown = sink_.Add(Code::kProjectName, where, {name, what});
    if (const auto nearest = NearestName(name, names)) {
      unknown.WithHelp(diagnostics::DidYouMean(*nearest));
    }
  }

  void Apply(const Setting& setting) {
    if (setting.name.empty()) return;
    if (!setting.verb.empty() && setting.verb != line_.verb_name) return;
    const VerbEntry* verb = VerbNamed(line_.verb_name);
    const OptionEntry* option = OptionOf(*verb, setting.name);
    if (option == nullptr) return;
    if (IsAmong(line_.given, KeyOf(*option)) && !IsAmong(kAdded, setting.name)) return;
    // These name the rules themselves.
    if (setting.name == "rules" && IsAmong(line_.given, "compare-rules")) return;
    if (IsAmong(done_, setting.name)) return;
    done_.push_back(setting.name);
    if (!Fits(setting, *option)) return;
    if (option->names.empty()) {
      for (const Word& word : setting.words) added_.words.push_back(FromHere(word.text));
      return;
    }
    const std::string& name = option->names.back();
    if (!setting.words.empty()) origins_.places.emplace(name, setting.words.front().where);
    for (const Word& word : setting.words) {
      if (word.is_truth && !setting.is_list) {
        if (word.text == "true") added_.options.push_back(name);
      } else {
        added_.options.push_back(name + '=' + ValueOf(*option, word.text));
      }
    }
  }

  // A number names no clause and no file.
  bool AreTexts(const Setting& setting, const OptionEntry& option) {
    if (!Holds(option.value, {"GLOB", "PATH", "FILE", "FOLDER", "LOG"})) return true;
    const auto number =
        std::find_if(setting.words.begin(), setting.words.end(), [](const Word& word) {
          return word.is_number && word.text.find('=') == std::string::npos;
        });
    if (number == setting.words.end()) return true;
    sink_.Add(Code::kProjectValue, number->where, {setting.name, "texts, not numbers"});
    return false;
  }

  bool Fits(const Setting& setting, const OptionEntry& option) {
    const bool is_truth =
        setting.words.size() == 1 && setting.words.front().is_truth && !setting.is_list;
    const bool takes_truth =
        !option.names.empty() && (option.value.empty() || option.value[0] == '[');
    if (is_truth ? takes_truth : !option.value.empty()) {
      if (option.repeats || !setting.is_list) return AreTexts(setting, option);
      sink_.Add(Code::kProjectValue, setting.where, {setting.name, "one value"});
      return false;
    }
    const std::string wanted = option.value.empty() ? "`true` or `false`" : option.value;
    sink_.Add(Code::kProjectValue, setting.where, {setting.name, wanted});
    return false;
  }

  std::string ValueOf(const OptionEntry& option, const std::string& text) const {
    const std::size_t equals = text.find('=');
    if (option.value.find("=FILE") != std::string::npos) {
      if (equals == std::string::npos) return text;
      return text.substr(0, equals + 1) + FromHere(text.substr(equals + 1));
    }
    return Holds(option.value, {"PATH", "FILE", "FOLDER", "LOG"}) ? FromHere(text) : text;
  }

  // A path in the file, as seen from the working folder.
  std::string FromHere(const std::string& path) const {
    if (path == "-" || folder_.empty() || fs::path(path).is_absolute()) return path;
    return (folder_ / path).lexically_normal().string();
  }

  const CommandLine& line_;
  fs::path folder_;
  std::string path_;
  Origins& origins_;
  DiagnosticSink& sink_;
  std::vector<VerbEntry> table_ = CommandTable();
  std::vector<std::string> done_;
  std::set<std::string> unknown_verbs_;  // that were told
  Added added_;
};

std::string FolderOfRules(const CommandLine& line) {
  if (line.rule_paths.empty()) return ".";
  const fs::path path = line.rule_paths.front();
  std::error_code error;
  if (fs::is_directory(path, error)) return path.string();
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

std::vector<std::string> AllWords(const std::vector<std::string>& words,
                                  const ProjectOptions::Added& added) {
  // Behind a `--` stand no options.
  std::vector<std::string> all(words.begin(), std::find(words.begin(), words.end(), "--"));
  const std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(all.size()),
                                      words.end());
  all.insert(all.end(), added.options.begin(), added.options.end());
  all.insert(all.end(), rest.begin(), rest.end());
  if (!added.words.empty() && rest.empty()) all.emplace_back("--");
  all.insert(all.end(), added.words.begin(), added.words.end());
  return all;
}

// What the verb itself finds wrong with values that the file gives, so that one run tells all.
void AddValueFaults(const CommandLine& line, const Origins& origins, DiagnosticSink& sink) {
  DiagnosticSink of_verb;
  if (const auto* check = std::get_if<CheckArguments>(&line.verb)) {
    MakeRequest(*check, line.common, of_verb);
  } else if (const auto* test = std::get_if<TestArguments>(&line.verb)) {
    MakeTestRequest(*test, of_verb);
  } else if (const auto* lint = std::get_if<LintArguments>(&line.verb)) {
    MakeLintRequest(*lint, of_verb);
  }
  for (diagnostics::Diagnostic fault : of_verb.all()) {
    if (fault.arguments.empty()) continue;
    const auto place = origins.places.find(fault.arguments.front());
    if (place == origins.places.end()) continue;
    fault.where = place->second;
    sink.Add(std::move(fault));
  }
}

}  // namespace

std::optional<CommandLine> WithProject(const std::vector<std::string>& words,
                                       const CommandLine& line, const Terminal& terminal,
                                       Origins& origins) {
  const CommonArguments& common = line.common;
  if (line.verb_name.empty() || IsAmong(kVerbsWithout, line.verb_name) || common.no_project ||
      std::holds_alternative<HelpText>(line.verb)) {
    return line;
  }
  std::optional<std::string> path = common.project;
  if (common.project.empty()) path = project::Find(FolderOfRules(line));
  if (!path) return line;
  if (common.verbose) {
    *terminal.err << "project file " << diagnostics::Printable(*path) << '\n';
  }
  DiagnosticSink sink;
  const ProjectOptions::Added added = ProjectOptions(line, *path, origins, sink).Read();
  auto whole = ParseCommandLine(AllWords(words, added));
  if (sink.has_errors()) {
    if (whole) AddValueFaults(*whole, origins, sink);
    terminal.Show(sink.Sorted(), origins.sources);
    return std::nullopt;
  }
  if (whole) return *std::move(whole);
  terminal.Show(whole.error());
  return std::nullopt;
}

}  // namespace abide::cli
