#include "events/object_reader.h"

#include <algorithm>

namespace abide::events {

bool RefuseKey(std::int32_t node, Tokens colon, ReadContext& context) {
  using diagnostics::Code;
  --colon.at;
  const std::string_view raw = colon.Scalar();
  if (node == KeyMachine::kBadEscape) {
    return context.GiveUp(Code::kLineNotJson, raw.data(), "a key has a bad escape");
  }
  return context.GiveUp(Code::kLogKeyTwice, raw.data(), raw.substr(1, raw.size() - 2));
}

bool TakeKey(KeyMachine& machine, KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
             std::int32_t& node) {
  if (tokens.done() || tokens.peek() != '"') return context.NotJson(tokens, "expected a key");
  const char* const quote = tokens.place();
  ++tokens.at;
  if (tokens.done() || tokens.peek() != ':') return context.NotJson(tokens, "expected `:`");
  node = machine.Next(object, quote, tokens.place());
  if (node < KeyMachine::kUnwanted) return RefuseKey(node, tokens, context);
  ++tokens.at;
  return true;
}

bool ObjectReader::Read(Tokens& tokens, ReadContext& context, ValueTaker* taker) {
  taker_ = taker;
  std::fill(found_.begin(), found_.end(), nullptr);
  return ReadKeys(tokens, machine_.Open(0, 0), context);
}

// A key and the scalar behind it are four tokens; if the fourth is in the line, all are. They go
// through the short way, which is the one that counts; all else, and every fault, through the
// other.
bool ObjectReader::ReadKeys(Tokens& tokens, KeyMachine::Object object, ReadContext& context) {
  ++tokens.at;
  if (!tokens.done() && tokens.peek() == '}') {
    ++tokens.at;
    return true;
  }
  // What nobody else sees stays in registers.
  const char* const text = tokens.text;
  const std::uint32_t limit = tokens.limit;
  const std::uint32_t* at = tokens.at;
  for (;;) {
    const bool short_way = at[3] < limit && text[at[0]] == '"' && text[at[1]] == ':' &&
                           kTokenDepth[Byte(text[at[2]])] == kScalar;
    if (!short_way) {
      tokens.at = at;
      char next = '\0';
      if (!ReadMember(tokens, object, context, next)) return false;
      if (next == '}') return true;
      at = tokens.at;
      continue;
    }
    const std::int32_t node = machine_.Next(object, text + at[0], text + at[1]);
    if (node >= 0) found_[static_cast<std::uint32_t>(node)] = at + 2;
    if (node < KeyMachine::kUnwanted) return RefuseKey(node, {text, at + 1, limit}, context);
    const char next = text[at[3]];
    at += 4;
    if (next == ',') continue;
    tokens.at = at;
    return next == '}' || context.NotJson({text, at - 1, limit}, "expected `,` or `}`");
  }
}

bool ObjectReader::ReadMember(Tokens& tokens, KeyMachine::Object& object, ReadContext& context,
                              char& next) {
  std::int32_t node = 0;
  if (!TakeKey(machine_, object, tokens, context, node)) return false;
  const auto wanted = static_cast<std::uint32_t>(node);
  if (node >= 0) found_[wanted] = tokens.at;
  const char first = node >= 0 && !tokens.done() ? tokens.peek() : '\0';
  if (first == '{' && trie().HasChildren(wanted)) {
    if (!ReadKeys(tokens, machine_.Open(wanted, object.depth + 1), context)) return false;
  } else {
    const bool is_taken =
        taker_ != nullptr && (first == '{' || first == '[') && taker_->Take(wanted, tokens);
    if (!is_taken && !SkipValue(tokens)) return context.NotJson(tokens, "expected a value");
  }
  if (tokens.done()) return context.NotJson(tokens, "expected `,` or `}`");
  next = tokens.peek();
  if (next != ',' && next != '}') return context.NotJson(tokens, "expected `,` or `}`");
  ++tokens.at;
  return true;
}

}  // namespace abide::events
