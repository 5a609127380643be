#include "events/byte_hash.h"

#if ABIDE_XXHASH_DISPATCH
#include <xxh_x86dispatch.h>  // the same functions, by what the processor has
#else
#include <xxhash.h>
#endif

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <span>

#include "diagnostics/assert.h"

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

ByteHash::ByteHash(Hashes hashes)
    : state_(XXH3_createState()),
      sha256_(hashes == Hashes::kXxh3AndSha256 ? EVP_MD_CTX_new() : nullptr) {
  XXH3_128bits_reset(state_);
  if (sha256_ == nullptr) return;
  ABIDE_ASSERT(EVP_DigestInit_ex(sha256_, EVP_sha256(), nullptr) == 1, "SHA-256 is at hand");
}

ByteHash::~ByteHash() {
  XXH3_freeState(state_);
  EVP_MD_CTX_free(sha256_);
}

void ByteHash::Add(const char* bytes, std::size_t count) {
  XXH3_128bits_update(state_, bytes, count);
  if (sha256_ == nullptr) return;
  ABIDE_ASSERT(EVP_DigestUpdate(sha256_, bytes, count) == 1, "bytes can be hashed");
}

std::string ByteHash::Digest() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_));
  return InHex(canonical.digest);
}

std::string ByteHash::Sha256() const {
  if (sha256_ == nullptr) return {};
  std::array<unsigned char, 32> digest{};
  // A copy is ended: more bytes may follow.
  EVP_MD_CTX* copy = EVP_MD_CTX_new();
  ABIDE_ASSERT(EVP_MD_CTX_copy_ex(copy, sha256_) == 1 &&
                   EVP_DigestFinal_ex(copy, digest.data(), nullptr) == 1,
               "a hash has an end");
  EVP_MD_CTX_free(copy);
  return InHex(digest);
}

}  // namespace abide::events
