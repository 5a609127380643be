#include "cli/completion.h"

#include "check/check.h"
#include "check/disk_files.h"
#include "cli/check_request.h"
#include "cli/command_table.h"
#include "cli/forms.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/printable.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace abide::cli {
namespace {

struct Candidate {
  std::string word;
  std::string says;
};

struct Candidates {
  std::vector<Candidate> list;
  bool files = false;
};

// What options of few values take. `verb`: null for every verb.
struct FewValues {
  const char* verb;
  const char* option;
  const char* words;
};
constexpr FewValues kFewValues[] = {
    {nullptr, "--color", "auto always never"},
    {nullptr, "--fail-on",
     "info low medium high critical pending undetermined nothing-judged never"},
    {nullptr, "--anchor", "clause event"},
    {"check", "--hash", "sha256"},
    {"check", "--dump", "ast checked plan events mfotl-log"},
    {"test", "--format", "text json junit"},
    {"plan", "--format", "text json mfotl"},
    {"sources", "--format", "text json"},
    {"verify", "--format", "text json"},
    {"init", "--for", "consumer provider auditor"},
    {"completion", "SHELL", "bash zsh fish"},
};

std::vector<Candidate> WordsOf(std::string_view verb, std::string_view option) {
  for (const FewValues& each : kFewValues) {
    if (option != each.option || (each.verb != nullptr && verb != each.verb)) continue;
    std::vector<Candidate> words;
    std::istringstream stream(each.words);
    for (std::string word; stream >> word;) words.push_back({word, ""});
    return words;
  }
  return {};
}

// What stands behind each `option` in the words.
std::vector<std::string> ValuesIn(const std::vector<std::string>& words, std::string_view option) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == option && i + 2 < words.size()) values.push_back(words[i + 1]);
  }
  return values;
}

check::CheckedRules RulesNamedIn(const std::vector<std::string>& words) {
  check::CheckOptions options;
  diagnostics::DiagnosticSink sink;
  diagnostics::SourceSet sources;
  AddRules(ValuesIn(words, "--rules"), {}, options, sink);
  if (sink.has_errors()) return {};
  return check::Check(options, check::DiskFiles(), sources, sink);
}

// The value of an option, or a word that stands for itself.
class Values {
 public:
  Values(const std::vector<std::string>& words, const std::vector<VerbEntry>& table)
      : words_(words), table_(table) {}

  // `name`: of the option, or of the word's place.
  Candidates Of(const VerbEntry& verb, const std::string& name, const std::string& value) const {
    Candidates found{.list = WordsOf(verb.name, name), .files = false};
    if (!found.list.empty()) return found;
    if (name == "--format") found.list = Forms();
    if (name == "--clause") found.list = Clauses();
    if (name == "--source") found.list = Sources();
    if (name == "--set") found.list = Parameters();
    if (value == "VERB") found.list = Verbs();
    if (value.find("CODE") != std::string::npos) found.list = Codes();
    constexpr const char* kOfFiles[] = {"PATH", "FILE", "LOG", "REPORT", "FOLDER"};
    found.files = std::any_of(std::begin(kOfFiles), std::end(kOfFiles), [&](const char* each) {
      return value.find(each) != std::string::npos && name != "--format";
    });
    return found;
  }

  std::vector<Candidate> Verbs() const {
    std::vector<Candidate> verbs;
    for (const VerbEntry& verb : table_) {
      if (!verb.name.empty()) verbs.push_back({verb.name, verb.purpose});
    }
    return verbs;
  }

 private:
  static std::vector<Candidate> Forms() {
    std::vector<Candidate> forms;
    for (const auto& [name, says] : FormNames()) {
      forms.push_back({std::string(name), std::string(says)});
    }
    return forms;
  }

  static std::vector<Candidate> Codes() {
    std::vector<Candidate> codes;
    for (const diagnostics::CodeEntry& entry : diagnostics::AllCodes()) {
      codes.push_back({std::string(entry.id), std::string(entry.message)});
    }
    return codes;
  }

