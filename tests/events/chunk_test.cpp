// The events do not depend on how a log is cut into chunks.

#include <gtest/gtest.h>

#include <random>

#include "by_hand.h"

namespace abide::events {
namespace {

using namespace testing;

// Good lines and bad ones, short and long, with and without escapes.
std::string RandomLog(std::mt19937& random) {
  static const std::vector<std::string> kLines = {
      R"({"event": "use", "time": "2024-05-01T10:00:00Z", "model": "gpt-4o", "tokens": 12.5})",
      R"({"time": "2024-05-01T10:00:00Z", "usage": {"input": 1, "output": 2}, "event": "use"})",
      R"({"event": "train", "time": "2024-05-01T10:00:00Z", "model": "a \"quoted\" \u00e9", "datasets": ["a", "b"]})",
      R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "x": {"y": [[], {}, "\\\"}]"]}})",
      R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
      "\r",
      "",
      "   ",
      "nonsense",
      R"({"event": "tick", "time": "never"})",
      R"({"open": "text)",
      "{\"bad\": \"\xC3\x28\"}",
      R"({"a": 1, "a": 2})",
      R"([1, 2, 3])",
      R"({"event": "other"})",
  };
  std::string text = random() % 2 == 0 ? "" : "\xEF\xBB\xBF";
  const std::size_t count = random() % 40;
  for (std::size_t i = 0; i < count; ++i) {
    if (random() % 10 == 0) {
      text += R"({"event": "tick", "time": "2024-05-01T10:00:00Z", "long": ")" +
              std::string(random() % 700, 'l') + "\"}\n";
    }
    text += kLines[random() % kLines.size()] + "\n";
  }
  if (random() % 2 == 0) text += kLines[random() % kLines.size()];
  return text;
}

TEST(ChunkTest, AnyChunkSizeGivesTheSameEventsAndProblems) {
  const EventSchema schema = Vocabulary();
  std::mt19937 random(5);
  for (int round = 0; round < 150; ++round) {
    const std::string text = RandomLog(random);
    ReaderOptions options = OptionsFor(schema);
    options.limits.line_bytes = 500;
    options.strict = random() % 2 == 0;
    const Reading whole = ReadText(text, options);
    for (const std::size_t chunk :
         {std::size_t{1}, std::size_t{2}, std::size_t{63}, std::size_t{64}, std::size_t{65},
          std::size_t{random() % 600 + 1}}) {
      options.chunk_bytes = chunk;
      const Reading cut = ReadText(text, options);
      EXPECT_EQ(cut.events, whole.events);
      EXPECT_EQ(cut.problems, whole.problems);
      EXPECT_EQ(cut.bad_records, whole.bad_records);
      EXPECT_EQ(cut.summaries[0].records, whole.summaries[0].records);
      EXPECT_EQ(cut.summaries[0].bytes, text.size());
      EXPECT_EQ(cut.summaries[0].xxh3_128, whole.summaries[0].xxh3_128);
      if (HasFailure()) return;
    }
  }
}

TEST(ChunkTest, ABadLineDoesNotTouchItsNeighboursInALargeBatch) {
  const EventSchema schema = Vocabulary();
  std::string text;
  const std::string good = R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
                           "\n";
  for (int i = 0; i < 20'000; ++i) {
    text += good;
    if (i % 5000 == 2500) text += "{\"a\": \"\n";
    if (i % 5000 == 3500) text += "\xFF\n";
  }
  const Reading reading = ReadText(text, OptionsFor(schema));
  EXPECT_EQ(reading.events.size(), 20'000U);
  EXPECT_EQ(reading.problems.size(), 8U);
}

TEST(DigestTest, IsXxh3OfAllBytes) {
  const EventSchema schema = Vocabulary();
  EXPECT_EQ(ReadText("", OptionsFor(schema)).summaries[0].xxh3_128,
            "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(ReadText("a", OptionsFor(schema)).summaries[0].xxh3_128,
            "a96faf705af16834e6c632b61e964e1f");
}

}  // namespace
}  // namespace abide::events
