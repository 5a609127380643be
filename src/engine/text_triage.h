// Which clauses the text of one field leaves possible, decided for all of them at once.
//
// Clauses that look for something in a text (`user starts with "svc-"`, `model matches
// /^o[1-9]$/i`, `not (region ends with "-gov")`) become patterns, each one once, however many
// clauses have it. A text is looked up: in a hash map by its whole, in a sorted table from its
// beginning and from its end, and by an automaton of all parts and regular expressions. What is
// found says which clauses are possible: those whose pattern it is, and not those whose pattern it
// must not be. Where case is ignored, the text is folded once.
//
// Only what is false for certain is excluded. A pattern that can't be looked up with the others
// (pattern_set.cpp says which) excludes nobody.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bits.h"
#include "engine/prefix_table.h"
#include "engine/text_map.h"
#include "expressions/expression.h"
#include "values/text.h"

namespace abide::engine {

// The field of `binding` that `expr` is; null if it is none.
inline const expressions::Field* FieldIn(const expressions::ExprPtr& expr,
                                         expressions::BindingId binding) {
  const auto* field = std::get_if<expressions::Field>(&expr->node);
  return field != nullptr && field->binding == binding ? field : nullptr;
}

struct TextPattern {
  enum class Kind { kEquals, kStartsWith, kEndsWith, kContains, kMatches };
  Kind kind{};
  values::Case case_rule{};
  std::string text;  // or the regular expression, without its slashes

  auto operator<=>(const TextPattern&) const = default;
};

// What a condition says of a text: that it has one of the patterns, or (negated) none.
struct TextCondition {
  const expressions::Field* field = nullptr;
  bool negated = false;
  std::vector<TextPattern> patterns;
};
// Nothing if it says something else, or more.
std::optional<TextCondition> ReadTextCondition(const expressions::ExprPtr& expr,
                                               expressions::BindingId binding);

class TextTriage {
 public:
  struct Atom {
    std::size_t candidate = 0;
    TextCondition condition;
  };
  // Of `size` candidates.
  TextTriage(const std::vector<Atom>& atoms, std::size_t size);

  // Takes out of `possible` the candidates whose atoms are false of `text` for certain.
  void Narrow(std::string_view text, Bits& possible);

 private:
  using PatternId = std::uint32_t;
  // What finding a pattern says of a candidate.
  struct Effect {
    std::uint32_t candidate = 0;
    std::uint32_t layer = 0;
    bool negated = false;
  };
  // Patterns that are looked for together, by the numbers that the set gives them.
  struct Together {
    std::unique_ptr<values::PatternSet> set;
    std::vector<PatternId> patterns;
    bool failed = false;
  };
  // All that is looked up in a text as it stands, or folded.
  struct View {
    TextMap<PatternId> equal;
    PrefixTable starts;
    PrefixTable ends;  // reversed
    Together parts;
  };

  PatternId IdOf(const TextPattern& pattern);
  void Place(const TextPattern& pattern, PatternId id);
  void AddTo(Together& together, const TextPattern& pattern, PatternId id);
  void Close(Together& together);
  void AddEffects(const std::vector<Atom>& atoms, std::size_t size);

  void FindIn(std::string_view text, View& view, Bits& possible);
  void FindTogether(std::string_view text, Together& together, Bits& possible);
  void Found(PatternId id, Bits& possible);

  std::map<TextPattern, PatternId> ids_;
  std::vector<bool> is_usable_;               // of each pattern
  std::vector<std::vector<Effect>> effects_;  // of each pattern
  std::array<View, 2> views_;                 // by case rule: as it stands, folded
  Together ignoring_;                         // regular expressions that ignore case
  bool folds_ = false;
  // A candidate may have several atoms, all of which must be possible: each is in another layer. Of
  // a layer, those are possible that have no atom in it, and those whose pattern is found.
  struct Layer {
    Bits base;
    Bits possible;
  };
  std::vector<Layer> layers_;
  std::string reversed_;
  std::vector<int> numbers_;
};

}  // namespace abide::engine
