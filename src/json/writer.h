// JSON text, written piece by piece, so that a report of any length needs no tree in memory.
//
// The same calls give the same bytes. What is written is valid JSON in valid UTF-8 whatever the
// texts are: bytes that are no UTF-8 become U+FFFD, and what has no plain, visible shape (controls,
// bidirectional overrides, invisible characters, line separators) is written as an escape, for JSON
// is read in terminals, too. Members stand in the order of the calls; that a name stands once is
// the caller's business. Decimals are given as text, since readers make doubles of numbers.
//
//   Writer json(out, Layout::kPretty);
//   json.BeginObject();
//   json.Member("status", "breached");
//   json.Key("findings");
//   json.BeginArray();
//   ...
//   json.EndArray();
//   json.EndObject();
//
// Each value at the top ends with a line end: several in a row, in the compact layout, are JSONL.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace abide::json {

// Members keep their order.
using Json = nlohmann::ordered_json;

enum class Layout {
  kCompact,  // no blanks, one line a value
  kPretty,   // one line a member or element, two spaces a level
};

template <typename T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

// A call that cannot stand where it stands (a value without a name in an object) is an assertion.
class Writer {
 public:
  // `out` outlives the writer.
  Writer(std::ostream& out, Layout layout) : out_(out), layout_(layout) {}
  // Every value that was begun has been ended.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void BeginObject() { Begin('{', '}'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('[', ']'); }
  void EndArray() { End(']'); }
  // The name of the member whose value comes next.
  void Key(std::string_view name);

  void Value(std::string_view text);
  void Value(const char* text) { Value(std::string_view(text)); }
  template <Integer I>
  void Value(I number) {
    Scalar(std::to_string(number));
  }
  template <std::same_as<bool> Boolean>
  void Value(Boolean boolean) {
    Scalar(boolean ? "true" : "false");
  }
  void Value(std::nullptr_t) { Scalar("null"); }
  // A value that is at hand as a tree.
  void Tree(const Json& tree);

  template <typename T>
  void Member(std::string_view name, const T& value) {
    Key(name);
    Value(value);
  }

 private:
  struct Level {
    char end;
    bool empty = true;
    bool named = false;  // the next value's name has been written
  };

  void Begin(char begin, char end);
  void End(char end);
  void Scalar(std::string_view written);
  void BeforeValue();
  // What stands between a member or element and the one before it.
  void NextItem();
  void NewLine();
  // Hands on what is buffered, now and then and behind a value at the top.
  void Close();

  std::ostream& out_;
  Layout layout_;
  std::string buffer_;
  std::vector<Level> open_;
};

// The text as a JSON string, with its quotes.
std::string Quoted(std::string_view text);

}  // namespace abide::json
