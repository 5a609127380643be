// The machine tells keys the same whether it has learnt them, learns them, or has given up
// learning.

#include "events/key_machine.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace abide::events {
namespace {

// A key as it stands in a line, with bytes behind it that may be read.
struct Written {
  explicit Written(std::string_view raw) : text("\"" + std::string(raw) + "\" :") {
    length = text.size() - 1;
    text += std::string(128, 'x');
  }
  const char* quote() const { return text.data(); }
  const char* end() const { return text.data() + length; }

  std::string text;
  std::size_t length;
};

KeyTrie Wanted(std::initializer_list<std::vector<std::string>> paths) {
  KeyTrie trie;
  for (const auto& path : paths) trie.Add(path);
  return trie;
}

constexpr std::int32_t kUnwanted = KeyMachine::kUnwanted, kTwice = KeyMachine::kTwice;

std::vector<std::int32_t> Tell(KeyMachine& machine, const std::vector<std::string>& keys) {
  std::vector<std::int32_t> told;
  // The bytes of all keys live as long as the object.
  const std::vector<Written> line(keys.begin(), keys.end());
  KeyMachine::Object object = machine.Open(0, 0);
  for (const Written& key : line) {
    told.push_back(machine.Next(object, key.quote(), key.end()));
  }
  return told;
}

TEST(KeyMachineTest, TellsWantedKeysAndKeysThatStandTwice) {
  KeyMachine machine(Wanted({{"event"}, {"usage", "input"}}));
  const std::vector<std::string> keys = {"x", "event", "usage", "x", "eventual", "even", "event"};
  const std::vector<std::int32_t> expected = {kUnwanted, 1,         2,     kTwice,
                                              kUnwanted, kUnwanted, kTwice};
  for (int round = 0; round < 3; ++round) EXPECT_EQ(Tell(machine, keys), expected);
}

TEST(KeyMachineTest, ComparesKeysUnescaped) {
  KeyMachine machine(Wanted({{"event"}}));
  const std::vector<std::string> keys = {"\\u0065vent", "event", "caf\\u00e9", "café"};
  const std::vector<std::int32_t> expected = {1, kTwice, kUnwanted, kTwice};
  for (int round = 0; round < 2; ++round) EXPECT_EQ(Tell(machine, keys), expected);
  KeyMachine::Object object = machine.Open(0, 0);
  const Written bad("\\q");
  EXPECT_EQ(machine.Next(object, bad.quote(), bad.end()), KeyMachine::kBadEscape);
}

TEST(KeyMachineTest, TellsKeysOfEveryLength) {
  KeyMachine machine(
      Wanted({{std::string(63, 'k')}, {std::string(64, 'k')}, {std::string(16, 'k')}}));
  for (int round = 0; round < 2; ++round) {
    for (std::size_t length = 0; length < 100; ++length) {
      const std::vector<std::int32_t> told =
          Tell(machine, {std::string(length, 'k'), std::string(length, 'k')});
      const std::int32_t node = length == 63 ? 1 : length == 64 ? 2 : length == 16 ? 3 : kUnwanted;
      EXPECT_EQ(told, (std::vector<std::int32_t>{node, kTwice})) << length;
    }
  }
}

// Keys are compared by their first and last bytes at once, and by those between where there are
// any.
TEST(KeyMachineTest, TellsKeysApartByAnyByte) {
  for (const std::size_t length : {1U, 7U, 8U, 15U, 16U, 17U, 24U, 31U, 32U, 33U, 48U, 63U, 64U}) {
    const std::string key(length, 'k');
    KeyMachine machine(Wanted({{key}}));
    EXPECT_EQ(Tell(machine, {key}), (std::vector<std::int32_t>{1}));
    for (std::size_t at = 0; at < length; ++at) {
      std::string other = key;
      other[at] = 'x';
      EXPECT_EQ(Tell(machine, {other}), (std::vector<std::int32_t>{kUnwanted})) << length << at;
      EXPECT_EQ(Tell(machine, {key, other}), (std::vector<std::int32_t>{1, kUnwanted}));
    }
  }
}

TEST(KeyMachineTest, TellsTheSameBehindTheBoundOfWhatItLearns) {
  KeyMachine machine(Wanted({{"k3"}, {"k777"}}));
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> keys;
    std::vector<std::int32_t> expected;
    std::set<std::string> seen;
    for (int i = 0; i < 20; ++i) {
      const std::string key = "k" + std::to_string(random() % 1000);
      keys.push_back(key);
      const std::int32_t node = key == "k3" ? 1 : key == "k777" ? 2 : kUnwanted;
      expected.push_back(seen.insert(key).second ? node : kTwice);
    }
    ASSERT_EQ(Tell(machine, keys), expected);
  }
}

TEST(KeyTrieTest, NamesItsNodes) {
  KeyTrie trie = Wanted({{"usage", "input"}, {"usage"}});
  EXPECT_EQ(trie.size(), 3U);
  EXPECT_EQ(trie.NameOf(2), "usage.input");
  EXPECT_TRUE(trie.HasChildren(1));
  EXPECT_FALSE(trie.HasChildren(2));
  EXPECT_EQ(trie.Parent(2), 1U);
  EXPECT_EQ(trie.Child(1, "output"), std::nullopt);
}

}  // namespace
}  // namespace abide::events
