// A constant list of texts, asked by hash: `in` costs the same for ten texts and ten thousand.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "values/text.h"
#include "values/value.h"

namespace abide::expressions {

class TextSet {
 public:
  // Null if an element is no text, or if the list is so short that looking at each is as fast.
  // Keeps copies. O(elements).
  static std::shared_ptr<const TextSet> Of(std::span<const values::Value> elements,
                                           values::Case case_rule);
  ~TextSet();

  // Whether `text` equals an element, by the set's case rule.
  bool Holds(std::string_view text) const;

 private:
  struct Impl;
  explicit TextSet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace abide::expressions
