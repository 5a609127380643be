// Raw JSON as values, as far as anybody asks: see RawReader for all of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "events/raw_value.h"
#include "events/shapes.h"

namespace abide::events {

// Objects lack the members that their shapes leave out; lists have all their elements. What is left
// out is stepped over unseen, but for the keys of objects that are looked at: none stands twice.
class ShapedReader {
 public:
  explicit ShapedReader(const SourceMap& source) : shapes_(source), machine_(shapes_.keys()) {}

  const Shapes& shapes() const { return shapes_; }
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
  bool ReadObject(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                  values::Value& value);
  // Takes the members of an object that has some, and its end. Those that its shape leaves out are
  // not kept.
  bool ReadMembers(KeyMachine::Object& object, Tokens& tokens, ReadContext& context);
  bool ReadMember(KeyMachine::Object& object, Tokens& tokens, ReadContext& context);
  bool ReadWanted(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context);
  // What is open from there on, kept.
  std::span<const values::Value> Close(std::size_t first, ReadContext& context);

  Shapes shapes_;
  KeyMachine machine_;
  RawReader whole_;
  // The elements and members of all that is open.
  std::vector<values::Value> open_;
};

}  // namespace abide::events
