// One walk over an object, which notes where the wanted values stand.
#pragma once

#include <cstdint>
#include <vector>

#include "events/key_machine.h"
#include "events/reporter.h"
#include "events/structure.h"

namespace abide::events {

// Gives up for a key that KeyMachine refuses; the next token is the colon behind it.
bool RefuseKey(std::int32_t node, Tokens colon, ReadContext& context);

// Takes the key at the next token and the colon behind it; `node` is what the machine makes of it,
// wanted or not.
bool TakeKey(KeyMachine& machine, KeyMachine::Object& object, Tokens& tokens, ReadContext& context,
             std::int32_t& node);

// Somebody who may read a wanted value while the walk goes by it.
class ValueTaker {
 public:
  // Takes the object or list at the next token, the value of that node of the trie. False if it has
  // taken nothing: then the value is stepped over.
  virtual bool Take(std::uint32_t node, Tokens& tokens) = 0;

 protected:
  ~ValueTaker() = default;
};

class ObjectReader {
 public:
  explicit ObjectReader(KeyTrie trie) : machine_(std::move(trie)), found_(machine_.trie().size()) {}

  const KeyTrie& trie() const { return machine_.trie(); }
  // Takes the object at the next token. Its keys, and those of the objects on the way to wanted
  // values, are read; the rest is stepped over, but for what `taker` takes, where there is one.
  bool Read(Tokens& tokens, ReadContext& context, ValueTaker* taker = nullptr);
  // Where the value of a trie's node begins in the object read last; null if it has none.
  const std::uint32_t* Find(std::uint32_t node) const { return found_[node]; }

 private:
  bool ReadKeys(Tokens& tokens, KeyMachine::Object object, ReadContext& context);
  // Takes a member and the `,` or `}` behind it, which `next` is then.
  bool ReadMember(Tokens& tokens, KeyMachine::Object& object, ReadContext& context, char& next);

  KeyMachine machine_;
  ValueTaker* taker_ = nullptr;
  std::vector<const std::uint32_t*> found_;  // by node
};

}  // namespace abide::events
