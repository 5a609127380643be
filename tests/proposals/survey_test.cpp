// What is kept of a log's records is bounded, and what is no longer kept makes room.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "proposals/survey.h"
#include "values/arena.h"

namespace abide::proposals {
namespace {

using values::Arena;
using values::Value;

Value RecordOf(Arena& arena, const std::vector<std::pair<std::string, Value>>& members) {
  const std::span<Value> record = arena.Values(2 * members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    record[2 * i] = Value::Of(arena.Copy(members[i].first));
    record[2 * i + 1] = members[i].second;
  }
  return Value::RecordOf(record);
}

// `{"attributes": [{"key": KEY, "value": "x"}]}`
Value WithAttribute(Arena& arena, const std::string& key) {
  const std::span<Value> pairs = arena.Values(1);
  pairs[0] = RecordOf(arena, {{"key", Value::Of(arena.Copy(key))}, {"value", Value::Of("x")}});
  return RecordOf(arena, {{"attributes", Value::ListOf(pairs)}});
}

TEST(SurveyTest, AttributesWhoseKeysAreDataStayAMap) {
  Survey survey;
  Arena arena;
  for (int i = 0; i < 1000; ++i) survey.Add(WithAttribute(arena, "k" + std::to_string(i)));
  const Seen* const attributes = survey.root().Find("attributes");
  ASSERT_NE(attributes, nullptr);
  ASSERT_NE(attributes->pairs, nullptr);
  EXPECT_TRUE(attributes->pairs->is_map);
  EXPECT_TRUE(attributes->pairs->members.empty());
  EXPECT_EQ(attributes->pairs->records, 1000U);
  EXPECT_EQ(survey.left_out(), 0U);
}

TEST(SurveyTest, APathThatIsForgottenMakesRoomForAllThatStoodBelowIt) {
  Survey survey;
  Arena arena;
  // Each of them has a few hundred names that are data, each with fifteen members.
  std::vector<std::pair<std::string, Value>> inner;
  for (int i = 0; i < 15; ++i) inner.emplace_back("m" + std::to_string(i), Value::Of("x"));
  const Value value = RecordOf(arena, inner);
  for (int map = 0; map < 4; ++map) {
    std::vector<std::pair<std::string, Value>> names;
    for (int i = 0; i < 250; ++i) names.emplace_back("n" + std::to_string(i), value);
    survey.Add(RecordOf(arena, {{"map" + std::to_string(map), RecordOf(arena, names)}}));
  }
  for (int map = 0; map < 4; ++map) {
    const Seen* const seen = survey.root().Find("map" + std::to_string(map));
    ASSERT_NE(seen, nullptr);
    EXPECT_TRUE(seen->is_map);
  }
  EXPECT_EQ(survey.left_out(), 0U);
}

}  // namespace
}  // namespace abide::proposals
