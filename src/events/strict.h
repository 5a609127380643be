// All of a line's JSON, checked: what the readers step over, too.
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
  bool Check(Tokens tokens, ReadContext& context);

 private:
  struct Open {
    bool is_object;
    KeyMachine::Object object;
  };

  // Takes a scalar or the beginning of an object or list.
  bool TakeValue(Tokens& tokens, ReadContext& context);
  bool TakeKey(Tokens& tokens, ReadContext& context);
  // Takes what stands behind a value, as far as the next value.
  bool TakeSeparators(Tokens& tokens, ReadContext& context);

  KeyMachine machine_;
  std::vector<Open> open_;
};

}  // namespace abide::events