  std::vector<Candidate> Clauses() const {
    std::vector<Candidate> clauses;
    const check::CheckedRules rules = RulesNamedIn(words_);
    std::set<std::string> seen;  // a clause of several versions is one here
    for (const check::Clause& clause : rules.clauses) {
      if (!seen.insert(clause.id).second) continue;
      clauses.push_back({clause.id, clause.title});
    }
    return clauses;
  }

  std::vector<Candidate> Sources() const {
    std::vector<Candidate> sources = {{"canonical", "events in Abide's own form"}};
    const check::CheckedRules rules = RulesNamedIn(words_);
    for (const events::SourceMap& source : rules.sources)
      sources.push_back({source.name, source.doc});
    return sources;
  }

  std::vector<Candidate> Parameters() const {
    std::vector<Candidate> parameters;
    const check::CheckedRules rules = RulesNamedIn(words_);
    for (const auto& [name, value] : rules.parameters) parameters.push_back({name + '=', value});
    return parameters;
  }

  const std::vector<std::string>& words_;
  const std::vector<VerbEntry>& table_;
};

const OptionEntry* OptionNamed(const VerbEntry& verb, const std::string& name) {
  for (const OptionEntry& option : verb.options) {
    const auto& names = option.names;
    if (std::find(names.begin(), names.end(), name) != names.end()) return &option;
  }
  return nullptr;
}

// The place that a word which is no option takes: its number among its like, or the last one, which
// takes all others.
const OptionEntry* PlaceOf(const VerbEntry& verb, std::size_t number) {
  const OptionEntry* last = nullptr;
  for (const OptionEntry& option : verb.options) {
    if (!option.names.empty()) continue;
    last = &option;
    if (number-- == 0) break;
  }
  return last;
}

std::vector<Candidate> OptionsOf(const VerbEntry& verb) {
  std::vector<Candidate> options;
  for (const OptionEntry& option : verb.options) {
    for (const std::string& name : option.names) {
      if (name.starts_with("--")) options.push_back({name, option.text});
    }
  }
  return options;
}

Candidates CandidatesFor(const std::vector<std::string>& words) {
  const std::vector<VerbEntry> table = CommandTable();
  const Values values(words, table);
  const VerbEntry* verb = &table.front();
  std::size_t number = 0;  // of words of the verb that stand for themselves
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool follows_option = i > 0 && OptionNamed(*verb, words[i - 1]) != nullptr &&
                                !OptionNamed(*verb, words[i - 1])->value.empty();
    if (follows_option || words[i].starts_with('-')) continue;
    if (!verb->name.empty()) {
      ++number;
      continue;
    }
    const auto named = std::find_if(table.begin(), table.end(),
                                    [&](const VerbEntry& each) { return each.name == words[i]; });
    if (named != table.end()) verb = &*named;
  }
  if (words.size() > 1) {
    const OptionEntry* before = OptionNamed(*verb, words[words.size() - 2]);
    if (before != nullptr && !before->value.empty()) {
      return values.Of(*verb, before->names.back(), before->value);
    }
  }
  if (words.back().starts_with('-')) return {.list = OptionsOf(*verb), .files = false};
  if (verb->name.empty()) return {.list = values.Verbs(), .files = false};
  const OptionEntry* place = PlaceOf(*verb, number);
  return place == nullptr ? Candidates{} : values.Of(*verb, place->value, place->value);
}

// A line's worth: titles and texts may be long.
std::string Short(const std::string& text) {
  constexpr std::size_t kMost = 70;
  std::string line = diagnostics::Printable(text);
  const std::size_t end = line.find(". ");
  if (end != std::string::npos) line.resize(end);
  if (line.size() <= kMost) return line;
  const std::size_t blank = line.rfind(' ', kMost);
  line.resize(blank == std::string::npos ? 0 : blank);
  return line.empty() ? line : line + " …";
}

}  // namespace

void Complete(const std::vector<std::string>& words, std::ostream& out) {
  const std::vector<std::string> typed = words.empty() ? std::vector<std::string>{""} : words;
  const Candidates found = CandidatesFor(typed);
  for (const Candidate& each : found.list) {
    if (!each.word.starts_with(typed.back())) continue;
    out << diagnostics::Printable(each.word);
    if (!each.says.empty()) out << '\t' << Short(each.says);
    out << '\n';
  }
  if (found.files) out << ":files\n";
}

}  // namespace abide::cli
