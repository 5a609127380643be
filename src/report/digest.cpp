#include "report/digest.h"

#include "diagnostics/assert.h"

#include <openssl/evp.h>
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

}  // namespace abide::report
