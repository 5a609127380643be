// A batch of records that are read again takes the memory of these records, wherever they stand.

#include "events/sorted_batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "by_hand.h"
#include "events/record_reader.h"

namespace abide::events {
namespace {

using namespace testing;

// Short records in random order, `gap` bytes apart, loaded as one batch.
class SortedBatchesTest : public ::testing::Test {
 protected:
  void Load(std::size_t count, std::size_t gap) {
    std::string text;
    std::vector<EventPlace> places;
    for (std::size_t i = 0; i < count; ++i) {
      lines_.push_back(R"({"event": "use", "time": "2024-05-01", "model": ")" + std::to_string(i) +
                       "\"}");
      places.push_back({*values::ParseInstant("2024-05-01"), text.size(), 0,
                        static_cast<std::uint32_t>(lines_.back().size()), i + 1});
      text += lines_.back() + std::string(gap, ' ') + "\n";
    }
    std::shuffle(places.begin(), places.end(), std::mt19937(5));
    log_ = LogFile::OfText("a", std::move(text));
    auto sorter = std::make_unique<PlaceSorter>(space_);
    for (const EventPlace& place : places) sorter->Add(place);
    sorter->Sort();
    LogReading reading;
    reading.file = log_.get();
    reading.options = &options_;
    reading.chunk_bytes = batch_bytes_;
    reading.make_records = [this] { return MakeCanonicalReader(options_); };
    SortedBatches batches(std::move(reading), std::move(sorter));
    batches.Load(batch_);
    batches.Parse(batch_);
  }

  const EventSchema schema_ = Vocabulary();
  ReaderOptions options_ = OptionsFor(schema_);
  std::size_t batch_bytes_ = 2 << 20;
  PlaceSpace space_{1 << 20};
  std::unique_ptr<LogFile> log_;
  std::vector<std::string> lines_;
  Batch batch_;
};

TEST_F(SortedBatchesTest, WhatLiesBetweenRecordsIsNotKept) {
  Load(2000, 15'000);
  ASSERT_EQ(batch_.records.size(), 2000U);
  EXPECT_EQ(batch_.events.size(), 2000U);
  EXPECT_FALSE(batch_.end);
  for (const Batch::Record& record : batch_.records) {
    const std::string& line = lines_[record.place.line - 1];
    EXPECT_EQ(std::string(batch_.chunk.buffer.data() + record.at, record.place.length), line);
  }
  // 2,000 records of some 60 bytes, in a log of 30 MB.
  EXPECT_LT(batch_.chunk.buffer.capacity(), 1U << 20);
}

TEST_F(SortedBatchesTest, ABatchIsAsLargeAsItMayBe) {
  batch_bytes_ = 64 << 10;
  Load(2000, 0);
  EXPECT_EQ(batch_.events.size(), 128U);
  EXPECT_LT(batch_.chunk.buffer.capacity(), 2 * batch_bytes_);
  batch_.Clear();
  batch_bytes_ = 1000;
  lines_.clear();
  Load(2000, 0);
  EXPECT_EQ(batch_.events.size(), 16U);
}

TEST_F(SortedBatchesTest, RecordsFarApartAreReadAlone) {
  Load(20, 300'000);
  EXPECT_EQ(batch_.events.size(), 20U);
  // Nothing but the records was read.
  std::size_t bytes = 0;
  for (const std::string& line : lines_) bytes += line.size();
  EXPECT_EQ(batch_.bytes, bytes);
}

}  // namespace
}  // namespace abide::events
