// Raw JSON as values, as far as anybody asks: see RawReader for all of it.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "events/attribute_keys.h"
#include "events/raw_value.h"
#include "events/shapes.h"

namespace abide::events {

// Objects lack the members that their shapes leave out, and have a place for each other key (see
// raw_value.h); lists have all their elements. What is left out is stepped over unseen, but for the
// keys of objects that are looked at: none stands twice. Objects of which entries are needed have
// all their members, as RawReader gives them, but of each value what is needed. Of a list of which
// attributes are needed, those are kept (see AttributeKeys): of each key the first, OTLP's wrapping
// taken off. Values of others are stepped over, too.
class ShapedReader {
 public:
  explicit ShapedReader(const SourceMap& source);

  const Shapes& shapes() const { return shapes_; }
  const AttributeKeys& attributes() const { return attributes_; }
  // Takes the value at the next token. Texts are views of the line where nothing is escaped.
  bool Read(ShapeId shape, Tokens& tokens, ReadContext& context, values::Value& value) {
    open_.clear();
    return Read(shape, 0, tokens, context, value);
  }

 private:
  // `depth`: of objects that are being read.
  bool Read(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
            values::Value& value);
  bool ReadList(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                values::Value& value);
  // An object whose keys may be any, and of whose values the same is needed.
  bool ReadEntries(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                   values::Value& value);
  bool ReadAttributes(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                      values::Value& value);
  // Takes a `{key, value}`, and keeps its value if it is asked for and the first.
  bool ReadPair(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                std::span<values::Value> attributes);
  // The same if it is as most are written, with nothing but a key and a value behind it. False, and
  // nothing is taken, if it is not.
  bool ReadPlainPair(Tokens& tokens, ReadContext& context, std::span<values::Value> attributes);
  // What an attribute has, without OTLP's wrapping.
  bool ReadUnwrapped(Tokens& tokens, ReadContext& context, values::Value& value);
  // Whether this is the list's first attribute of that number.
  bool IsFirst(std::uint32_t number) { return std::exchange(seen_[number], list_) != list_; }
  bool ReadObject(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                  values::Value& value);
  // Takes the members of an object that has some, and its end. Those that its shape leaves out are
  // not kept.
  bool ReadMembers(KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
                   std::span<values::Value> members);
  bool ReadMember(KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
                  std::span<values::Value> members);
  bool ReadWanted(std::int32_t node, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                  std::span<values::Value> members) {
    const auto shape = static_cast<ShapeId>(node);
    return Read(shape, depth, tokens, context, members[places_[shape]]);
  }
  // What is open from there on, kept.
  std::span<const values::Value> Close(std::size_t first, ReadContext& context);

  Shapes shapes_;
  AttributeKeys attributes_;
  KeyMachine machine_;
  RawReader whole_;
  std::vector<std::vector<values::Value>> keys_;  // of an object, by its shape
  std::vector<std::size_t> places_;               // of a member in its object, by its shape
  // The elements of all lists that are open, and the members of objects with entries.
  std::vector<values::Value> open_;
  // Attributes of the list that is being read, by number: which list had it last.
  std::vector<std::uint64_t> seen_;
  std::uint64_t list_ = 0;
};

}  // namespace abide::events
