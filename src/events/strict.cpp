#include "events/strict.h"

#include "events/object_reader.h"
#include "events/raw_value.h"

namespace abide::events {

bool StrictChecker::TakeKey(Tokens& tokens, ReadContext& context) {
  if (tokens.done() || tokens.peek() != '"') return context.NotJson(tokens, "expected a key");
  const char* const quote = tokens.place();
  ++tokens.at;
  if (tokens.done() || tokens.peek() != ':') return context.NotJson(tokens, "expected `:`");
  const std::int32_t node = machine_.Next(open_.back().object, quote, tokens.place());
  if (node < KeyMachine::kUnwanted) return RefuseKey(node, tokens, context);
  ++tokens.at;
  return true;
}

bool StrictChecker::TakeValue(Tokens& tokens, ReadContext& context) {
  for (;;) {
    if (tokens.done()) return context.NotJson(tokens, "expected a value");
    const char first = tokens.peek();
    if (first != '{' && first != '[') {
      if (!CheckScalar(tokens, context)) return false;
      ++tokens.at;
      return true;
    }
    const bool is_object = first == '{';
    ++tokens.at;
    if (!tokens.done() && tokens.peek() == (is_object ? '}' : ']')) {
      ++tokens.at;
      return true;
    }
    open_.push_back({is_object, machine_.Open(0, static_cast<std::uint32_t>(open_.size()))});
    if (is_object && !TakeKey(tokens, context)) return false;
  }
}

bool StrictChecker::TakeSeparators(Tokens& tokens, ReadContext& context) {
  while (!open_.empty()) {
    const bool is_object = open_.back().is_object;
    const char next = tokens.done() ? '\0' : tokens.peek();
    if (next == ',') {
      ++tokens.at;
      return !is_object || TakeKey(tokens, context);
    }
    if (next != (is_object ? '}' : ']')) {
      return context.NotJson(tokens, is_object ? "expected `,` or `}`" : "expected `,` or `]`");
    }
    ++tokens.at;
    open_.pop_back();
  }
  return true;
}

bool StrictChecker::Check(Tokens tokens, ReadContext& context) {
  open_.clear();
  do {
    if (!TakeValue(tokens, context) || !TakeSeparators(tokens, context)) return false;
  } while (!open_.empty());
  return tokens.done() || context.NotJson(tokens, "expected the line's end");
}

}  // namespace abide::events
