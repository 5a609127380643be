// SHA-256, alone and with a key, by Nettle.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace abide::report {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void Update(std::string_view bytes);
  // The digest in hex, lower case; the object then begins anew.
  std::string Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// Of a text at hand, in base64, as a page's policy names what it permits.
std::string Sha256InBase64(std::string_view text);

// HMAC-SHA-256 (RFC 2104) of a text, in hex.
std::string HmacSha256InHex(std::string_view key, std::string_view text);

// 32 bytes that nobody can guess, from the system.
std::string RandomKey();

}  // namespace abide::report
