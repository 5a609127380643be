#include "events/shaped_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "events/json_text.h"
#include "events/list_reader.h"
#include "events/object_reader.h"

namespace abide::events {

using values::Value;

ShapedReader::ShapedReader(const SourceMap& source)
    : shapes_(source),
      attributes_(source),
      machine_(shapes_.keys()),
      keys_(shapes_.keys().size()),
      places_(shapes_.keys().size()),
      seen_(attributes_.count()) {
  const KeyTrie& trie = shapes_.keys();
  for (ShapeId shape = 0; shape < trie.size(); ++shape) {
    const ShapeId object = trie.Parent(shape);
    if (trie.Child(object, trie.KeyOf(shape)) != shape) continue;  // no key leads there
    keys_[object].push_back(Value::Of(trie.KeyOf(shape)));
    places_[shape] = keys_[object].size();  // behind the list of keys
  }
}

bool ShapedReader::ReadMember(KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
                              std::span<Value> members) {
  std::int32_t node = 0;
  if (!TakeKey(machine_, object, tokens, context, node)) return false;
  if (node >= 0) return ReadWanted(node, object.depth + 1, tokens, context, members);
  return SkipValue(tokens) || context.NotJson(tokens, "expected a value");
}

// A key, a scalar and a comma are four tokens; if the fourth is in the line, all are. They go
// through the short way; all else, and every fault, through ReadMember.
bool ShapedReader::ReadMembers(KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
                               std::span<Value> members) {
  const char* const text = tokens.text;
  for (;;) {
    const std::uint32_t* const at = tokens.at;
    const bool short_way = at[3] < tokens.limit && text[at[0]] == '"' && text[at[1]] == ':' &&
                           text[at[3]] == ',' && kTokenDepth[Byte(text[at[2]])] == kScalar;
    if (!short_way) {
      if (!ReadMember(object, tokens, context, members)) return false;
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
    if (node >= 0 && !ReadWanted(node, object.depth + 1, tokens, context, members)) return false;
    tokens.at = at + 4;
  }
}

bool ShapedReader::ReadObject(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                              ReadContext& context, Value& value) {
  const std::span<Value> members = context.arena.Values(1 + keys_[shape].size());
  members.front() = Value::ListOf(keys_[shape]);
  ++tokens.at;
  if (!tokens.done() && tokens.peek() == '}') {
    ++tokens.at;
  } else {
    KeyMachine::Object object = machine_.Open(shape, depth);
    if (!ReadMembers(object, tokens, context, members)) return false;
  }
  value = Value::RecordOf(members);
  return true;
}

bool ShapedReader::ReadEntries(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                               ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  const char* const begin = tokens.place();
  const ShapeId values = shapes_.ValuesOf(shape);
  const bool is_whole = ReadMembersOf(tokens, context, [&](std::string_view key) {
    Value member;
    if (!Read(values, depth + 1, tokens, context, member)) return false;
    open_.push_back(Value::Of(key));
    open_.push_back(member);
    return true;
  });
  if (!is_whole) return false;
  if (const auto twice = KeyTwice(std::span(open_).subspan(first))) {
    return context.GiveUp(diagnostics::Code::kLogKeyTwice, begin, *twice);
  }
  value = Value::RecordOf(Close(first, context));
  return true;
}

bool ShapedReader::ReadList(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                            ReadContext& context, Value& value) {
  const std::size_t first = open_.size();
  const ShapeId elements = shapes_.ElementsOf(shape);
  const bool is_whole = ReadElements(tokens, context, [&] {
    Value element;
    if (!Read(elements, depth + 1, tokens, context, element)) return false;
    open_.push_back(element);
    return true;
  });
  if (!is_whole) return false;
  value = Value::ListOf(Close(first, context));
  return true;
}

bool ShapedReader::ReadUnwrapped(Tokens& tokens, ReadContext& context, Value& value) {
  const char* const text = tokens.text;
  const std::uint32_t* const at = tokens.at;
  // `{"intValue": "12"}`: four tokens and a bracket.
  const bool short_way = at[3] < tokens.limit && text[at[0]] == '{' && text[at[1]] == '"' &&
                         text[at[2]] == ':' && kTokenDepth[Byte(text[at[3]])] == kScalar &&
                         at[4] < tokens.limit && text[at[4]] == '}';
  std::array<Value, 2> pair;
  if (short_way) {
    const std::string_view quoted = Tokens{text, at + 1, at[2]}.Scalar();
    const std::string_view name = quoted.substr(1, quoted.size() - 2);
    if (WrapsScalar(name)) {
      pair[0] = Value::Of(name);
      tokens.at = at + 3;
      if (!whole_.Read(tokens, context, pair[1])) return false;
      ++tokens.at;
      value = Unwrapped(Value::RecordOf(pair), context.arena);
      return true;
    }
  }
  Value wrapped;
  if (!whole_.Read(tokens, context, wrapped)) return false;
  value = Unwrapped(wrapped, context.arena);
  return true;
}

bool ShapedReader::ReadPlainPair(Tokens& tokens, ReadContext& context,
                                 std::span<Value> attributes) {
  constexpr std::string_view kKey = "\"key\"";
  constexpr std::string_view kValue = "\"value\"";
  const char* const text = tokens.text;
  const std::uint32_t* const at = tokens.at;
  const bool plain = at[3] < tokens.limit && at[6] < tokens.limit && text[at[0]] == '{' &&
                     std::memcmp(text + at[1], kKey.data(), kKey.size()) == 0 &&
                     text[at[2]] == ':' && text[at[3]] == '"' && text[at[4]] == ',' &&
                     std::memcmp(text + at[5], kValue.data(), kValue.size()) == 0 &&
                     text[at[6]] == ':';
  if (!plain) return false;
  const std::string_view quoted = Tokens{text, at + 3, at[4]}.Scalar();
  if (quoted.back() != '"' || quoted.find('\\') != std::string_view::npos) return false;
  const std::uint32_t* const number = attributes_.Find(quoted.substr(1, quoted.size() - 2));
  Tokens rest{text, at + 7, tokens.limit};
  Value value;
  const bool is_wanted = number != nullptr && seen_[*number] != list_;
  const bool is_taken =
      is_wanted ? !rest.done() && ReadUnwrapped(rest, context, value) : SkipValue(rest);
  if (!is_taken || rest.done() || rest.peek() != '}') return false;
  if (is_wanted && IsFirst(*number)) attributes[*number] = value;
  tokens.at = rest.at + 1;
  return true;
}

bool ShapedReader::ReadPair(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                            ReadContext& context, std::span<Value> attributes) {
  if (ReadPlainPair(tokens, context, attributes)) return true;
  Value pair;
  if (!Read(shape, depth, tokens, context, pair)) return false;
  const Value key = MemberOf(pair, "key");
  if (key.kind() != Value::Kind::kText) return true;
  const std::uint32_t* const number = attributes_.Find(key.text());
  if (number != nullptr && IsFirst(*number)) {
    attributes[*number] = Unwrapped(MemberOf(pair, "value"), context.arena);
  }
  return true;
}

bool ShapedReader::ReadAttributes(ShapeId shape, std::uint32_t depth, Tokens& tokens,
                                  ReadContext& context, Value& value) {
  const std::span<Value> attributes = attributes_.MakeKept(context.arena);
  const ShapeId pair = shapes_.ElementsOf(shape);
  ++list_;
  const bool is_whole = ReadElements(
      tokens, context, [&] { return ReadPair(pair, depth + 1, tokens, context, attributes); });
  if (!is_whole) return false;
  value = AttributeKeys::KeptOf(attributes);
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
  if (first == '"') {
    const std::optional<std::string_view> text = ReadString(tokens.Scalar(), context.arena);
    if (text) {
      value = Value::Of(*text);
      ++tokens.at;
      return true;
    }
  }
  if (!shapes_.NeedsAll(shape)) {
    if (first == '{') {
      return shapes_.NeedsEntries(shape) ? ReadEntries(shape, depth, tokens, context, value)
                                         : ReadObject(shape, depth, tokens, context, value);
    }
    if (first == '[') {
      return shapes_.NeedsAttributes(shape) ? ReadAttributes(shape, depth, tokens, context, value)
                                            : ReadList(shape, depth, tokens, context, value);
    }
  }
  return whole_.Read(tokens, context, value);
}

}  // namespace abide::events
