#include "events/shaped_reader.h"

#include <algorithm>

#include "events/object_reader.h"

namespace abide::events {

using values::Value;

bool ShapedReader::ReadWanted(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                              ReadContext& context) {
  Value member;
  if (!Read(shape, depth, tokens, context, member)) return false;
  open_.push_back(Value::Of(shapes_.keys().KeyOf(shape)));
  open_.push_back(member);
  return true;
}

bool ShapedReader::ReadMember(KeyMachine::Object& object, Tokens& tokens, ReadContext& context) {
  std::int32_t node = 0;
  if (!TakeKey(machine_, object, tokens, context, node)) return false;
  if (node >= 0) return ReadWanted(static_cast<ShapeId>(node), object.depth + 1, tokens, context);
  return SkipValue(tokens) || context.NotJson(tokens, "expected a value");
}

// A key, a scalar and a comma are four tokens; if the fourth is in the line, all are. They go
// through the short way; all else, and every fault, through ReadMember.
bool ShapedReader::ReadMembers(KeyMachine::Object& object, Tokens& tokens, ReadContext& context) {
  const char* const text = tokens.text;
  for (;;) {
    const std::uint32_t* const at = tokens.at;
    const bool short_way = at[3] < tokens.limit && text[at[0]] == '"' && text[at[1]] == ':' &&
                           text[at[3]] == ',' && kTokenDepth[Byte(text[at[2]])] == kScalar;
    if (!short_way) {
      if (!ReadMember(object, tokens, context)) return false;
      if (tokens.done()) return context.NotJson(tokens, "expected `,` or `}`");
      const char next = tokens.peek();
      if (next != ',' && next != '}') return context.NotJson(tokens, "expected `,` or `}`");
      ++tokens.at;
      if (next == '}') return true;
      continue;
    }
    const std::int32_t node = machine_.Next(object, text + at[0], text + at[1]);
    tokens.at = at + 1;
    if (node < KeyMachine::kUnwanted) return RefuseKey(node, tokens, context);
    tokens.at = at + 2;
    if (node >= 0 && !ReadWanted(static_cast<ShapeId>(node), object.depth + 1, tokens, context)) {
      return false;
    }
    tokens.at = at + 4;
  }
}

bool ShapedReader::ReadObject(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                              ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  ++tokens.at;
  if (!tokens.done() && tokens.peek() == '}') {
    ++tokens.at;
  } else {
    KeyMachine::Object object = machine_.Open(shape, depth);
    if (!ReadMembers(object, tokens, context)) return false;
  }
  value = Value::RecordOf(Close(first, context));
  return true;
}

bool ShapedReader::ReadList(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                            ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  const ShapeId elements = shapes_.ElementsOf(shape);
  ++tokens.at;
  bool more = tokens.done() || tokens.peek() != ']';
  if (!more) ++tokens.at;
  while (more) {
    Value element;
    if (!Read(elements, depth + 1, tokens, context, element)) return false;
    open_.push_back(element);
    if (tokens.done()) return context.NotJson(tokens, "expected `,` or `]`");
    const char next = tokens.peek();
    if (next != ',' && next != ']') return context.NotJson(tokens, "expected `,` or `]`");
    ++tokens.at;
    more = next == ',';
  }
  value = Value::ListOf(Close(first, context));
  return true;
}

std::span<const Value> ShapedReader::Close(std::size_t first, ReadContext& context) {
  const std::span<const Value> found = std::span(open_).subspan(first);
  const std::span<Value> kept = context.arena.Values(found.size());
  std::copy(found.begin(), found.end(), kept.begin());
  open_.resize(first);
  return kept;
}

bool ShapedReader::Read(ShapeId shape, std::uint32_t depth, Tokens& tokens, ReadContext& context,
                        Value& value) {
  const char first = tokens.done() ? '\0' : tokens.peek();
  if (!shapes_.NeedsAll(shape)) {
    if (first == '{') return ReadObject(shape, depth, tokens, context, value);
    if (first == '[') return ReadList(shape, depth, tokens, context, value);
  }
  return whole_.Read(tokens, context, value);
}

}  // namespace abide::events
