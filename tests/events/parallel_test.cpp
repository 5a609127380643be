// What comes out does not depend on how many threads read, nor on where logs are cut for them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <stdexcept>

#include "by_hand.h"
#include "events/layout.h"

namespace abide::events {
namespace {

using namespace testing;
using ::testing::SizeIs;

constexpr std::size_t kThreads[] = {1, 2, 4};
constexpr std::size_t kChunkSizes[] = {1, 64, 333, 4096, 1 << 20};

std::string TimeAt(int second) {
  char time[32];
  std::snprintf(time, sizeof time, "2024-05-01T00:%02d:%02dZ", second / 60 % 60, second % 60);
  return time;
}

// Good lines and faults of all sorts. Times grow, but for `disorder` in a hundred.
std::string RandomLog(std::mt19937& random, int disorder) {
  std::string text = random() % 3 == 0 ? "\xEF\xBB\xBF" : "";
  const std::size_t count = random() % 120;
  int second = static_cast<int>(random() % 100);
  for (std::size_t i = 0; i < count; ++i) {
    second += static_cast<int>(random() % 5);
    const int back =
        static_cast<int>(random() % 100) < disorder ? static_cast<int>(random() % 30) : 0;
    const std::string time = TimeAt(std::max(second - back, 0));
    switch (random() % 12) {
      case 0:
        text += R"({"event": "use", "time": ")" + time + R"(", "tokens": "none"})";
        break;
      case 1:
        text += "nonsense";
        break;
      case 2:
        text += R"({"event": "use", "time": ")" + time + R"(", "model": ")" +
                std::string(random() % 500, 'm') + "\"}";
        break;
      case 3:
        text += R"({"event": "other)" + std::to_string(random() % 3) + "\"}";
        break;
      case 4:
        text += "{\"bad\": \"\xC3\x28\"}";
        break;
      case 5:
        break;
      default:
        text += R"({"time": ")" + time +
                R"(", "event": "train", "model": "a \"quoted\" \u00e9", )" + R"("datasets": ["d)" +
                std::to_string(i) + R"(", "e"]})";
    }
    if (i + 1 < count || random() % 2 == 0) text += random() % 5 == 0 ? "\r\n" : "\n";
  }
  return text;
}

void ExpectSame(const Reading& reading, const Reading& expected) {
  EXPECT_EQ(reading.events, expected.events);
  EXPECT_EQ(reading.problems, expected.problems);
  EXPECT_EQ(reading.bad_records, expected.bad_records);
  EXPECT_EQ(reading.failures, expected.failures);
  ASSERT_EQ(reading.summaries.size(), expected.summaries.size());
  for (std::size_t i = 0; i < expected.summaries.size(); ++i) {
    const LogSummary& is = reading.summaries[i];
    const LogSummary& should_be = expected.summaries[i];
    EXPECT_EQ(is.bytes, should_be.bytes);
    EXPECT_EQ(is.xxh3_128, should_be.xxh3_128);
    EXPECT_EQ(is.records, should_be.records);
    EXPECT_EQ(is.events, should_be.events);
    EXPECT_EQ(is.unknown_events, should_be.unknown_events);
    EXPECT_EQ(is.undeclared.in_order(), should_be.undeclared.in_order());
    EXPECT_EQ(is.first, should_be.first);
    EXPECT_EQ(is.last, should_be.last);
    EXPECT_EQ(is.ended_early, should_be.ended_early);
  }
}

class ParallelTest : public ::testing::Test {
 protected:
  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
};

TEST_F(ParallelTest, AnyNumberOfJobsAndAnyChunkGiveTheSame) {
  std::mt19937 random(17);
  options.limits.line_bytes = 400;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> texts(1 + random() % 4);
    const int disorder = round % 2 == 0 ? 0 : 2;
    for (std::string& text : texts) text = RandomLog(random, disorder);
    options.jobs = 1;
    options.chunk_bytes = 1 << 20;
    const Reading expected = ReadTexts(texts, options);
    for (const std::size_t jobs : kThreads) {
      for (const std::size_t chunk : kChunkSizes) {
        options.jobs = jobs;
        options.chunk_bytes = chunk;
        ExpectSame(ReadTexts(texts, options), expected);
        if (HasFailure()) return;
      }
    }
  }
}

TEST_F(ParallelTest, ManyLogsAreMerged) {
  std::vector<std::string> texts(300);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (int second = static_cast<int>(i % 7); second < 60; second += 7) {
      texts[i] += R"({"event": "tick", "time": ")" + TimeAt(second) + "\"}\n";
    }
  }
  const Reading expected = ReadTexts(texts, options);
  options.jobs = 4;
  options.chunk_bytes = 100;
  const Reading reading = ReadTexts(texts, options);
  ExpectSame(reading, expected);
  EXPECT_THAT(reading.events, SizeIs(2572));
}

