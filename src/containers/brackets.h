// Finds the end of a JSON object or list by its brackets and quotes alone.
//
// 64 bytes at a time become masks of quotes, backslashes and brackets; a running XOR of the quotes
// says which bytes are in strings, and while more brackets are open than are closed in a block, it
// is only counted. That is the idea of simdjson's first stage, with what it can't do here: go on
// behind any byte. Brackets are not told apart: `[}` is found out by whoever reads the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace abide::containers {

// Of JSON.
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class BracketScan {
 public:
  // Begins anew, behind `depth` brackets that are open.
  void Begin(std::uint64_t depth) { *this = BracketScan(depth); }
  BracketScan() = default;

  // Goes on with the next bytes. The place behind the bracket that closes the outermost one; npos
  // if it does not stand there.
  std::size_t FindEnd(std::string_view text);
  bool in_string() const { return in_string_; }

 private:
  explicit BracketScan(std::uint64_t depth) : depth_(depth) {}

  std::size_t LookAtBlock(const char* block);
  std::uint64_t Escaped(std::uint64_t backslashes);

  std::uint64_t depth_ = 0;
  bool in_string_ = false;
  bool is_escaped_ = false;  // the next byte
};

}  // namespace abide::containers
