// All of a line's JSON, checked: what the readers step over, too.
//
// Nearly every line is whole, so a quick pass over its tokens says only whether it is; a careful
// one, token by token, looks for the place and the name of the fault if it is not. The quick pass
// asks for no more of each token than stage 1 left open: a text without a backslash needs no look
// inside, a number is a loop over its digits, a key is compared with the one that came last time.
#pragma once

#include <vector>

#include "events/key_machine.h"
#include "events/reporter.h"
#include "events/structure.h"

namespace abide::events {

class StrictChecker {
 public:
  StrictChecker() : machine_(KeyTrie()) {}
  // Whether the tokens are one value and nothing else: the whole grammar, every text's escapes, and
  // no key twice in any object. Depth costs memory, not stack.
  bool Check(const Tokens& tokens, ReadContext& context) {
    return IsWhole(tokens) || CheckCarefully(tokens, context);
  }

 private:
  struct Open {
    bool is_object;
    KeyMachine::Object object;  // of a list: the one around it
  };

  // True only if the tokens are one object and there is no fault in it.
  bool IsWhole(const Tokens& tokens);
  bool CheckCarefully(Tokens tokens, ReadContext& context);
  // Takes a scalar or the beginning of an object or list.
  bool TakeValue(Tokens& tokens, ReadContext& context);
  bool TakeKey(Tokens& tokens, ReadContext& context);
  // Takes what stands behind a value, as far as the next value.
  bool TakeSeparators(Tokens& tokens, ReadContext& context);
  // What opens inside `around`.
  Open Inside(const Open& around, bool is_object) {
    return {is_object, is_object ? machine_.OpenInside(around.object) : around.object};
  }

  KeyMachine machine_;
  std::vector<Open> open_;  // those around the innermost, and it, too, in the careful pass
};

}  // namespace abide::events
