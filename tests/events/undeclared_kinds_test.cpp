// The names of events that nobody declared.

#include "events/undeclared_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using Kind = UndeclaredKinds::Kind;

TEST(UndeclaredKindsTest, AreSortedByTheNumberOfTheirRecordsThenByName) {
  UndeclaredKinds kinds;
  kinds.Count("pull", 1, 0);
  kinds.Count("push", 2, 10);
  kinds.Count("merge", 3, 20);
  kinds.Count("push", 4, 30);
  EXPECT_THAT(kinds.ByCount(),
              ElementsAre(Kind{"push", 2, 2, 10}, Kind{"merge", 1, 3, 20}, Kind{"pull", 1, 1, 0}));
}

TEST(UndeclaredKindsTest, OfTheNextLinesAreCountedOnFromTheFirstRecord) {
  UndeclaredKinds kinds, more;
  kinds.Count("push", 2, 10);
  more.Count("push", 1, 50);
  more.Count("pull", 2, 60);
  kinds.Append(more, 3);
  EXPECT_THAT(kinds.in_order(), ElementsAre(Kind{"push", 2, 2, 10}, Kind{"pull", 1, 5, 60}));
}

TEST(UndeclaredKindsTest, NamesThatMessagesWouldCutAreOne) {
  UndeclaredKinds kinds;
  kinds.Count(std::string(200, 'x') + "1", 1, 0);
  kinds.Count(std::string(200, 'x') + "2", 2, 300);
  ASSERT_EQ(kinds.in_order().size(), 1U);
  EXPECT_LT(kinds.in_order().front().name.size(), 100U);
  EXPECT_EQ(kinds.in_order().front().records, 2U);
}

// The first names of a log, with all their records, wherever it is cut.
TEST(UndeclaredKindsTest, AreBoundedAndDoNotDependOnBatches) {
  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
  std::string text;
  constexpr std::size_t kNames = UndeclaredKinds::kMost + 500;
  for (std::size_t i = 0; i < 2 * kNames; ++i) {
    text += R"({"event": "kind_)" + std::to_string(i % kNames) + "\"}\n";
  }
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{4096}, std::size_t{1} << 20}) {
    options.chunk_bytes = chunk;
    const Reading reading = ReadText(text, options);
    const std::vector<Kind>& kinds = reading.summaries[0].undeclared.in_order();
    ASSERT_EQ(kinds.size(), UndeclaredKinds::kMost);
    EXPECT_EQ(kinds.back().name, "kind_" + std::to_string(UndeclaredKinds::kMost - 1));
    EXPECT_EQ(kinds.back().line, UndeclaredKinds::kMost);
    for (const Kind& kind : kinds) EXPECT_EQ(kind.records, 2U);
    EXPECT_EQ(reading.summaries[0].unknown_events, 2 * kNames);
  }
}

}  // namespace
}  // namespace abide::events
