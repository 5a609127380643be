// A list's brackets and commas.
#pragma once

#include "events/reporter.h"
#include "events/structure.h"

namespace abide::events {

// Takes the list whose bracket is the next token; `read()` takes each element, and is false where
// it gives up.
template <typename Read>
bool ReadElements(Tokens& tokens, ReadContext& context, const Read& read) {
  ++tokens.at;
  bool more = tokens.done() || tokens.peek() != ']';
  if (!more) ++tokens.at;
  while (more) {
    if (!read()) return false;
    if (tokens.done()) return context.NotJson(tokens, "expected `,` or `]`");
    const char next = tokens.peek();
    if (next != ',' && next != ']') return context.NotJson(tokens, "expected `,` or `]`");
    ++tokens.at;
    more = next == ',';
  }
  return true;
}

}  // namespace abide::events
