#include "lsp/names.h"

#include <algorithm>
#include <tuple>

namespace abide::lsp {
namespace {

using check::NameKind;

class Collector {
 public:
  std::vector<DeclaredName> Run(const syntax::File& file) {
    for (const syntax::Declaration& each : file.declarations) {
      std::visit([this](const auto& node) { Take(node); }, each.node);
    }
    return std::move(names_);
  }

 private:
  void Add(const syntax::Name& name, NameKind kind) { names_.push_back({name.span, kind}); }

  void Take(const syntax::Import&) {}
  void Take(const syntax::Source&) {}
  void Take(const syntax::Permit&) {}
  void Take(const syntax::Waive&) {}
  void Take(const syntax::Test&) {}
  void Take(const syntax::Policy& node) { Add(node.id, NameKind::kPolicy); }
  void Take(const syntax::Event& node) {
    Add(node.name, NameKind::kEvent);
    for (const syntax::Field& field : node.fields) Add(field.name, NameKind::kField);
  }
  void Take(const syntax::List& node) { Add(node.name, NameKind::kList); }
  void Take(const syntax::Table& node) { Add(node.name, NameKind::kTable); }
  void Take(const syntax::Define& node) {
    Add(node.name, NameKind::kDefinition);
    for (const syntax::Name& each : node.parameters) Add(each, NameKind::kVariable);
  }
  void Take(const syntax::Parameter& node) { Add(node.name, NameKind::kParameter); }
  void Take(const syntax::State& node) { Add(node.name, NameKind::kState); }
  void Take(const syntax::Clause& node) { Add(node.id, NameKind::kClause); }

  std::vector<DeclaredName> names_;
};

bool ComesBefore(const Names::Word& a, const Names::Word& b) {
  return std::tie(a.at, a.declared) < std::tie(b.at, b.declared);
}

}  // namespace

std::vector<DeclaredName> DeclaredNames(const syntax::File& file) { return Collector().Run(file); }

Names::Names(const RuleSet& rules) {
  for (const RuleSet::File& file : rules.Files()) {
    for (const DeclaredName& each : DeclaredNames(*file.ast)) Declare(rules, each.span, each.kind);
  }
  for (const check::NameUse& use : rules.uses()) {
    const auto at = rules.Locate(use.at);
    const auto declared = rules.Locate(use.declared);
    if (!at || !declared) continue;
    words_.push_back({*at, use.kind, false, *declared});
    // Of variables that nothing else declares.
    if (use.kind == NameKind::kVariable) words_.push_back({*declared, use.kind, true, *declared});
  }
  std::sort(words_.begin(), words_.end(), ComesBefore);
  const auto is_same = [](const Word& a, const Word& b) {
    return a.at == b.at && a.declared == b.declared;
  };
  words_.erase(std::unique(words_.begin(), words_.end(), is_same), words_.end());
}

void Names::Declare(const RuleSet& rules, const diagnostics::Span& span, NameKind kind) {
  if (const auto at = rules.Locate(span)) words_.push_back({*at, kind, true, *at});
}

std::optional<Named> Names::At(const std::string& path, std::uint32_t offset) const {
  std::optional<Named> found;
  auto it = std::lower_bound(
      words_.begin(), words_.end(), path,
      [](const Word& word, const std::string& file) { return word.at.path < file; });
  for (; it != words_.end() && it->at.path == path && it->at.begin <= offset; ++it) {
    if (it->at.end < offset) continue;
    // The innermost: of `a.b` the word under the cursor, of two that touch the one behind.
    if (!found || it->at != found->at) found = Named{it->at, {}, it->kind, it->is_declaration};
    found->declarations.push_back(it->declared);
  }
  return found;
}

std::vector<Place> Names::UsesOf(const std::vector<Place>& declarations) const {
  std::vector<Place> uses;
  for (const Word& word : words_) {
    const bool is_meant =
        std::find(declarations.begin(), declarations.end(), word.declared) != declarations.end();
    if (is_meant) uses.push_back(word.at);
  }
  std::sort(uses.begin(), uses.end());
  uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
  return uses;
}

std::vector<Names::Word> Names::In(const std::string& path) const {
  std::vector<Word> words;
  for (const Word& word : words_) {
    if (word.at.path == path) words.push_back(word);
  }
  return words;
}

}  // namespace abide::lsp
