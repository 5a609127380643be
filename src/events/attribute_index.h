// The attributes that a source asks for, found in lists of `{key, value}` pairs.
//
// A source asks a span for a dozen attributes of the two dozen that it has. A list is walked over
// once, and each of its keys looked up among those that are asked for; then an answer is a look at
// an array.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "events/source_map.h"
#include "values/arena.h"

namespace abide::events {

class AttributeIndex {
 public:
  explicit AttributeIndex(const SourceMap& source);

  // Forgets all lists; those of the next record may stand in the same memory.
  void BeginRecord();
  // The value of the first pair with the key of `ask`, an Attribute; OTLP's wrapping is taken off.
  // Absent if there is none, or `pairs` is no list.
  values::Value Find(expressions::AskId ask, const values::Value& pairs, values::Arena& arena);

 private:
  // Of one list, the first pair with each key; null where there is none.
  struct Table {
    const values::Value* list = nullptr;  // its elements; null: unused
    std::size_t size = 0;
    std::vector<const values::Value*> pairs;  // by number of the key
  };
  // Loops go on from list to list, and ask the record's own in between.
  static constexpr std::size_t kTables = 4;

  const Table& TableOf(std::span<const values::Value> pairs);

  // The number of a key that is asked for; null for others.
  const std::uint32_t* NumberOf(std::string_view key) const;

  struct Numbered {
    std::string key;
    std::uint32_t number;
  };
  std::vector<std::uint32_t> keys_;  // by AskId: the number of its key
  // By length: few keys are of one length.
  std::vector<std::vector<Numbered>> numbers_;
  std::uint32_t count_ = 0;
  std::array<Table, kTables> tables_;
  std::size_t oldest_ = 0;
};

}  // namespace abide::events
