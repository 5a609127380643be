#include "events/byte_hash.h"

#if ABIDE_XXHASH_DISPATCH
#include <xxh_x86dispatch.h>  // the same functions, by what the processor has
#else
#include <xxhash.h>
#endif

#include <cstdio>

namespace abide::events {

ByteHash::ByteHash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_); }
ByteHash::~ByteHash() { XXH3_freeState(state_); }

void ByteHash::Add(const char* bytes, std::size_t count) {
  XXH3_128bits_update(state_, bytes, count);
}

std::string ByteHash::Digest() const {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_));
  std::string hex;
  for (const unsigned char byte : canonical.digest) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

}  // namespace abide::events