// A log that goes wrong at some place.
class FaultyLog final : public LogFile {
 public:
  enum class Fault { kThrows, kFails, kShrinks };
  FaultyLog(std::string text, std::uint64_t at, Fault fault)
      : text_(std::move(text)), at_(at), fault_(fault) {}

  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return text_.size(); }
  diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(
      std::uint64_t offset, char* buffer, std::size_t count) const override {
    if (offset + count > at_ && offset >= at_) {
      if (fault_ == Fault::kThrows) throw std::runtime_error("thrown while reading");
      if (fault_ == Fault::kShrinks) return std::size_t{0};
      return diagnostics::Unexpected{diagnostics::Diagnostic{
          diagnostics::Code::kLogUnreadable, {}, {path_, "it burns"}, {}, {}, {}}};
    }
    const std::size_t taken =
        std::min<std::size_t>(count, std::min<std::uint64_t>(at_, text_.size()) - offset);
    std::copy_n(text_.data() + offset, taken, buffer);
    return taken;
  }

 private:
  std::string path_ = "faulty";
  std::string text_;
  std::uint64_t at_;
  Fault fault_;
};

TEST_F(ParallelTest, FaultsOfFilesComeAtTheSamePlace) {
  std::string text;
  for (int second = 0; second < 200; ++second) {
    text += R"({"event": "tick", "time": ")" + TimeAt(second) + "\"}\n";
  }
  for (const auto fault : {FaultyLog::Fault::kFails, FaultyLog::Fault::kShrinks}) {
    const FaultyLog log(text, text.size() / 2 + 7, fault);
    options.jobs = 1;
    options.chunk_bytes = 100;
    const Reading expected = ReadAll({&log}, options);
    EXPECT_THAT(expected.events, SizeIs(100));
    for (const std::size_t jobs : kThreads) {
      for (const std::size_t chunk : kChunkSizes) {
        options.jobs = jobs;
        options.chunk_bytes = chunk;
        ExpectSame(ReadAll({&log}, options), expected);
      }
    }
  }
}

TEST_F(ParallelTest, WhatIsThrownWhereABatchIsReadReachesTheCaller) {
  std::string text;
  for (int second = 0; second < 200; ++second) {
    text += R"({"event": "tick", "time": ")" + TimeAt(second) + "\"}\n";
  }
  for (const std::size_t jobs : kThreads) {
    options.jobs = jobs;
    options.chunk_bytes = 300;
    const FaultyLog log(text, text.size() / 2, FaultyLog::Fault::kThrows);
    const auto good = LogFile::OfText("good", text);
    EXPECT_THROW(ReadAll({&log}, options), std::runtime_error);
    EXPECT_THROW(ReadAll({good.get(), &log}, options), std::runtime_error);
  }
}

TEST_F(ParallelTest, AStreamNeedNotBeReadToItsEnd) {
  std::string text;
  for (int i = 0; i < 2000; ++i)
    text += R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
            "\n";
  const auto log = LogFile::OfText("a", text);
  options.jobs = 4;
  options.chunk_bytes = 500;
  for (int count = 0; count < 40; ++count) {
    EventStream stream({log.get(), log.get()}, options);
    for (int i = 0; i < count; ++i) EXPECT_NE(stream.Next(), nullptr);
  }
}

// How far behind what is handed out reading may run.
class CountingLog final : public LogFile {
 public:
  explicit CountingLog(std::string text) : text_(std::move(text)) {}
  const std::string& path() const override { return path_; }
  std::uint64_t size() const override { return text_.size(); }
  diagnostics::Expected<std::size_t, diagnostics::Diagnostic> Read(
      std::uint64_t offset, char* buffer, std::size_t count) const override {
    const std::size_t taken = std::min<std::size_t>(count, text_.size() - offset);
    std::copy_n(text_.data() + offset, taken, buffer);
    bytes_read = std::max<std::uint64_t>(bytes_read, offset + taken);
    return taken;
  }
  mutable std::atomic<std::uint64_t> bytes_read = 0;

 private:
  std::string path_ = "counting";
  std::string text_;
};

TEST_F(ParallelTest, ReadingAheadIsBounded) {
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += R"({"event": "tick", "time": "2024-05-01T10:00:00Z"})"
            "\n";
  const CountingLog log(text);
  options.chunk_bytes = 1000;
  for (const std::size_t jobs : kThreads) {
    options.jobs = jobs;
    log.bytes_read = 0;
    EventStream stream({&log}, options);
    while (const Event* event = stream.Next()) {
      EXPECT_LE(log.bytes_read,
                kLayoutBytes + event->place.offset + (jobs + 4) * options.chunk_bytes);
    }
  }
}

}  // namespace
}  // namespace abide::events
