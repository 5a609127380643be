#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "values/text.h"

namespace abide::values {
namespace {

struct HoldsCase {
  std::string network;
  std::string address;
  std::optional<bool> expected;
};

TEST(NetworkTest, AnAddressIsInABlockWhereItsFirstBitsAgree) {
  const HoldsCase cases[] = {
      {"10.0.0.0/8", "10.255.255.255", true},
      {"10.0.0.0/8", "11.0.0.0", false},
      {"10.1.2.3/8", "10.200.0.1", true},
      {"192.168.4.0/22", "192.168.7.255", true},
      {"192.168.4.0/22", "192.168.8.0", false},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "203.0.113.9", false},
      {"::/0", "2001:db8::1", true},
      {"203.0.113.9", "203.0.113.9", true},
      {"203.0.113.9", "203.0.113.8", false},
      {"203.0.113.9/32", "203.0.113.9", true},
      {"2001:db8::/32", "2001:db8:ffff::1", true},
      {"2001:db8::/32", "2001:db9::", false},
      {"2001:db8::1/128", "2001:0DB8:0:0:0:0:0:1", true},
      {"2001:db8::/33", "2001:db8:8000::", false},
      {"10.0.0.0/8", "::ffff:10.0.0.1", true},
      {"10.0.0.0/8", "::ffff:b00:1", false},
      {"::ffff:10.0.0.0/104", "10.9.9.9", true},
      {"::ffff:10.0.0.0/104", "11.9.9.9", false},
      {"::/0", "::ffff:10.0.0.1", false},
      {"10.0.0.0/8", "AWS Internal", std::nullopt},
      {"10.0.0.0/8", "", std::nullopt},
      {"10.0.0.0/8", "10.0.0.1:443", std::nullopt},
      {"10.0.0.0/8", "10.0.0", std::nullopt},
      {"10.0.0.0/8", "10.0.0.256", std::nullopt},
      {"10.0.0.0/8", "010.0.0.1", std::nullopt},
      {"10.0.0.0/8", " 10.0.0.1", std::nullopt},
      {"10.0.0.0/8", "fe80::1%eth0", std::nullopt},
      {"10.0.0.0/8", std::string("10.0.0.1\0", 9), std::nullopt},
      {"10.0.0.0/8", std::string(1'000, '1'), std::nullopt},
  };
  for (const HoldsCase& c : cases) {
    const std::optional<Network> network = Network::Parse(c.network);
    ASSERT_TRUE(network.has_value()) << c.network;
    EXPECT_EQ(network->Holds(c.address), c.expected) << c.address << " in " << c.network;
  }
}

TEST(NetworkTest, WhatIsNoBlockHasNoValue) {
  const std::string cases[] = {"",
                               "/",
                               "10.0.0.0/",
                               "10.0.0.0/33",
                               "10.0.0.0/-1",
                               "10.0.0.0/08",
                               "10.0.0.0/8/8",
                               "10.0.0.0/ 8",
                               "10.0.0.0/+8",
                               "10.0.0/8",
                               "::/129",
                               "::/1280",
                               "hosts/8",
                               "/8",
                               "10.0.0.0/a",
                               "2001:db8:::/32"};
  for (const std::string& text : cases) {
    EXPECT_FALSE(Network::Parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace abide::values
