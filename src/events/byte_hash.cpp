#include "events/byte_hash.h"

#if ABIDE_XXHASH_DISPATCH
#include <xxh_x86dispatch.h>  // the same functions, by what the processor has
#else
#include <xxhash.h>
#endif

#include <nettle/sha2.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <span>

namespace abide::events {
namespace {

std::string InHex(std::span<const unsigned char> bytes) {
  std::string hex;
  for (const unsigned char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

}  // namespace

ByteHash::ByteHash(Hashes hashes) : state_(XXH3_createState()) {
  XXH3_128bits_reset(state_);
  if (hashes != Hashes::kXxh3AndSha256) return;
  sha256_ = std::make_unique<sha256_ctx>();
  sha256_init(sha256_.get());
}

ByteHash::~ByteHash() { XXH3_freeState(state_); }

void ByteHash::Add(const char* bytes, std::size_t count) {
  XXH3_128bits_update(state_, bytes, count);
  if (!sha256_) return;
  sha256_update(sha256_.get(), count, reinterpret_cast<const std::uint8_t*>(bytes));
}

std::string ByteHash::Digest() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_));
  return InHex(canonical.digest);
}

std::string ByteHash::Sha256() const {
  if (!sha256_) return {};
  sha256_ctx copy = *sha256_;  // it is ended, and more bytes may follow
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&copy, digest.size(), digest.data());
  return InHex(digest);
}

}  // namespace abide::events
