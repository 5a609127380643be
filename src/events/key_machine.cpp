#include "events/key_machine.h"

#include <algorithm>
#include <utility>

#include "events/json_text.h"
#include "events/structure.h"

namespace abide::events {

std::uint32_t KeyTrie::Add(std::span<const std::string> path, std::uint32_t from) {
  std::uint32_t at = from;
  for (const std::string& key : path) {
    const auto [child, is_new] =
        nodes_[at].children.try_emplace(key, static_cast<std::uint32_t>(nodes_.size()));
    const std::uint32_t next = child->second;
    if (is_new) nodes_.push_back({at, key, {}});
    at = next;
  }
  return at;
}

std::uint32_t KeyTrie::AddRoot() {
  nodes_.emplace_back();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::optional<std::uint32_t> KeyTrie::Child(std::uint32_t node, std::string_view key) const {
  const auto found = nodes_[node].children.find(AbslView(key));
  if (found == nodes_[node].children.end()) return std::nullopt;
  return found->second;
}

std::string KeyTrie::NameOf(std::uint32_t node) const {
  if (node == 0) return {};
  const std::string parent = NameOf(nodes_[node].parent);
  return parent.empty() ? nodes_[node].key : parent + "." + nodes_[node].key;
}

KeyMachine::KeyMachine(KeyTrie trie)
    : trie_(std::move(trie)), places_(trie_.size() + 1), histories_(trie_.size() + 1) {}

// Of up to 32 bytes by the first 16 and the last 16: no call, no loop.
inline bool KeyMachine::HasKey(const Place& place, const char* quote) {
  constexpr std::size_t kBytes = sizeof place.word;
  if (place.length <= kBytes) return HasWords(place, quote);
  const char* const key = quote + 1;
  if (place.length > 2 * kBytes) return std::memcmp(key, place.raw, place.length) == 0;
  const std::size_t last = place.length - kBytes;
  return ((WordAt(key) ^ WordAt(place.raw)) | (WordAt(key + 8) ^ WordAt(place.raw + 8)) |
          (WordAt(key + last) ^ WordAt(place.raw + last)) |
          (WordAt(key + last + 8) ^ WordAt(place.raw + last + 8))) == 0;
}

bool KeyMachine::HadKey(std::uint32_t place, std::string_view key) const {
  for (; histories_[place].before != kNone; place = histories_[place].before) {
    if (histories_[place].key == key) return true;
  }
  return false;
}

void KeyMachine::AddPlace(Object& object, std::string_view raw, std::string_view key,
                          std::int32_t node) {
  const auto added = static_cast<std::uint32_t>(places_.size());
  const std::string& kept = texts_.emplace_back(raw);
  Place place;
  place.raw = kept.data();
  place.length = static_cast<std::uint32_t>(kept.size());
  if (kept.size() <= sizeof place.word) {
    place.word[0] = place.word[1] = 0;
    std::memcpy(place.word, kept.data(), kept.size());
    std::memset(place.mask, 0xFF, kept.size());
  }
  place.node = node;
  std::uint32_t* last = &places_[object.place].first;
  while (*last != kNone) last = &places_[*last].sibling;
  *last = added;
  places_.push_back(place);
  const std::uint32_t key_count = histories_[object.place].key_count + 1;
  ++histories_[object.place].next_count;
  histories_.push_back({object.place, texts_.emplace_back(key), key_count, 0});
  object.place = added;
}

std::uint32_t KeyMachine::AddInside(std::uint32_t place) {
  if (places_.size() >= kMostPlaces) return 0;
  const auto added = static_cast<std::uint32_t>(places_.size());
  places_[place].inside = added;
  places_.emplace_back();
  histories_.emplace_back();
  return added;
}

// From here on the object's keys are held in a set of its own.
void KeyMachine::LeaveTree(Object& object) {
  while (seen_.size() <= object.depth) seen_.push_back(std::make_unique<SeenKeys>());
  SeenKeys& seen = *seen_[object.depth];
  seen.keys.clear();
  seen.unescaped.clear();
  for (std::uint32_t at = object.place; histories_[at].before != kNone;
       at = histories_[at].before) {
    seen.keys.insert(AbslView(histories_[at].key));
  }
  object.slow = true;
  object.place = static_cast<std::uint32_t>(trie_.size());
}

std::int32_t KeyMachine::NextElsewhere(Object& object, const char* quote, const char* end) {
  for (std::uint32_t at = places_[object.place].first; at != kNone; at = places_[at].sibling) {
    const Place& place = places_[at];
    if (HasKey(place, quote)) {
      object.place = at;
      return place.node;
    }
  }
  return Learn(object, quote, end);
}

std::int32_t KeyMachine::Learn(Object& object, const char* quote, const char* end) {
  while (end > quote + 1 && IsBlank(end[-1])) --end;
  if (end < quote + 2 || end[-1] != '"') return kBadEscape;
  const std::string_view raw(quote + 1, static_cast<std::size_t>(end - quote - 1));
  const std::string_view inside = raw.substr(0, raw.size() - 1);
  std::string unescaped;
  const bool escaped = inside.find('\\') != std::string_view::npos;
  if (escaped && !Unescape(inside, unescaped)) return kBadEscape;
  const std::string_view key = escaped ? std::string_view(unescaped) : inside;

  const std::optional<std::uint32_t> child = trie_.Child(object.node, key);
  const std::int32_t node = child ? static_cast<std::int32_t>(*child) : kUnwanted;
  const bool can_learn = !object.slow && raw.size() <= kLongestKey &&
                         places_.size() < kMostPlaces &&
                         histories_[object.place].next_count < kMostNext &&
                         histories_[object.place].key_count < kMostKeys;
  if (can_learn) {
    const std::int32_t told = HadKey(object.place, key) ? kTwice : node;
    AddPlace(object, raw, key, told);
    return told;
  }
  if (!object.slow) LeaveTree(object);
  SeenKeys& seen = *seen_[object.depth];
  const std::string_view kept = escaped ? seen.unescaped.emplace_back(std::move(unescaped)) : key;
  return seen.keys.insert(AbslView(kept)).second ? node : kTwice;
}

}  // namespace abide::events
