// The keys of attributes that a source asks for, numbered.
//
// A source asks a span for a dozen attributes of the two dozen that it has. Of a list that is asked
// for nothing else, the reader of shapes keeps what these keys have, by their numbers: see Shapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_map.h"
#include "values/arena.h"

namespace abide::events {

class AttributeKeys {
 public:
  explicit AttributeKeys(const SourceMap& source);

  std::size_t count() const { return count_; }
  // Of an Attribute.
  std::uint32_t Of(expressions::AskId ask) const { return asks_[static_cast<std::size_t>(ask)]; }
  // Null for a key that is not asked for.
  const std::uint32_t* Find(std::string_view key) const {
    if (key.size() >= keys_.size()) return nullptr;
    for (const Numbered& each : keys_[key.size()]) {
      if (each.key == key) return &each.number;
    }
    return nullptr;
  }

 private:
  struct Numbered {
    std::string key;
    std::uint32_t number;
  };
  std::vector<std::uint32_t> asks_;          // by AskId: the number of its key
  std::vector<std::vector<Numbered>> keys_;  // by length: few keys are of one length
  std::uint32_t count_ = 0;
};

// The value of the first pair with this key in a list of `{key, value}`; OTLP's wrapping is taken
// off. Absent if there is none, or `pairs` is no list. Linear in the list.
values::Value AttributeIn(const values::Value& pairs, std::string_view key, values::Arena& arena);

}  // namespace abide::events
