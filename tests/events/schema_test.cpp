#include "events/schema.h"

#include <gtest/gtest.h>

#include "by_hand.h"

namespace abide::events {
namespace {

TEST(SchemaTest, FindsKindsAndFieldsByName) {
  const EventSchema schema = testing::Vocabulary();
  const std::optional<EventKind> use = schema.Find("use");
  ASSERT_TRUE(use);
  EXPECT_EQ(schema.Type(*use).FindField("usage.output"), FieldIndex{8});
  EXPECT_EQ(schema.Type(*use).FindField("time"), kTimeField);
  EXPECT_EQ(schema.Type(*use).FindField("usage"), std::nullopt);
  EXPECT_EQ(schema.Find("usage"), std::nullopt);
}

TEST(SchemaTest, ASelectionHoldsTimeAndIdOfEveryKind) {
  const EventSchema schema = testing::Vocabulary();
  FieldSelection selection(schema);
  const EventKind use = *schema.Find("use");
  const EventKind tick = *schema.Find("tick");
  EXPECT_TRUE(selection.Holds(use, kTimeField));
  EXPECT_TRUE(selection.Holds(use, kIdField));
  EXPECT_FALSE(selection.Holds(use, FieldIndex{2}));
  EXPECT_FALSE(selection.Wants(use));
  selection.Add(use, FieldIndex{2});
  selection.AddKind(tick);
  EXPECT_TRUE(selection.Holds(use, FieldIndex{2}));
  EXPECT_TRUE(selection.Wants(use));
  EXPECT_TRUE(selection.Wants(tick));
  EXPECT_FALSE(selection.Wants(*schema.Find("train")));
  EXPECT_TRUE(FieldSelection::Everything(schema).Holds(use, FieldIndex{8}));
}

}  // namespace
}  // namespace abide::events
