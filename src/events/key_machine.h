// Which keys of an object are wanted, told as they come.
//
// Records of a log have their keys in much the same order, line after line. So the machine learns
// the sequences, as a tree: a place stands for the keys that an object has had so far, and knows
// the key that led there by its bytes as they stand in the log, where that key's value goes, and
// whether the object has had it before. So a key costs a comparison of 16 bytes; nothing is hashed,
// unescaped or looked up. What was never seen is looked up once and learnt. The tree is bounded;
// behind the bounds, and for keys longer than 64 bytes, keys are looked up by hash.
#pragma once

#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace abide::events {

// Abseil hashes its own views: Debian builds it without the standard's.
inline absl::string_view AbslView(std::string_view text) { return {text.data(), text.size()}; }

// The wanted paths of keys. Node 0 is the object itself.
class KeyTrie {
 public:
  KeyTrie() : nodes_(1) {}

  // The node at which `path` ends, from another node.
  std::uint32_t Add(std::span<const std::string> path, std::uint32_t from = 0);
  // A node to which no key leads: an object that stands elsewhere.
  std::uint32_t AddRoot();
  // The node of a path that was added.
  std::uint32_t Parent(std::uint32_t node) const { return nodes_[node].parent; }
  std::optional<std::uint32_t> Child(std::uint32_t node, std::string_view key) const;
  bool HasChildren(std::uint32_t node) const { return !nodes_[node].children.empty(); }
  // The key that leads to it.
  const std::string& KeyOf(std::uint32_t node) const { return nodes_[node].key; }
  // How a rule writes it: "usage.input_tokens".
  std::string NameOf(std::uint32_t node) const;
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    std::uint32_t parent = 0;
    std::string key;
    absl::flat_hash_map<std::string, std::uint32_t> children;
  };
  std::vector<Node> nodes_;
};

class KeyMachine {
 public:
  // What a key is, where it is no node of the trie.
  static constexpr std::int32_t kUnwanted = -1;
  static constexpr std::int32_t kTwice = -2;  // the object has had it before
  static constexpr std::int32_t kBadEscape = -3;

  // An object whose keys are being read.
  struct Object {
    std::uint32_t place;
    std::uint32_t node;
    std::uint32_t depth;  // of the node in the trie
    bool slow = false;    // no place any more: keys are remembered one by one
  };

  explicit KeyMachine(KeyTrie trie);

  const KeyTrie& trie() const { return trie_; }
  // The object at `node`, before its first key.
  Object Open(std::uint32_t node, std::uint32_t depth) const { return {node, node, depth}; }
  // An object at node 0 that is the value of the key that `object` had last, or stands in it: what
  // is learnt of its keys is learnt apart from other objects, so that few compete.
  Object OpenInside(const Object& object) {
    std::uint32_t inside = places_[object.place].inside;
    if (inside == kNone) inside = AddInside(object.place);
    return {inside, 0, object.depth + 1};
  }
  // What the key is whose opening quote stands at `quote`; at least 128 bytes can be read from
  // there. Its closing quote is the last byte before `end` that is not blank. The bytes stay where
  // they are until the object has been read.
  std::int32_t Next(Object& object, const char* quote, const char* end) {
    // Nearly always it is the key that came there first. Nothing is called for it, so that what the
    // caller holds in registers stays there.
    const std::uint32_t likely = places_[object.place].first;
    if (likely == kNone || !HasWords(places_[likely], quote)) {
      return NextElsewhere(object, quote, end);
    }
    object.place = likely;
    return places_[likely].node;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kLongestKey = 64;  // in bytes, with its closing quote
  static constexpr std::size_t kMostPlaces = 1 << 14;
  static constexpr std::size_t kMostNext = 16;  // behind one place
  // Of one object: what is learnt is compared with all keys before it.
  static constexpr std::uint32_t kMostKeys = 256;

  // What is needed for a key that is known: one line of the cache.
  struct alignas(64) Place {
    // The key with its closing quote, zero where the mask is; where it has more than 16 bytes,
    // words that nothing has.
    std::uint64_t word[2] = {1, 1};
    std::uint64_t mask[2] = {};
    const char* raw = nullptr;
    std::uint32_t length = 0;       // of the key, with its closing quote
    std::int32_t node = 0;          // as Next gives it
    std::uint32_t first = kNone;    // of the places behind this one
    std::uint32_t sibling = kNone;  // the next one behind the same place
    std::uint32_t inside = kNone;   // before the first key of an object that is the key's value
  };
  // What is needed to learn.
  struct History {
    std::uint32_t before = kNone;  // the place one key earlier
    std::string_view key;          // unescaped
    std::uint32_t key_count = 0;   // of the object so far
    std::uint32_t next_count = 0;  // of the places behind this one
  };
  // The keys of an object without a place.
  struct SeenKeys {
    absl::flat_hash_set<absl::string_view> keys;
    std::deque<std::string> unescaped;
  };

  static std::uint64_t WordAt(const char* bytes) {
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  static bool HasWords(const Place& place, const char* quote) {
    return (((WordAt(quote + 1) & place.mask[0]) ^ place.word[0]) |
            ((WordAt(quote + 9) & place.mask[1]) ^ place.word[1])) == 0;
  }
  // The same of a key of any length.
  static bool HasKey(const Place& place, const char* quote);
  // As Next, where the key is not that which came first.
  std::int32_t NextElsewhere(Object& object, const char* quote, const char* end);
  std::int32_t Learn(Object& object, const char* quote, const char* end);
  bool HadKey(std::uint32_t place, std::string_view key) const;
  void AddPlace(Object& object, std::string_view raw, std::string_view key, std::int32_t node);
  void LeaveTree(Object& object);
  std::uint32_t AddInside(std::uint32_t place);

  KeyTrie trie_;
  // The objects of the trie's nodes, before their first keys, come first; then one behind which
  // there is no key, for objects without a place.
  std::vector<Place> places_;
  std::vector<History> histories_;  // of each place
  std::deque<std::string> texts_;
  std::vector<std::unique_ptr<SeenKeys>> seen_;  // by depth
};

}  // namespace abide::events
