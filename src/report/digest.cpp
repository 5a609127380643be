#include "report/digest.h"

#include "diagnostics/assert.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include "absl/strings/escaping.h"

#include <array>

namespace abide::report {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();

  Context() { Start(); }
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void Start() const {
    ABIDE_ASSERT(EVP_DigestInit_ex(evp, EVP_sha256(), nullptr) == 1, "SHA-256 is at hand");
  }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;

void Sha256::Update(std::string_view bytes) {
  ABIDE_ASSERT(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1,
               "bytes can be hashed");
}

std::string Sha256::Finish() {
  std::array<unsigned char, 32> digest{};
  ABIDE_ASSERT(EVP_DigestFinal_ex(context_->evp, digest.data(), nullptr) == 1, "a hash has an end");
  context_->Start();
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string Sha256InBase64(std::string_view text) {
  Sha256 hash;
  hash.Update(text);
  return absl::Base64Escape(absl::HexStringToBytes(hash.Finish()));
}

std::string HmacSha256InHex(std::string_view key, std::string_view text) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = digest.size();
  const auto* made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  ABIDE_ASSERT(made != nullptr && size == digest.size(), "HMAC-SHA-256 is at hand");
  return absl::BytesToHexString({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string RandomKey() {
  std::array<unsigned char, 32> key{};
  ABIDE_ASSERT(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1,
               "the system has random bytes");
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

}  // namespace abide::report
