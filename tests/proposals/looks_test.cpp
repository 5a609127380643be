// What texts look like is what all of them look like.

#include "proposals/looks.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace abide::proposals {
namespace {

bool AllAre(Look look, std::initializer_list<std::string_view> texts) {
  Looker looker;
  Looks looks;
  for (const std::string_view text : texts) looker.Narrow(text, looks);
  return looks.All(look);
}

TEST(LooksTest, JsonIsWholeAndAnObjectOrAList) {
  for (const char* json : {"{}", "[]", R"({"a": [1, {"b": null}]})", R"(["x"] )"}) {
    EXPECT_TRUE(AllAre(Look::kJson, {json})) << json;
  }
  for (const char* other : {"{{user}}", "{user}", "[INFO]", "{\"a\": ", "{\"a\": 1} x", "5",
                            "\"a\"", "", "{\"a\": 1, \"a\": 2}", "{\"a\": \"\xFF\"}"}) {
    EXPECT_FALSE(AllAre(Look::kJson, {other})) << other;
  }
  EXPECT_FALSE(AllAre(Look::kJson, {std::string(5000, '[') + std::string(5000, ']')}));
}

TEST(LooksTest, EachTextCounts) {
  EXPECT_TRUE(AllAre(Look::kJson, {"{}", "[1]"}));
  EXPECT_FALSE(AllAre(Look::kJson, {"{}", "x"}));
  EXPECT_FALSE(AllAre(Look::kJson, {"x", "{}"}));
}

TEST(LooksTest, NumbersBetweenMarksAreDatesIfTheyCanBe) {
  for (const char* date : {"5/7/26", "17.05.2024", "17-05-2024 09:30", "2024/05/17", "at 2024.5.1.",
                           "17/May/2024:09:00:01 +0000", "May 17, 2024", "2024-05-17T09:30 CEST"}) {
    const std::string_view text = date;
    EXPECT_EQ(AllAre(Look::kDateInside, {text}), text != "at 2024.5.1.") << date;
  }
  for (const char* other : {"10.0.0.1", "10.11.12.13", "192.168.10.12:443", "1.2.3", "555-12-1234",
                            "550e8400-e29b-41d4-a716-446655440000", "/2024/05/17/x", "maybe"}) {
    EXPECT_FALSE(AllAre(Look::kDateInside, {other})) << other;
  }
}

TEST(LooksTest, AddressesAndBlocksOfThem) {
  EXPECT_TRUE(AllAre(Look::kAddress, {"10.0.0.1", "2001:db8::1", "10.0.0.0/8"}));
  EXPECT_FALSE(AllAre(Look::kAddress, {"10.0.0.1", "10.0.0"}));
}

}  // namespace
}  // namespace abide::proposals
