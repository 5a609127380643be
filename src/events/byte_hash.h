// XXH3-128 of the bytes of a log, as they are read, and SHA-256 where it is asked for.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

struct XXH3_state_s;
struct sha256_ctx;

namespace abide::events {

enum class Hashes { kXxh3, kXxh3AndSha256 };

class ByteHash {
 public:
  explicit ByteHash(Hashes hashes = Hashes::kXxh3);
  ByteHash(const ByteHash&) = delete;
  ByteHash& operator=(const ByteHash&) = delete;
  ~ByteHash();

  void Add(const char* bytes, std::size_t count);
  // Of all bytes so far, in hex.
  std::string Digest() const;
  // The same; empty if it was not asked for.
  std::string Sha256() const;

 private:
  XXH3_state_s* state_;
  std::unique_ptr<sha256_ctx> sha256_;  // null if it was not asked for
};

}  // namespace abide::events
