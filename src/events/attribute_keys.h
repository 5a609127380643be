// The keys of attributes that a source asks for, numbered.
//
// A source asks a span for a dozen attributes of the two dozen that it has. Of a list that is asked
// for nothing else (see Shapes), the reader keeps what these keys have, by their numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_map.h"
#include "values/arena.h"

namespace abide::events {

class AttributeKeys {
 public:
  // `source` outlives it.
  explicit AttributeKeys(const SourceMap& source);

  std::size_t count() const { return count_; }
  // Null for a key that is not asked for.
  const std::uint32_t* Find(std::string_view key) const {
    if (key.size() >= keys_.size()) return nullptr;
    for (const Numbered& each : keys_[key.size()]) {
      if (each.key == key) return &each.number;
    }
    return nullptr;
  }

  // A list of pairs as what the keys have in it: all absent at first, to be filled by their
  // numbers.
  std::span<values::Value> MakeKept(values::Arena& arena) const;
  static values::Value KeptOf(std::span<values::Value> attributes);
  // The value of the first pair with the key of `ask`, an Attribute, in a list of `{key, value}` or
  // in what was kept of it; OTLP's wrapping is taken off. Absent if there is none, or `pairs` is
  // neither. Linear in a list.
  values::Value Find(expressions::AskId ask, const values::Value& pairs,
                     values::Arena& arena) const;

 private:
  struct Numbered {
    std::string key;
    std::uint32_t number;
  };
  const SourceMap& source_;
  std::vector<std::uint32_t> asks_;          // by AskId: the number of its key
  std::vector<std::vector<Numbered>> keys_;  // by length: few keys are of one length
  std::uint32_t count_ = 0;
};

}  // namespace abide::events
