// Raw JSON as values, for sources, whose paths may lead anywhere.
//
// An object is a Value of kind record whose members are its keys and values in turn: key, value,
// key, value … Where a few keys of it are wanted (see ShapedReader), its members are a list of
// those keys, and the value of each, absent for one that it lacks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/reporter.h"
#include "events/source_map.h"
#include "events/structure.h"
#include "values/arena.h"

namespace abide::events {

// Reads whole values, as deep as they are; the depth of a line is bounded before.
class RawReader {
 public:
  // `inside`: of lists and objects within the value, what they hold, too; else they are empty.
  explicit RawReader(bool inside = true) : inside_(inside) {}

  // Takes the value at the next token. Texts are views of the line where nothing is escaped.
  bool Read(Tokens& tokens, ReadContext& context, values::Value& value);

 private:
  bool ReadScalar(Tokens& tokens, ReadContext& context, values::Value& value);
  bool ReadList(Tokens& tokens, ReadContext& context, values::Value& value);
  bool ReadObject(Tokens& tokens, ReadContext& context, values::Value& value);

  bool SkipInside(Tokens& tokens, ReadContext& context, values::Value& value) const;

  bool inside_;
  int depth_ = 0;
  // The elements of all that is open.
  std::vector<values::Value> open_;
};

// Whether the word, number or text at the next token is one that JSON knows.
bool CheckScalar(const Tokens& tokens, ReadContext& context);

// A member of an object by its key; absent if there is none, or `object` is no object.
const values::Value& MemberOf(const values::Value& object, std::string_view key);
// Of objects with few wanted keys: the keys of the one that was asked last, and where a key stood
// there.
struct KeyPlace {
  const values::Value* keys = nullptr;
  std::size_t place = 0;  // of its value among the members; 0 if it was nowhere yet
};
// The same, of objects that mostly have the same keys as the last one.
const values::Value& MemberOf(const values::Value& object, std::string_view key, KeyPlace& last);
// What `steps` lead to from `value`; absent where they lead nowhere.
values::Value Follow(std::span<const PathStep> steps, const values::Value& value,
                     values::Arena& arena);
// The first key that stands twice among keys and values in turn.
std::optional<std::string_view> KeyTwice(std::span<const values::Value> members);
// `{key, value}` for each member of an object that has its keys and values in turn.
values::Value EntriesOf(const values::Value& object, values::Arena& arena);
// The same, for those who ask for the key and the value alone: as objects with few wanted keys.
values::Value PlacedEntriesOf(const values::Value& object, values::Arena& arena);
// OTLP's AnyValue (`{"stringValue": …}`): what is wrapped, as the type that the wrapping names.
// What is not wrapped so is itself.
values::Value Unwrapped(const values::Value& wrapped, values::Arena& arena);
// Whether OTLP wraps a text, number or boolean under this name.
bool WrapsScalar(std::string_view name);
// What `known(x, words…)` lets through: no blank text and none of the words. Other kinds of value
// are known.
bool IsKnown(const values::Value& value, std::span<const std::string> words);
// The time of a count of 100 nanoseconds since the year 1, a number or a text of digits; absent if
// it is none that Abide knows.
values::Value TimeOfTicks(const values::Value& ticks);
// Base 64 (also its URL-safe form, with or without padding) of UTF-8 text; absent if it is none.
values::Value Base64Text(std::string_view text, values::Arena& arena);

}  // namespace abide::events
