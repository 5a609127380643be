#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "values/text.h"

namespace abide::values {
namespace {

struct Address {
  bool v6 = false;
  std::array<unsigned char, 16> bytes{};
};

constexpr int kMappedBits = 96;

bool IsMapped(const std::array<unsigned char, 16>& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](unsigned char b) { return b == 0; }) &&
         bytes[10] == 0xff && bytes[11] == 0xff;
}

// As written: an IPv4 address in IPv6's form is still IPv6.
std::optional<Address> ParseAddress(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> copy;
  if (text.size() >= copy.size() || text.find('\0') != std::string_view::npos) return std::nullopt;
  std::copy(text.begin(), text.end(), copy.begin());
  copy[text.size()] = '\0';
  Address address;
  address.v6 = text.find(':') != std::string_view::npos;
  const int family = address.v6 ? AF_INET6 : AF_INET;
  if (inet_pton(family, copy.data(), address.bytes.data()) != 1) return std::nullopt;
  return address;
}

Address Unmapped(const Address& address) {
  if (!address.v6 || !IsMapped(address.bytes)) return address;
  Address v4;
  std::copy(address.bytes.begin() + 12, address.bytes.end(), v4.bytes.begin());
  return v4;
}

std::optional<int> ParseBits(std::string_view text, int most) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  int bits = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    bits = bits * 10 + (c - '0');
  }
  return bits <= most ? std::optional(bits) : std::nullopt;
}

bool SameBits(const unsigned char* a, const unsigned char* b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(a, b, whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

}  // namespace

std::optional<Network> Network::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> address = ParseAddress(text.substr(0, slash));
  if (!address) return std::nullopt;
  const int all = address->v6 ? 128 : 32;
  std::optional<int> bits = all;
  if (slash != std::string_view::npos) bits = ParseBits(text.substr(slash + 1), all);
  if (!bits) return std::nullopt;
  const bool as_v4 = *bits >= kMappedBits;
  const Address base = as_v4 ? Unmapped(*address) : *address;
  Network network;
  network.v6_ = base.v6;
  network.bits_ = base.v6 == address->v6 ? *bits : *bits - kMappedBits;
  std::copy(base.bytes.begin(), base.bytes.end(), network.bytes_);
  return network;
}

std::optional<bool> Network::Holds(std::string_view address) const {
  const std::optional<Address> parsed = ParseAddress(address);
  if (!parsed) return std::nullopt;
  const Address plain = Unmapped(*parsed);
  return plain.v6 == v6_ && SameBits(plain.bytes.data(), bytes_, bits_);
}

}  // namespace abide::values
