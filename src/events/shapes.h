// How much of its raw values a source asks for.
//
// Of `for r in .results`, with `r.model` in an assignment, each element's `model` is needed and no
// more. A shape says so of one value: which of its keys lead on if it is an object, what is needed
// of its elements if it is a list, or that all of it is. What a value's shape leaves out makes no
// difference to any expression of the source: not to what it is worth, nor to whether it has a
// value. Of an object of which `entries` alone asks, all keys are needed, and of each value what is
// asked of an entry's. Of a list of `{key, value}` pairs of which `attribute` alone asks, the
// attributes are what is needed.
#pragma once

#include <cstdint>
#include <vector>

#include "events/key_machine.h"
#include "events/source_map.h"

namespace abide::events {

// A node of the trie of keys. Objects' members have their nodes there; lists' elements stand apart.
using ShapeId = std::uint32_t;

class Shapes {
 public:
  // Linear in the source's expressions.
  explicit Shapes(const SourceMap& source);

  const KeyTrie& keys() const { return keys_; }
  // Of the value at the first keys of a path from the record; of what stands in the text that
  // `json` parses; of the object that `entries` is of. All is needed of what other asks are about.
  ShapeId Of(expressions::AskId ask) const { return by_ask_[static_cast<std::size_t>(ask)]; }
  bool NeedsAll(ShapeId shape) const { return parts_[shape].all; }
  ShapeId ElementsOf(ShapeId shape) const { return parts_[shape].elements; }
  // An object, if it is one, of which `entries` asks and nothing else.
  bool NeedsEntries(ShapeId shape) const {
    return parts_[shape].entries != kNothing && !parts_[shape].all;
  }
  // What is needed of the values of its members.
  ShapeId ValuesOf(ShapeId shape) const { return parts_[shape].values; }
  // A list, if it is one, that is asked for attributes and for nothing else.
  bool NeedsAttributes(ShapeId shape) const {
    const Parts& parts = parts_[shape];
    return parts.attributes && !parts.all && !parts.asked_as_list && !keys_.HasChildren(shape);
  }

 private:
  class Trace;
  struct Parts {
    bool all = false;
    bool attributes = false;  // some are asked for
    bool asked_as_list = false;
    ShapeId elements = kNothing;
    ShapeId entries = kNothing;  // the list that `entries` makes of it
    ShapeId values = kNothing;   // of that list's elements
  };
  static constexpr ShapeId kRecord = 0;
  static constexpr ShapeId kNothing = 1;  // but whether there is one, and of which kind
  static constexpr ShapeId kAll = 2;

  // Of an object that is asked for more than its entries, and of one whose entries are handed on
  // whole, all is needed.
  void CloseEntries();

  KeyTrie keys_;
  std::vector<Parts> parts_;     // by ShapeId
  std::vector<ShapeId> by_ask_;  // by AskId
};

}  // namespace abide::events
