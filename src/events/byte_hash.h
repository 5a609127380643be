// XXH3-128 of the bytes of a log, as they are read.
#pragma once

#include <cstddef>
#include <string>

struct XXH3_state_s;

namespace abide::events {

class ByteHash {
 public:
  ByteHash();
  ByteHash(const ByteHash&) = delete;
  ByteHash& operator=(const ByteHash&) = delete;
  ~ByteHash();

  void Add(const char* bytes, std::size_t count);
  // Of all bytes so far, in hex.
  std::string Digest() const;

 private:
  XXH3_state_s* state_;
};

}  // namespace abide::events
