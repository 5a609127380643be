#include "cli/touched_tests.h"

#include "diagnostics/source.h"
#include "syntax/parse.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <vector>

namespace abide::cli {
namespace {

using Words = std::set<std::string, std::less<>>;

struct Declaration {
  std::string path;
  std::string kind;  // its first word: "clause"
  std::string name;  // its second, if that is a word
  std::string text;
  Words words;
  std::uint32_t number = 0;  // of a test
};

bool IsNameChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// Names, also within longer ones and in texts: `usage-total` is `usage` and `total`, too.
void AddWords(std::string_view text, Words& words) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && IsNameChar(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!word.empty()) words.emplace(word);
    for (std::size_t begin = 0; begin < word.size();) {
      const std::size_t dash = std::min(word.find('-', begin), word.size());
      if (dash > begin) words.emplace(word.substr(begin, dash - begin));
      begin = dash + 1;
    }
    at = std::max(end, at + 1);
  }
}

std::string_view FirstWord(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && IsNameChar(text[end])) ++end;
  return text.substr(0, end);
}

// Without what stands behind its last line: a comment there belongs to what follows.
std::string_view Trimmed(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

std::vector<Declaration> DeclarationsOf(const FileTexts& files) {
  std::vector<Declaration> declarations;
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".abide")) continue;
    diagnostics::SourceSet sources;
    const diagnostics::FileId file = sources.Add(path, text);
    std::uint32_t tests = 0;
    for (const diagnostics::Span& span : syntax::CutDeclarations(sources, file)) {
      Declaration& declaration = declarations.emplace_back();
      const std::string_view written = Trimmed(sources.Text(span));
      declaration.path = path;
      declaration.text = written;
      declaration.kind = FirstWord(written);
      std::string_view rest = written.substr(declaration.kind.size());
      rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
      declaration.name = FirstWord(rest);
      AddWords(written, declaration.words);
      if (declaration.kind == "test") declaration.number = tests++;
    }
  }
  return declarations;
}

// Those of `some` that stand in `others` less often.
std::vector<const Declaration*> Without(const std::vector<Declaration>& some,
                                        const std::vector<Declaration>& others) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> left;
  for (const Declaration& each : others) ++left[{each.path, each.text}];
  std::vector<const Declaration*> only;
  for (const Declaration& each : some) {
    std::size_t& count = left[{each.path, each.text}];
    if (count == 0) {
      only.push_back(&each);
    } else {
      --count;
    }
  }
  return only;
}

class Spreading {
 public:
  explicit Spreading(const std::vector<Declaration>& declarations) : declarations_(declarations) {
    for (const Declaration& each : declarations) {
      if (each.kind == "clause") clauses_.insert(each.name);
    }
  }

  // A declaration that was changed, of the old text or of the new one.
  void Change(const Declaration& changed) {
    static const Words kNamed = {"clause", "event", "source", "list",     "table",
                                 "define", "state", "test",   "parameter"};
    is_touched_ = true;
    if (!kNamed.contains(changed.kind) && !SpeaksOfOthers(changed.kind)) touched_.all = true;
    Spread(changed);
  }

  // A file that is no rule file, of that name.
  void ChangeFile(const std::string& name) {
    is_touched_ = true;
    for (const Declaration& each : declarations_) {
      if (each.text.find(name) != std::string::npos) Spread(each);
    }
  }

  TouchedTests Take() {
    while (SpreadOnce()) {
    }
    for (const Declaration& each : declarations_) {
      const bool names_clause =
          std::any_of(clauses_.begin(), clauses_.end(),
                      [&each](const std::string& clause) { return each.words.contains(clause); });
      if (each.kind != "test") continue;
      if (reached_.contains(&each) || (is_touched_ && !names_clause)) {
        touched_.tests.emplace(each.path, each.number);
      }
    }
    return std::move(touched_);
  }

 private:
  // They change clauses that they name.
  static bool SpeaksOfOthers(std::string_view kind) { return kind == "permit" || kind == "waive"; }

  void Spread(const Declaration& from) {
    reached_.insert(&from);
    if (from.kind == "test") return;
    if (!from.name.empty()) names_.insert(from.name);
    if (!SpeaksOfOthers(from.kind)) return;
    for (const std::string& word : from.words) {
      if (clauses_.contains(word)) names_.insert(word);
    }
    // A glob, or a name that can't be told: all clauses.
    if (from.text.find('*') != std::string::npos) touched_.all = true;
  }

  bool SpreadOnce() {
    bool has_spread = false;
    for (const Declaration& each : declarations_) {
      if (reached_.contains(&each)) continue;
      const bool is_named =
          std::any_of(names_.begin(), names_.end(),
                      [&each](const std::string& name) { return each.words.contains(name); });
      if (!is_named) continue;
      Spread(each);
      has_spread = true;
    }
    return has_spread;
  }

  const std::vector<Declaration>& declarations_;
  Words clauses_;
  Words names_;
  std::set<const Declaration*> reached_;
  bool is_touched_ = false;
  TouchedTests touched_;
};

}  // namespace

TouchedTests TouchedBy(const FileTexts& before, const FileTexts& after) {
  const std::vector<Declaration> olds = DeclarationsOf(before);
  const std::vector<Declaration> news = DeclarationsOf(after);
  Spreading spreading(news);
  for (const Declaration* each : Without(olds, news)) spreading.Change(*each);
  for (const Declaration* each : Without(news, olds)) spreading.Change(*each);
  bool has_other_files = false;
  for (const auto& [path, text] : after) {
    const auto old = before.find(path);
    has_other_files = has_other_files || old == before.end();
    if (path.ends_with(".abide") || old == before.end() || old->second == text) continue;
    spreading.ChangeFile(std::filesystem::path(path).filename().string());
  }
  for (const auto& [path, text] : before) {
    has_other_files = has_other_files || !after.contains(path);
  }
  TouchedTests touched = spreading.Take();
  touched.all = touched.all || has_other_files;
  return touched;
}

}  // namespace abide::cli
