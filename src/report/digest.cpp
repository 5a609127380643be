#include "report/digest.h"

#include <nettle/hmac.h>
#include <nettle/sha2.h>
#include <sys/random.h>

#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "diagnostics/assert.h"

namespace abide::report {
namespace {

using Digest = std::array<std::uint8_t, SHA256_DIGEST_SIZE>;

const std::uint8_t* BytesOf(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string InHex(const Digest& digest) {
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

struct Sha256::Context {
  sha256_ctx state;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { sha256_init(&context_->state); }
Sha256::~Sha256() = default;

void Sha256::Update(std::string_view bytes) {
  sha256_update(&context_->state, bytes.size(), BytesOf(bytes));
}

std::string Sha256::Finish() {
  Digest digest;
  sha256_digest(&context_->state, digest.size(), digest.data());
  return InHex(digest);
}

std::string Sha256InBase64(std::string_view text) {
  Sha256 hash;
  hash.Update(text);
  return absl::Base64Escape(absl::HexStringToBytes(hash.Finish()));
}

std::string HmacSha256InHex(std::string_view key, std::string_view text) {
  hmac_sha256_ctx state;
  hmac_sha256_set_key(&state, key.size(), BytesOf(key));
  hmac_sha256_update(&state, text.size(), BytesOf(text));
  Digest digest;
  hmac_sha256_digest(&state, digest.size(), digest.data());
  return InHex(digest);
}

std::string RandomKey() {
  std::array<char, 32> key{};
  ABIDE_ASSERT(getrandom(key.data(), key.size(), 0) == static_cast<ssize_t>(key.size()),
               "the system has random bytes");
  return {key.data(), key.size()};
}

}  // namespace abide::report
