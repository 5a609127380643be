// Events that come too late are put in order while the log is read, or by sorting: the events are
// the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "by_hand.h"
#include "events/lateness_buffer.h"
#include "events/line_batches.h"
#include "events/record_reader.h"

namespace abide::events {
namespace {

using namespace testing;

std::string LineAt(int second) {
  char time[32];
  std::snprintf(time, sizeof time, "2024-05-01T%02d:%02d:%02dZ", second / 3600, second / 60 % 60,
                second % 60);
  return R"({"event": "tick", "time": ")" + std::string(time) + "\"}\n";
}

values::Duration Seconds(std::int64_t count) { return {0, count * 1'000'000'000}; }

// Each line comes up to `disorder` seconds after one that is later.
std::string DisorderedLog(std::mt19937& random, int disorder, std::size_t count) {
  std::string text;
  int latest = 100;
  for (std::size_t i = 0; i < count; ++i) {
    const int late = disorder == 0 ? 0 : static_cast<int>(random() % (disorder + 1U));
    text += LineAt(latest - late);
    if (random() % 5 == 0) text += "nonsense\n";
    latest += static_cast<int>(random() % 3);
  }
  return text;
}

class LatenessTest : public ::testing::Test {
 protected:
  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(LatenessTest, TheEventsAreThoseOfTheSortedLog) {
  std::mt19937 random(21);
  for (int round = 0; round < 30; ++round) {
    std::vector<std::string> texts(1 + random() % 3);
    for (std::string& text : texts) text = DisorderedLog(random, 20, random() % 300);
    options.lateness = {};
    options.jobs = 1;
    options.chunk_bytes = 1 << 20;
    const Reading expected = ReadTexts(texts, options);
    for (const std::int64_t lateness : {1, 7, 19, 20, 21, 10'000}) {
      options.lateness = Seconds(lateness);
      options.jobs = 1 + random() % 3;
      options.chunk_bytes = 1 + random() % 2000;
      const Reading reading = ReadTexts(texts, options);
      EXPECT_EQ(reading.restarts, lateness >= 20 ? 0 : reading.restarts);
      EXPECT_EQ(reading.events, expected.events);
      EXPECT_EQ(reading.problems, expected.problems);
      EXPECT_EQ(reading.bad_records, expected.bad_records);
    }
  }
}

TEST_F(LatenessTest, MoreDisorderThanThatIsSorted) {
  const std::string text = LineAt(100) + LineAt(94) + LineAt(101) + LineAt(107) + LineAt(95);
  options.lateness = Seconds(6);
  options.chunk_bytes = 1;  // a line: more of them would be put in order all the same
  const Reading reading = ReadText(text, options);
  EXPECT_EQ(reading.restarts, 1);
  EXPECT_TRUE(std::is_sorted(
      reading.events.begin(), reading.events.end(),
      [](const auto& a, const auto& b) { return a.substr(a.find(' ')) < b.substr(b.find(' ')); }));
  options.lateness = Seconds(12);
  EXPECT_EQ(ReadText(text, options).restarts, 0);
  EXPECT_EQ(ReadText(text, options).events, reading.events);
}

TEST_F(LatenessTest, MonthsAreMonths) {
  const std::string text = R"({"event": "tick", "time": "2024-03-31"})"
                           "\n"
                           R"({"event": "tick", "time": "2024-03-01"})"
                           "\n";
  options.lateness = {1, 0};
  options.chunk_bytes = 1;
  EXPECT_EQ(ReadText(text, options).restarts, 0);
}

// However late events may be, they wait in no more memory than there is for that.
TEST_F(LatenessTest, WhatWaitsIsBounded) {
  constexpr int kCount = 20'000;
  std::string text;
  for (int i = 0; i < kCount; ++i) text += LineAt(i);
  const auto log = LogFile::OfText("a", text);
  LogReading reading;
  reading.file = log.get();
  reading.options = &options;
  reading.chunk_bytes = 10'000;
  reading.make_records = [this] { return MakeCanonicalReader(options); };
  std::vector<std::unique_ptr<BatchSource>> sources;
  sources.push_back(std::make_unique<LineBatches>(std::move(reading)));
  ReadAhead ahead(1, nullptr, ReadAhead::Order::kByTime, BatchPool::Make(2), std::move(sources));
  LogCursor cursor(ahead, 0, log->path(), {});
  NearOrder events(cursor);
  WaitingSpace space{500'000};
  LatenessBuffer buffer(events, {.months = 12'000, .nanos = 0}, space);
  std::uint64_t most = 0;
  int count = 0;
  while (buffer.Next() != nullptr) {
    most = std::max(most, space.taken);
    ++count;
  }
  EXPECT_EQ(count, kCount);
  EXPECT_GT(most, 500'000U);
  EXPECT_LT(most, 600'000U);
}

TEST_F(LatenessTest, LittleMemoryGivesTheSame) {
  std::mt19937 random(24);
  const std::string text = DisorderedLog(random, 500, 4000);
  options.chunk_bytes = 1000;
  const Reading expected = ReadText(text, options);
  options.lateness = Seconds(100'000);
  EXPECT_EQ(ReadText(text, options).restarts, 0);
  options.index_bytes = 40'000;
  const Reading reading = ReadText(text, options);
  EXPECT_EQ(reading.restarts, 1);
  EXPECT_EQ(reading.events, expected.events);
  EXPECT_EQ(reading.problems, expected.problems);
}

TEST_F(LatenessTest, ATinyIndexGivesTheSame) {
  std::mt19937 random(22);
  const std::string text = DisorderedLog(random, 50, 4000);
  options.chunk_bytes = 1000;
  const Reading expected = ReadText(text, options);
  EXPECT_EQ(expected.restarts, 1);
  for (const std::uint64_t bytes : {0, 40'000, 90'000}) {
    options.index_bytes = bytes;
    options.jobs = 2;
    EXPECT_EQ(ReadText(text, options).events, expected.events);
  }
}

}  // namespace
}  // namespace abide::events
