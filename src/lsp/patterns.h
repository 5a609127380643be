// Patterns in front of a place in a declaration that can't be parsed, told from its tokens.
#pragma once

#include "lsp/rule_set.h"
#include "lsp/tokens.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace abide::lsp {

struct InSight {
  struct Pattern {
    std::string name;   // by which it is spoken of
    std::string event;  // that it names
    std::vector<std::string> events;
  };
  std::vector<Pattern> patterns;
  std::vector<std::string> nearest;  // events whose fields are bare
};

class PatternFinder {
 public:
  // O(declarations of the rules).
  explicit PatternFinder(const RuleSet& rules);

  // Events that a word means: itself, or those of a definition. Empty if it is none.
  std::vector<std::string> EventsOf(const std::string& word) const;
  // `tokens` are those of one declaration up to the place, without comments.
  InSight At(const std::vector<Token>& tokens, std::string_view text) const;

 private:
  void Take(const std::vector<Token>& tokens, std::string_view text, std::size_t index,
            std::vector<InSight::Pattern>& seen) const;

  const RuleSet& rules_;
  std::map<std::string, std::vector<std::string>> definitions_;  // of patterns: their events' names
};

}  // namespace abide::lsp
