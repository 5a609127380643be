// The brackets and commas of lists and objects.
#pragma once

#include <optional>
#include <string_view>

#include "events/json_text.h"
#include "events/reporter.h"
#include "events/structure.h"

namespace abide::events {

// Takes what stands between the bracket that is the next token and the one that closes it;
// `read()` takes each of its parts, and is false where it gives up. `expected`: behind one.
template <typename Read>
bool ReadParts(char close, const char* expected, Tokens& tokens, ReadContext& context,
               const Read& read) {
  ++tokens.at;
  bool more = tokens.done() || tokens.peek() != close;
  if (!more) ++tokens.at;
  while (more) {
    if (!read()) return false;
    if (tokens.done()) return context.NotJson(tokens, expected);
    const char next = tokens.peek();
    if (next != ',' && next != close) return context.NotJson(tokens, expected);
    ++tokens.at;
    more = next == ',';
  }
  return true;
}

// Takes the list whose bracket is the next token; `read()` takes each element.
template <typename Read>
bool ReadElements(Tokens& tokens, ReadContext& context, const Read& read) {
  return ReadParts(']', "expected `,` or `]`", tokens, context, read);
}

// Takes the object whose bracket is the next token; `read(key)` takes the value of each member.
template <typename Read>
bool ReadMembersOf(Tokens& tokens, ReadContext& context, const Read& read) {
  return ReadParts('}', "expected `,` or `}`", tokens, context, [&] {
    if (tokens.done() || tokens.peek() != '"') return context.NotJson(tokens, "expected a key");
    const std::string_view raw = tokens.Scalar();
    const std::optional<std::string_view> key = ReadString(raw, context.arena);
    if (!key) {
      return context.GiveUp(diagnostics::Code::kLineNotJson, raw.data(), "a text has a bad escape");
    }
    ++tokens.at;
    if (tokens.done() || tokens.peek() != ':') return context.NotJson(tokens, "expected `:`");
    ++tokens.at;
    return read(*key);
  });
}

}  // namespace abide::events
