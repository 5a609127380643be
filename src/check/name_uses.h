// Which words of rule files name what, noted while the checker finds it out: for editors, which go
// from a word to its declaration, and rename both.
#pragma once

#include "diagnostics/source.h"

#include <cstddef>
#include <unordered_set>
#include <utility>
#include <vector>

namespace abide::check {

enum class NameKind {
  kEvent,
  kField,
  kList,
  kTable,
  kParameter,
  kState,
  kDefinition,
  kVariable,  // of a pattern, a quantifier, a loop, or a parameter of a definition
  kClause,
  kPolicy,
};

// The word at `at` names what the word at `declared` declares. A declaration is no use of itself.
// Of the full id of a clause the part behind the slash names the clause, that before the policy.
// A word may name several things (a clause in several versions, a field of several events), and
// then has a use for each.
struct NameUse {
  diagnostics::Span at;
  diagnostics::Span declared;
  NameKind kind{};
};

// Each use once, however often it is met: what a definition holds is met wherever it is used.
class NameUses {
 public:
  void Add(const NameUse& use) {
    if (met_.emplace(use.at, use.declared).second) all_.push_back(use);
  }
  // In the order in which they were met first.
  const std::vector<NameUse>& all() const { return all_; }

 private:
  using Key = std::pair<diagnostics::Span, diagnostics::Span>;
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  std::vector<NameUse> all_;
  std::unordered_set<Key, Hash> met_;
};

}  // namespace abide::check
