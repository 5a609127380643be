// Which words stand for what, in both directions: from a word to its declaration, from a
// declaration to all words that name it.
#pragma once

#include "check/name_uses.h"
#include "lsp/rule_set.h"

#include <optional>
#include <string>
#include <vector>

namespace abide::lsp {

// What the word at a place stands for.
struct Named {
  Place at;                         // the word
  std::vector<Place> declarations;  // not empty, sorted
  check::NameKind kind{};
  bool is_declaration = false;  // the word declares it
};

// Made of a rule set as it is at one time. O(n log n) in its words.
class Names {
 public:
  explicit Names(const RuleSet& rules);

  std::optional<Named> At(const std::string& path, std::uint32_t offset) const;
  // All words for these, declarations included; sorted, each once.
  std::vector<Place> UsesOf(const std::vector<Place>& declarations) const;
  // The names and declarations in one file, in order.
  struct Word {
    Place at;
    check::NameKind kind{};
    bool is_declaration = false;
    Place declared;
  };
  std::vector<Word> In(const std::string& path) const;

 private:
  void Declare(const RuleSet& rules, const diagnostics::Span& span, check::NameKind kind);

  std::vector<Word> words_;  // sorted
};

// Declarations of names in a tree: each with the span of its name.
struct DeclaredName {
  diagnostics::Span span;
  check::NameKind kind{};
};
std::vector<DeclaredName> DeclaredNames(const syntax::File& file);

}  // namespace abide::lsp
